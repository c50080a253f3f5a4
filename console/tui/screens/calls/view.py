"""How a row of the board reads: its state, its sides, what came of it; without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.latency import slowest, turns_of
from console.insight.spans import ago, clock
from console.insight.state import DEFAULT_MAX_DURATION_SECONDS, CallState, Kind, Level, state_of
from console.insight.telling import telling
from console.live.board import Presence, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from console.api.records.agent import Agent
    from console.api.records.call import Call

_PRESENCE_WORDS = {
    Presence.CHECKING: "checking",
    Presence.GONE: "gone",
    Presence.EXPECTED: "checking",
    Presence.NOT_SEEN: "not seen",
}


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a row needs besides itself: the agents as they are known now, and the moment."""

    agents: Callable[[], Mapping[str, Agent]]
    now: Callable[[], datetime]

    def state(self, row: Row) -> CallState:
        """The call's state; a row whose call is in doubt is of unknown state."""
        if row.presence is Presence.HERE:
            agent = self.agents().get(row.call.agent_id or "")
            limit = (agent.max_duration_seconds or DEFAULT_MAX_DURATION_SECONDS) if agent else None
            return state_of(row.call, self.now(), limit)
        word = _PRESENCE_WORDS[row.presence]
        level = Level.WARN if row.presence is Presence.NOT_SEEN else Level.CALM
        return CallState(Kind.UNKNOWN, word, level, row.call.created_at)

    def time(self, row: Row) -> str:
        """How long a live call has been in its state, or how long ago an ended one ended."""
        state = self.state(row)
        if state.since is None:
            return "–"
        seconds = (self.now() - state.since).total_seconds()
        if state.kind is Kind.SCHEDULED:
            return f"in {ago(-seconds)}"
        return ago(seconds) if state.kind.over else clock(max(seconds, 0))

    def agent(self, call: Call) -> str:
        """The agent's name, or its id while the name is not known."""
        agent = self.agents().get(call.agent_id or "")
        return (agent and agent.name) or call.agent_id or "–"

    def rank(self, row: Row) -> tuple[int, float]:
        """Live calls first, the least healthy and then the longest first; then the last ended."""
        state = self.state(row)
        since = state.since.timestamp() if state.since else 0.0
        if row.ended or row.presence is Presence.GONE:
            return (10, -since)
        if state.kind is Kind.SCHEDULED:
            return (5, since)
        return (-state.level, since)


def our_side(call: Call) -> str | None:
    """The number of the account that the call goes through."""
    return call.to_number if call.direction == "inbound" else call.from_number


def other_side(call: Call) -> str | None:
    """The number of the person on the call."""
    return call.from_number if call.direction == "inbound" else call.to_number


def is_web(call: Call) -> bool:
    """Whether the call runs over the internet alone."""
    return call.type == "web" or not (call.from_number or call.to_number)


def result(call: Call) -> str:
    """What came of an ended call: its outcome; the reason of its end if there is none.

    A call that nobody answered, or that failed, is told by its reason first.
    """
    outcome = call.outcome or call.analysis.outcome or ""
    reason = call.end_reason or ""
    if normal(outcome) == "none" or normal(call.status or "") != "completed":
        outcome, reason = reason, outcome
    words = (outcome or reason).replace("_", " ")
    return words.lower() if words.isupper() else words


def about(call: Call) -> str:
    """The most telling of the call's variables."""
    return telling(call.variables)


def slowest_ms(call: Call) -> float | None:
    """The call's slowest turn in milliseconds, where any was measured."""
    turn = slowest(turns_of(call.latency))
    return turn.total_ms if turn else None


def filter_fields(row: Row, view: BoardView) -> dict[str, str]:
    """What the filter language can ask of a row, by its names for the fields."""
    call = row.call
    slow = slowest_ms(call)
    fields = {
        "agent": view.agent(call),
        "status": f"{view.state(row).word} {call.status or ''}",
        "to": call.to_number or "",
        "from": call.from_number or "",
        "type": call.type or "",
        "way": call.direction or "",
        "outcome": call.outcome or call.analysis.outcome or "",
        "reason": call.end_reason or "",
        "id": call.id,
        "dur": _number(call.duration_seconds),
        "cost": _number(call.cost_cents),
        "slow": _number(slow),
    }
    return fields | {f"var.{name}": value for name, value in call.variables.items()}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
