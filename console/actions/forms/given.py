"""Who gives the variables of a prompt: its agents' defaults, and their calls of late."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.session import Session

RECENT = 50
"""How many calls are looked at, at most."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def agents_with(session: Session, model_id: str) -> tuple[Agent, ...]:
    """The agents that use a model, by name."""
    agents = (each for each in session.agents.records.values() if each.llm_id == model_id)
    return tuple(sorted(agents, key=lambda agent: (agent.name or agent.id).casefold()))


def recent_calls(session: Session, agents: Collection[Agent]) -> tuple[Call, ...]:
    """The newest calls of these agents that the board knows, newest first."""
    ids = {agent.id for agent in agents}
    calls = (
        row.call
        for call_id, row in session.board.rows.items()
        if row.call.agent_id in ids and not session.board.is_a_place(call_id)
    )
    return tuple(nlargest(RECENT, calls, key=lambda call: call.created_at or _LONG_AGO))


def given_of(session: Session, model_id: str) -> dict[str, str]:
    """The variables that the model's agents and their recent calls give, and where from.

    As in "Sales EN defaults" or "12 of the last 50 calls".
    """
    agents = agents_with(session, model_id)
    calls = recent_calls(session, agents)
    by_agents: dict[str, list[str]] = {}
    for agent in agents:
        for name in agent.dynamic_variables:
            by_agents.setdefault(name, []).append(agent.name or agent.id)
    by_calls = Counter(name for call in calls for name in call.variables)
    given = {name: _defaults(names) for name, names in by_agents.items()}
    for name, count in by_calls.items():
        given.setdefault(name, _calls(count, len(calls)))
    return given


def _defaults(names: list[str]) -> str:
    return f"{names[0]} defaults" if len(names) == 1 else f"defaults of {len(names)} agents"


def _calls(count: int, of: int) -> str:
    return f"{count} of the last {of} calls" if of > 1 else "the last call"
