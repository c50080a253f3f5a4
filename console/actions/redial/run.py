"""A run of calls that are placed again: whom it reaches, how fast, and how far it has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from console.api.records.call import Call
    from console.insight.redial import RedialPlan

MOST_PER_MINUTE = 60
MOST_AT_ONCE = 50

_A_CALL = 60.0
"""Seconds a call takes on the whole, as long as nobody knows better."""


class Stage(StrEnum):
    """How far one of the calls has come."""

    WAITING = "waiting"
    DIALLING = "dialling"
    LIVE = "live"
    ENDED = "ended"
    REFUSED = "refused"
    """Nothing was started, and that is certain."""
    UNSURE = "unsure"
    """It may have been started: the answer was lost. It is never sent again."""
    LEFT_OUT = "left out"
    ABORTED = "aborted"
    """It was to be called, and its turn never came."""


class Progress(StrEnum):
    """Whether calls are being placed."""

    GOING = "going"
    PAUSED = "paused"
    OVER = "over"
    """No more calls will be placed; some may still be live."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast calls are placed, and how many of them may be live at once."""

    per_minute: int = 6
    at_once: int = 2

    @classmethod
    def read(cls, per_minute: str, at_once: str) -> Pace:
        """What a person has typed.

        Raises:
            ValueError: a sentence that says what can be typed.
        """
        return cls(
            _whole(per_minute, MOST_PER_MINUTE, "calls per minute"),
            _whole(at_once, MOST_AT_ONCE, "calls at once"),
        )

    @property
    def interval(self) -> float:
        """Seconds from one call to the next, at least."""
        return 60 / self.per_minute

    def seconds_for(self, count: int, call_seconds: float = _A_CALL) -> float:
        """About how long so many calls take if each lasts `call_seconds`."""
        if not count:
            return 0.0
        return (count - 1) * max(self.interval, call_seconds / self.at_once) + call_seconds


@dataclass(frozen=True, slots=True)
class Target:
    """One call that is to be placed again, and what has become of it.

    Attributes:
        call: the earlier call.
        to: the number to call.
        stage: how far it has come.
        words: how it ended, why it was refused or left out.
        not_before: when it is early enough; None for at once.
        call_id: the new call, once it is known.
        completed: whether the new call came to a good end.
    """

    call: Call
    to: str
    stage: Stage = Stage.WAITING
    words: str = ""
    not_before: datetime | None = None
    call_id: str = ""
    completed: bool = False


def targets_of(plan: RedialPlan) -> tuple[Target, ...]:
    """Every call of a plan: those to dial first, then those left out."""
    return (
        *(Target(each.call, each.to, not_before=each.not_before) for each in plan.to_dial),
        *(
            Target(each.call, each.call.to_number or "", Stage.LEFT_OUT, each.why)
            for each in plan.left_out
        ),
    )


class Run:
    """What is placed, and what has become of each.

    Attributes:
        pace: how fast, and how many at once.
        progress: whether calls are being placed.
        why: why it is paused, when it was not a person who paused it.
    """

    def __init__(self, targets: Iterable[Target], pace: Pace) -> None:
        self.pace = pace
        self.progress = Progress.GOING
        self.why = ""
        self._targets = {target.call.id: target for target in targets}
        self._wanted = sum(target.stage is Stage.WAITING for target in self._targets.values())

    @property
    def targets(self) -> dict[str, Target]:
        """All, by the id of the earlier call, in the order in which they are placed."""
        return dict(self._targets)

    @property
    def wanted(self) -> int:
        """How many were to be called when it began."""
        return self._wanted

    @property
    def placed(self) -> int:
        """How many were tried."""
        return sum(
            count
            for stage, count in self.counts.items()
            if stage not in {Stage.WAITING, Stage.LEFT_OUT, Stage.ABORTED}
        )

    @property
    def counts(self) -> Counter[Stage]:
        """How many have come how far."""
        return Counter(target.stage for target in self._targets.values())

    @property
    def left(self) -> int:
        """How many wait to be called."""
        return self.counts[Stage.WAITING]

    def due(self, now: datetime) -> Target | None:
        """The first that waits and is not too early."""
        early = (each for each in self._waiting() if (each.not_before or now) <= now)
        return next(early, None)

    def earliest(self) -> datetime | None:
        """When the first of those that wait for their time may be called."""
        return min((each.not_before for each in self._waiting() if each.not_before), default=None)

    def change(self, target_id: str, **changes: Any) -> Target:
        """Take note of what has become of one."""
        self._targets[target_id] = replace(self._targets[target_id], **changes)
        if not self.left and not self.counts[Stage.DIALLING]:
            self.progress, self.why = Progress.OVER, ""
        return self._targets[target_id]

    def abort(self) -> None:
        """Call nobody any more; what is live goes on."""
        for target in list(self._waiting()):
            self.change(target.call.id, stage=Stage.ABORTED, words="before its turn")
        self.progress, self.why = Progress.OVER, ""

    def _waiting(self) -> Iterator[Target]:
        return (each for each in self._targets.values() if each.stage is Stage.WAITING)


def _whole(text: str, most: int, what: str) -> int:
    number = int(text) if text.strip().isascii() and text.strip().isdigit() else 0
    if not 1 <= number <= most:
        raise ValueError(f"1 to {most} {what}")
    return number
