"""What the list of figures shows in a row: an agent, or all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.looking_back.performing import ALL, Fare
from console.insight.courses import course_of
from console.insight.figures import USUAL, Compared, Performance
from console.insight.shifts import Shifts, shifts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from console.api.records.agent import Agent
    from console.tui.screens.figures.words import Limits

ALL_ID = "all"
"""The id of the row of all agents together."""


@dataclass(frozen=True, slots=True)
class FareRow:
    """An agent, or all of them.

    Attributes:
        id: the agent's, or `ALL_ID`.
        name: what people call it.
        fare: how it fares.
        shifts: what of that is notably other than usual.
        usual_calls: how many calls a span of this length usually has; None while that is unknown.
        limits: by which its latencies are judged.
    """

    id: str
    name: str
    fare: Fare
    shifts: Shifts
    usual_calls: float | None
    limits: Limits

    @property
    def is_all(self) -> bool:
        """Whether it stands for all agents."""
        return self.id == ALL_ID

    @property
    def now(self) -> Performance:
        """The figures of the span."""
        return self.fare.compared.now

    @property
    def usual(self) -> Performance:
        """Those of the seven days before it."""
        return self.fare.compared.usual


def rows_of(
    fares: Mapping[str, Fare],
    agents: Mapping[str, Agent],
    *,
    now: datetime,
    span: timedelta,
    whole: bool,
    limits: Limits,
) -> dict[str, FareRow]:
    """A row for all agents together, and one for each, also for those without a call.

    Args:
        fares: how they fare, by the agent's id and `ALL`.
        agents: the agents that there are.
        now: the end of the span.
        span: how long it is.
        whole: whether the seven days before are known whole, so that calls can be counted.
        limits: by which latencies are judged.
    """
    nothing = Fare(Compared(Performance(), Performance()), course_of((), now=now, span=span))
    rows: dict[str, FareRow] = {}
    for agent_id in dict.fromkeys((ALL, *agents, *fares)):
        fare = fares.get(agent_id, nothing)
        usual_calls = fare.compared.usual.calls * (span / USUAL) if whole else None
        agent = agents.get(agent_id)
        row = FareRow(
            agent_id or ALL_ID,
            ((agent and agent.name) or agent_id) if agent_id else "all agents",
            fare,
            shifts_of(fare.compared, expected_calls=usual_calls),
            usual_calls,
            limits,
        )
        rows[row.id] = row
    return rows
