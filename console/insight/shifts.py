"""What is notably other than usual: only what differs by more than chance, and enough to matter."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.insight.figures import Compared

FEWEST = 20
"""Of fewer calls or turns nothing is compared, neither now nor of what is usual."""

_POINTS = 2.0
"""Percentage points by which a rate must differ."""
_SURE = 2.0
"""Standard errors by which a rate must differ: by chance it does so once in twenty times."""
_PART = 0.25
"""The part by which a length, a latency or a cost must differ."""
_BUSIER = 0.5
"""The part by which the number of calls must differ: days are never alike."""


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much something is other than usual.

    Attributes:
        up: whether it is more.
        words: by how much: `12` percentage points, `40%`.
        worse: whether it is for the worse; None where more is neither good nor bad.
    """

    up: bool
    words: str
    worse: bool | None


@dataclass(frozen=True, slots=True)
class Shifts:
    """What of some figures is notably other than usual; None for what is as ever."""

    calls: Shift | None
    answer_rate: Shift | None
    failure_rate: Shift | None
    mean_seconds: Shift | None
    median_seconds: Shift | None
    p50: Shift | None
    p95: Shift | None
    cents_per_call: Shift | None


def shifts_of(compared: Compared, *, expected_calls: float | None) -> Shifts:
    """What is notable about some figures.

    Args:
        compared: them, and the usual ones.
        expected_calls: how many calls a span of this length usually has; None where the time
            before is not known whole.
    """
    now, usual = compared.now, compared.usual
    talked = min(now.talked, usual.talked)
    turns = min(now.turn.n, usual.turn.n)
    ended = min(now.calls, usual.calls)
    return Shifts(
        calls=part_shift(
            now.calls, expected_calls, int(min(expected_calls or 0, usual.calls)), part=_BUSIER
        ),
        answer_rate=rate_shift(
            (now.answered, now.dialled), (usual.answered, usual.dialled), more_is_worse=False
        ),
        failure_rate=rate_shift(
            (now.failed, now.calls), (usual.failed, usual.calls), more_is_worse=True
        ),
        mean_seconds=part_shift(now.mean_seconds, usual.mean_seconds, talked),
        median_seconds=part_shift(now.median_seconds, usual.median_seconds, talked),
        p50=part_shift(now.turn.p50, usual.turn.p50, turns, more_is_worse=True),
        p95=part_shift(now.turn.p95, usual.turn.p95, turns, more_is_worse=True),
        cents_per_call=part_shift(
            now.cents_per_call, usual.cents_per_call, ended, more_is_worse=True
        ),
    )


def rate_shift(
    now: tuple[int, int], usual: tuple[int, int], *, more_is_worse: bool
) -> Shift | None:
    """By how many percentage points a rate differs, each given as how many of how many."""
    if min(now[1], usual[1]) < FEWEST:
        return None
    rate, before = now[0] / now[1], usual[0] / usual[1]
    points = (rate - before) * 100
    together = (now[0] + usual[0]) / (now[1] + usual[1])
    error = sqrt(together * (1 - together) * (1 / now[1] + 1 / usual[1]))
    if abs(points) < _POINTS or not error or abs(rate - before) < _SURE * error:
        return None
    return Shift(points > 0, f"{abs(points):.0f}", (points > 0) is more_is_worse)


def part_shift(
    now: float | None,
    usual: float | None,
    count: int,
    *,
    part: float = _PART,
    more_is_worse: bool | None = None,
) -> Shift | None:
    """By which part of the usual something differs.

    Args:
        now: how it is.
        usual: how it usually is.
        count: of how many calls or turns both are known at least.
        part: how much more or less it must be, as a part of the smaller of the two.
        more_is_worse: None where more is neither good nor bad.
    """
    if now is None or not usual or count < FEWEST:
        return None
    if usual / (1 + part) < now < usual * (1 + part):
        return None
    up = now > usual
    words = f"{abs(now / usual - 1):.0%}" if now < 3 * usual else f"×{now / usual:.0f}"
    return Shift(up, words, None if more_is_worse is None else up is more_is_worse)
