"""One row of the bench's table: what was measured, what is to be reached, and whether it was."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Verdict(StrEnum):
    """How a measurement stands to its target."""

    REACHED = "reached"
    MISSED = "MISSED"
    NOT_SEEN = "not measured"
    NO_TARGET = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What was measured.

    Attributes:
        judged: the figure that is compared with the target, for people: `p95 6.1 ms`.
    """

    name: str
    median: float | None
    low: float | None
    high: float | None
    unit: str
    judged: str = ""
    target: str = ""
    verdict: Verdict = Verdict.NO_TARGET


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return percentile(values, 95)


def p99(values: Sequence[float]) -> float:
    """The value that one in a hundred exceeds."""
    return percentile(values, 99)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `100 - percent` of a hundred exceed."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


_NAMES: dict[Callable[[Sequence[float]], float], str] = {
    p95: "p95 ",
    p99: "p99 ",
    max: "worst ",
    min: "least ",
}


def seen(name: str, values: Sequence[float], unit: str) -> Measurement:
    """Say what was measured, where nothing is to be reached."""
    return Measurement(
        name=name, median=statistics.median(values), low=min(values), high=max(values), unit=unit
    )


def at_most(
    name: str,
    values: Sequence[float],
    unit: str,
    most: float,
    *,
    by: Callable[[Sequence[float]], float] = statistics.median,
) -> Measurement:
    """Judge by the median, or by `p95` or `max`, which must not be more than `most`."""
    return _judged(name, values, unit, f"≤ {number(most)}", by, lambda value: value <= most)


def at_least(name: str, values: Sequence[float], unit: str, least: float) -> Measurement:
    """Judge by the median, which must not be less than `least`."""
    return _judged(
        name, values, unit, f"≥ {number(least)}", statistics.median, lambda value: value >= least
    )


def not_seen(name: str, why: str, target: str = "") -> Measurement:
    """Say that something could not be measured here, and why."""
    return Measurement(
        name=name, median=None, low=None, high=None, unit="", judged=why, target=target,
        verdict=Verdict.NOT_SEEN,
    )  # fmt: skip


def number(value: float) -> str:
    """A figure with as many digits as tell something."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _judged(  # noqa: PLR0917 - one for each column
    name: str,
    values: Sequence[float],
    unit: str,
    target: str,
    by: Callable[[Sequence[float]], float],
    suffices: Callable[[float], bool],
) -> Measurement:
    value = by(values)
    return Measurement(
        name=name,
        median=statistics.median(values),
        low=min(values),
        high=max(values),
        unit=unit,
        judged=f"{_NAMES.get(by, '')}{number(value)}{unit and f' {unit}'}",
        target=f"{target}{unit and f' {unit}'}",
        verdict=Verdict.REACHED if suffices(value) else Verdict.MISSED,
    )
