"""How a row of the board reads: its state, its sides, what came of it; without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.call_fields import fields_of
from console.insight.endings import result_words
from console.insight.latency import turns_of
from console.insight.spans import ago, running
from console.insight.state import (
    DEFAULT_MAX_DURATION_SECONDS,
    PATIENCE,
    CallState,
    Kind,
    Level,
    Patience,
    state_of,
)
from console.insight.telling import telling
from console.live.board import Presence, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.opened import OpenAccount

_PRESENCE_WORDS = {
    Presence.CHECKING: "checking",
    Presence.GONE: "gone",
    Presence.EXPECTED: "checking",
    Presence.NOT_SEEN: "not seen",
}

_AHEAD = tuple(timedelta(seconds=seconds) for seconds in (100, 10, 1))
FOR_EVER = datetime.max.replace(tzinfo=UTC)
"""Time alone changes nothing any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """What has been made of a call, kept so that thousands of rows can be sorted at once.

    Attributes:
        call: the call that tells it.
        about: the most telling of its variables.
        result: what came of it.
        turns_ms: the total of each of its turns, in milliseconds.
        slowest_ms: the longest of them, where any was measured.
    """

    call: Call
    about: tuple[str, ...]
    result: str
    turns_ms: tuple[float, ...]
    slowest_ms: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A row's state, with all that it follows from.

    Attributes:
        call: the call whose state it is.
        presence: whether the platform still has it.
        limit: the longest conversation of its agent in seconds, where that is known.
        patience: from when on its clock worries.
        state: the state; that of a call in doubt is unknown.
        until: a moment before which time alone does not change it.
    """

    call: Call
    presence: Presence
    limit: float | None
    patience: Patience
    state: CallState
    until: datetime

    def is_of(self, row: Row) -> bool:
        """Whether it was told of this very read of the row."""
        return self.call is row.call and self.presence is row.presence


class BoardView:
    """What a row needs besides itself: the agents as they are known now, and the moment.

    The moment is an estimate where the clocks of this machine and of the server differ.
    """

    def __init__(
        self,
        agents: Callable[[], Mapping[str, Agent]],
        now: Callable[[], datetime],
        is_estimate: Callable[[], bool] = lambda: False,
        patience: Callable[[], Patience] = lambda: PATIENCE,
    ) -> None:
        self._patience = patience
        self.agents = agents
        self.now = now
        self._is_estimate = is_estimate
        self._told: dict[str, Told] = {}
        self._standings: dict[str, Standing] = {}
        self._fields: dict[str, tuple[Call, dict[str, str]]] = {}

    @classmethod
    def of(cls, account: OpenAccount) -> BoardView:
        """That of an opened account."""
        session = account.session
        return cls(
            lambda: session.agents.records,
            account.known_now,
            account.clocks_differ,
            lambda: session.patience,
        )

    def told(self, call: Call) -> Told:
        """What the call tells; made of it once, until another read of it comes."""
        told = self._told.get(call.id)
        if told is None or told.call is not call:
            turns_ms = tuple(turn.total_ms for turn in turns_of(call.latency))
            slowest_ms = max(turns_ms, default=None)
            told = Told(call, telling(call.variables), result_words(call), turns_ms, slowest_ms)
            self._told[call.id] = told
        return told

    def fields(self, call: Call) -> dict[str, str]:
        """What can be asked of the call itself; made once, until another read of it comes."""
        made = self._fields.get(call.id)
        if made is None or made[0] is not call:
            made = self._fields[call.id] = call, fields_of(call, {})
        return made[1]

    def standing(self, row: Row) -> Standing:
        """The row's state; told again only when the row, its agent or time can have changed it."""
        limit, patience = self._limit(row.call), self._patience()
        held = self._standings.get(row.call.id)
        same = held and held.is_of(row) and (held.limit, held.patience) == (limit, patience)
        if held is None or not same or held.until <= self.now():
            state, until = self._state(row, limit)
            held = Standing(row.call, row.presence, limit, patience, state, until)
            self._standings[row.call.id] = held
        return held

    def is_stuck(self, row: Row) -> bool:
        """Whether a row's clock ran out; nothing is kept of the row."""
        if row.ended or row.presence is not Presence.HERE:
            return False
        limit = self._limit(row.call)
        return state_of(row.call, self.now(), limit, self._patience()).level is Level.ALARM

    def forget(self, call_id: str) -> None:
        """Keep nothing of a row that has left the board."""
        self._told.pop(call_id, None)
        self._standings.pop(call_id, None)
        self._fields.pop(call_id, None)

    def state(self, row: Row) -> CallState:
        """The call's state; a row whose call is in doubt is of unknown state."""
        return self.standing(row).state

    def last_state(self, row: Row) -> CallState:
        """The state as it was last told: of thousands of rows at once, a second old will do."""
        held = self._standings.get(row.call.id)
        return held.state if held is not None and held.is_of(row) else self.state(row)

    def _limit(self, call: Call) -> float | None:
        agent = self.agents().get(call.agent_id or "")
        return (agent.max_duration_seconds or DEFAULT_MAX_DURATION_SECONDS) if agent else None

    def _state(self, row: Row, limit: float | None) -> tuple[CallState, datetime]:
        """The state, and until when it lasts."""
        if row.presence is not Presence.HERE:
            word = _PRESENCE_WORDS[row.presence]
            level = Level.WARN if row.presence is Presence.NOT_SEEN else Level.CALM
            since = row.last_seen if row.presence is Presence.GONE else row.call.created_at
            return CallState(Kind.UNKNOWN, word, level, since), FOR_EVER
        now = self.now()
        patience = self._patience()
        state = state_of(row.call, now, limit, patience)
        if state.kind.over:
            return state, FOR_EVER
        # Time moves a state on and never back: one that is the same later lasts until then.
        lasting = (
            now + ahead
            for ahead in _AHEAD
            if state_of(row.call, now + ahead, limit, patience) == state
        )
        return state, next(lasting, now + _AHEAD[-1])

    def time(self, row: Row) -> str:
        """How long a live call has been in its state; how long ago one ended, or was last seen."""
        state = self.state(row)
        if state.since is None:
            return "–"
        seconds = (self.now() - state.since).total_seconds()
        if state.kind is Kind.SCHEDULED:
            return f"in {ago(-seconds)}"
        if state.kind.over or row.presence is Presence.GONE:
            return ago(seconds)
        return running(seconds, about=self._is_estimate())

    def agent(self, call: Call) -> str:
        """The agent's name, or its id while the name is not known."""
        agent = self.agents().get(call.agent_id or "")
        return (agent and agent.name) or call.agent_id or "–"

    def since(self, row: Row) -> float | None:
        """How long a row has been in its state, to sort by; see `rank`."""
        since = self.last_state(row).since
        return -since.timestamp() if since else None

    def rank(self, row: Row) -> tuple[int, float]:
        """Live calls first, the least healthy and then the longest first; then the last ended.

        Calls that are gone stand between the two.

        By the state as it was last told: whoever sorts all rows need not tell each anew.
        """
        state = self.last_state(row)
        since = state.since.timestamp() if state.since else 0.0
        if row.ended:
            return (10, -since)
        if row.presence is Presence.GONE:
            return (8, -since)
        if state.kind is Kind.SCHEDULED:
            return (5, since)
        return (-state.level, since)


def is_web(call: Call) -> bool:
    """Whether the call runs over the internet alone."""
    return normal(call.type) == "web"


def about(call: Call) -> str:
    """The most telling of the call's variables."""
    return " · ".join(telling(call.variables))


def filter_fields(row: Row, view: BoardView) -> dict[str, str]:
    """What the filter language can ask of a row, by its names for the fields."""
    call, fields = row.call, view.fields(row.call)
    return {
        **fields,
        "agent": f"{view.agent(call)}\n{call.agent_id or ''}",
        "status": f"{view.last_state(row).word}\n{fields['status']}",
    }
