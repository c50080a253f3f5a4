"""The world's own time: it runs at a speed, stands still, and moves when told."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class SimulatedClock:
    """Seconds since 1970 in the simulated world."""

    def __init__(
        self, start: float, speed: float = 1.0, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.start = start
        self.speed = speed
        self._monotonic = monotonic
        self._began = monotonic()
        self._advanced = 0.0

    def now(self) -> float:
        """The simulated moment; at speed 0 it changes by `advance` alone."""
        return self.start + self._advanced + (self._monotonic() - self._began) * self.speed

    def advance(self, seconds: float) -> None:
        """Jump ahead by simulated seconds."""
        self._advanced += seconds


def iso(moment: float) -> str:
    """The API's spelling of a time: UTC, milliseconds, `Z`."""
    written = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


def iso_or_none(moment: float | None) -> str | None:
    """The same for a time that may not have come."""
    return None if moment is None else iso(moment)
