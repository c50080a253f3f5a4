"""What a soak has shown: of each thing that is measured, how much and how fast it grows."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from tests.soak.slope import Slope, slope_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Sample = dict[str, float]
"""What was measured at a moment; see `programs/soaked_console.py`."""

_WARM_UP = 1 / 3
"""The part of the time that does not count: caches fill, and the board its hour."""


@dataclass(frozen=True)
class Measured:
    """One thing that is measured.

    Attributes:
        words: what it is, and in what.
        limit: how much of it may be added in an hour.
    """

    words: str
    limit: float


MEASURED: Mapping[str, Measured] = {
    "memory": Measured("memory (RSS), MB", 1.0),
    "descriptors": Measured("open descriptors", 1.0),
    "threads": Measured("threads", 1.0),
    "tasks": Measured("asyncio tasks", 1.0),
    "lag": Measured("loop lag (p99), ms", 10.0),
}


class Report:
    """The slopes of a soak, its warm-up left out."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        end = samples[-1]["at"]
        self._samples = [each for each in samples if each["at"] >= end * _WARM_UP]
        self.slopes: dict[str, Slope] = {
            name: slope_of([(each["at"] / 3600, each[name]) for each in self._samples])
            for name in MEASURED
        }

    @property
    def growing(self) -> list[str]:
        """What surely grows."""
        return [name for name, of in MEASURED.items() if self.slopes[name].grows(of.limit)]

    def lines(self) -> list[str]:
        """A table."""
        head = ("", "middle", "most", "per hour", "between", "limit", "")
        rows = [head, *(self._row(name) for name in MEASURED)]
        return ["{:20}{:>9}{:>9}{:>11}{:>20}{:>8}  {}".format(*row).rstrip() for row in rows]

    def _row(self, name: str) -> tuple[str, ...]:
        values = [each[name] for each in self._samples]
        of, slope = MEASURED[name], self.slopes[name]
        return (
            of.words,
            f"{median(values):.1f}",
            f"{max(values):.1f}",
            f"{slope.per_hour:+.2f}",
            f"{slope.low:+.2f} … {slope.high:+.2f}",
            f"{of.limit:.0f}",
            slope.verdict(of.limit),
        )
