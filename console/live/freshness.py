"""How old what is shown is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble

if TYPE_CHECKING:
    from datetime import datetime

_GRACE = 2.0
"""Seconds that an answer may be late before its data is called stale."""

_SLIPS = frozenset({Trouble.BROKEN, Trouble.SERVER, Trouble.TIMEOUT})


class Standing(StrEnum):
    """How far what is shown can be trusted, in one word."""

    WAITING = "waiting"  # nothing has come yet, nothing has failed yet
    LIVE = "live"
    STALE = "stale"  # old, but the server has not failed
    LIMITED = "rate limited"  # the server asked for silence
    OFFLINE = "offline"  # no answers come, or none that can be used
    FROZEN = "frozen"  # no more tries until somebody asks for them


@dataclass(frozen=True, slots=True)
class Freshness:
    """One feed's standing, as it was when asked for.

    Attributes:
        interval: seconds from one good read to the next when all is well.
        last_good: monotonic seconds at which the last good read was sent; None before the first.
        failing_since: wall time of the first failure since the last good read.
        failures: failures in a row.
        error: the last failure; None when the last read was good.
        next_try: monotonic seconds of the next read; None when none is planned.
        frozen: whether reading has stopped until `look_again`.
        confirming: whether the last answer was too odd to be believed before a second one.
        unreadable: records of the last good read that could not be read.
    """

    interval: float
    last_good: float | None = None
    failing_since: datetime | None = None
    failures: int = 0
    error: ApiError | None = None
    next_try: float | None = None
    frozen: bool = False
    confirming: bool = False
    unreadable: int = 0

    def age(self, now: float) -> float | None:
        """Seconds since the last good read was sent, at monotonic `now`; None before the first."""
        return None if self.last_good is None else max(0.0, now - self.last_good)

    def standing(self, now: float) -> Standing:
        """The standing at monotonic `now`."""
        if self.frozen:
            return Standing.FROZEN
        if self.error is not None and self.error.kind is Trouble.RATE_LIMITED:
            return Standing.LIMITED
        age = self.age(now)
        late = self._is_late(now)
        if self.error is not None and (late or not self._is_a_slip()):
            return Standing.OFFLINE
        if age is None:
            return Standing.WAITING
        return Standing.STALE if late else Standing.LIVE

    def in_doubt(self, now: float) -> bool:
        """Whether what was read may no longer be so, and why is known, at monotonic `now`."""
        standing = self.standing(now)
        return standing in {Standing.OFFLINE, Standing.FROZEN} or (
            standing is Standing.LIMITED and self._is_late(now)
        )

    def _is_late(self, now: float) -> bool:
        age = self.age(now)
        return age is not None and age > 2 * self.interval + _GRACE

    def _is_a_slip(self) -> bool:
        """Whether a single answer went wrong, as happens; the next one tells."""
        return (
            self.failures == 1
            and self.last_good is not None
            and self.error is not None
            and self.error.kind in _SLIPS
        )
