"""In which state a call is, for how long, and whether that is too long.

Two clocks: how long a call waits to be answered, and how long it is talked. Neither ever stops a
call; they only say that somebody should look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from console.api.vocabulary import is_talking, is_terminal, normal
from console.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from console.api.records.call import Call

DEFAULT_MAX_DURATION_SECONDS = 600.0
"""The limit of an agent's calls where it says none (the API notes, Agents)."""

_PENDING_FOR = timedelta(minutes=3)
_LATE_FOR = timedelta(minutes=30)


class Kind(StrEnum):
    """What an operator tells apart at a glance."""

    SCHEDULED = "scheduled"
    QUEUED = "queued"
    RINGING = "ringing"
    TALKING = "talking"
    FAILED = "failed"
    COMPLETED = "completed"
    ENDED = "ended"
    UNKNOWN = "unknown"

    @property
    def waiting(self) -> bool:
        """Live and not yet answered; a scheduled call doesn't wait before its time."""
        return self in {Kind.QUEUED, Kind.RINGING}

    @property
    def over(self) -> bool:
        """Whether the call has ended, one way or another."""
        return self in {Kind.FAILED, Kind.COMPLETED, Kind.ENDED}


class Level(IntEnum):
    """How much a live call's clock worries."""

    CALM = 0
    WARN = 1
    ALARM = 2


@dataclass(frozen=True, slots=True)
class Patience:
    """From when on a live call's clock worries.

    Attributes:
        waiting_late: seconds after which a call that nobody answers is late.
        waiting_stuck: seconds after which it is stuck.
        talking_late: share of its agent's limit at which a conversation is long.
        talking_stuck: seconds over that limit after which it is stuck.
    """

    waiting_late: float = 120.0
    waiting_stuck: float = 300.0
    talking_late: float = 0.8
    talking_stuck: float = 60.0


PATIENCE = Patience()
"""That of who has set nothing else."""


@dataclass(frozen=True, slots=True)
class CallState:
    """A call's state.

    Attributes:
        kind: what to count and sort by.
        word: what to show; "stuck" for a live call whose clock ran out.
        level: how much the clock worries.
        since: when the state began; for a scheduled call the moment to come when it is due.
    """

    kind: Kind
    word: str
    level: Level
    since: datetime | None


_WAITING_WORDS = {"queued": "queued", "initiated": "connecting", "ringing": "ringing"}


def state_of(
    call: Call,
    now: datetime,
    max_duration_seconds: float | None = None,
    patience: Patience = PATIENCE,
) -> CallState:
    """The state of a call.

    Args:
        call: the call as last read.
        now: the current moment.
        max_duration_seconds: the agent's limit; None when it isn't known, then no conversation
            is too long.
        patience: from when on a clock worries.
    """
    status = normal(call.status)
    if is_terminal(status):
        return CallState(_final_kind(status), status.replace("_", " "), Level.CALM, ended_at(call))
    if is_talking(status):
        since = call.started_at or call.created_at
        level = _talk_level(since, now, max_duration_seconds, patience)
        return CallState(Kind.TALKING, _word("talking", level), level, since)
    if status not in _WAITING_WORDS:
        return CallState(
            Kind.UNKNOWN, clean(call.status or "no status"), Level.CALM, call.updated_at
        )
    due = call.scheduled_at
    if due is not None and due > now:
        return CallState(Kind.SCHEDULED, "scheduled", Level.CALM, due)
    since = due or call.created_at
    level = _wait_level(since, now, patience)
    kind = Kind.QUEUED if status == "queued" else Kind.RINGING
    return CallState(kind, _word(_WAITING_WORDS[status], level), level, since)


def ended_at(call: Call) -> datetime | None:
    """When an ended call ended, as near as its record tells."""
    return call.ended_at or call.updated_at or call.created_at


def _final_kind(status: str) -> Kind:
    return {"failed": Kind.FAILED, "completed": Kind.COMPLETED}.get(status, Kind.ENDED)


def _word(word: str, level: Level) -> str:
    return "stuck" if level is Level.ALARM else word


def _wait_level(since: datetime | None, now: datetime, patience: Patience) -> Level:
    seconds = (now - since).total_seconds() if since else 0.0
    if seconds >= patience.waiting_stuck:
        return Level.ALARM
    return Level.WARN if seconds >= patience.waiting_late else Level.CALM


def _talk_level(
    since: datetime | None, now: datetime, limit: float | None, patience: Patience
) -> Level:
    if since is None or not limit:
        return Level.CALM
    seconds = (now - since).total_seconds()
    if seconds < limit * patience.talking_late:
        return Level.CALM
    return Level.ALARM if seconds >= limit + patience.talking_stuck else Level.WARN


class Artefacts(StrEnum):
    """Where a call's transcript and analysis are."""

    NONE_YET = "none yet"
    """The call is live; they are written after its end."""
    HERE = "here"
    NONE = "never answered"
    """Nobody answered, so there is nothing to write down."""
    PENDING = "pending"
    LATE = "late"
    MISSING = "missing"


def artefacts_of(call: Call, now: datetime) -> Artefacts:
    """Whether a call's transcript is here, and if not, whether it can still be expected.

    The platform writes it 2 to 3 s after the end (the API notes, Calls). Up to 3 min it is
    pending, up to 30 min late, afterwards missing.
    """
    if call.messages or call.transcript:
        return Artefacts.HERE
    if not is_terminal(call.status):
        return Artefacts.NONE_YET
    if _never_answered(call):
        return Artefacts.NONE
    ended = ended_at(call)
    if ended is None or now - ended >= _LATE_FOR:
        return Artefacts.MISSING
    return Artefacts.PENDING if now - ended < _PENDING_FOR else Artefacts.LATE


def _never_answered(call: Call) -> bool:
    if normal(call.status) == "completed":
        return False
    return call.started_at is None or not call.duration_seconds
