"""Whether what was measured grows: the slope of a series, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCKS = 12
_SURE = 1.96
"""Standard deviations: nineteen of twenty ranges hold the true slope."""

Point = tuple[float, float]
"""The hours since the beginning, and what was measured."""


@dataclass(frozen=True)
class Slope:
    """How fast something grows, per hour.

    Attributes:
        per_hour: the likeliest slope.
        low: the least slope that what was measured allows.
        high: the greatest.
    """

    per_hour: float
    low: float
    high: float

    def verdict(self, limit: float) -> str:
        """Say in words whether it grows by more than `limit` an hour."""
        if self.low > limit:
            return "GROWS"
        return "flat" if self.high <= limit else "no growth seen; a longer run tells more"

    def grows(self, limit: float) -> bool:
        """Whether it surely grows by more than `limit` an hour."""
        return self.low > limit


def slope_of(points: Sequence[Point]) -> Slope:
    """The slope of a series in the order of time, after Theil and Sen.

    It is the median of the slopes between any two of twelve stretches of time, each with the
    median of what was measured in it: so neither a peak nor a single step is taken for growth.

    Raises:
        ValueError: there are fewer than twelve points.
    """
    if len(points) < _BLOCKS:
        raise ValueError(f"A slope takes {_BLOCKS} points at least; there are {len(points)}.")
    medians = [_median(points[start:stop]) for start, stop in _bounds(len(points))]
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(medians, 2))
    # How far Kendall's count of rises less falls strays by chance.
    stray = _SURE * sqrt(_BLOCKS * (_BLOCKS - 1) * (2 * _BLOCKS + 5) / 18)
    lowest = int((len(slopes) - stray) / 2)
    return Slope(median(slopes), slopes[lowest], slopes[-1 - lowest])


def _bounds(count: int) -> list[tuple[int, int]]:
    edges = [round(count * part / _BLOCKS) for part in range(_BLOCKS + 1)]
    return list(pairwise(edges))


def _median(points: Sequence[Point]) -> Point:
    return median(x for x, _ in points), median(y for _, y in points)
