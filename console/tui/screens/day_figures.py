"""The figures of the last 24 hours, as every list that has them shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.spans import ago
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from console.insight.day import Figures
    from console.live.day import Day

_BAD_RATE = 0.05
_FEWEST_FOR_A_RATE = 20
"""A rate of fewer calls warns at most: one of two is no news."""
_SLOW_MS = 10_000
_VERY_SLOW_MS = 15_000
"""What the slowest of a day's turns is judged by; a single call's are judged more strictly."""


def rate_cell(figures: Figures) -> Cell:
    """How many of the ended calls failed."""
    rate = figures.rate
    if rate is None:
        return Cell()
    if rate <= _BAD_RATE:
        return Cell(f"{rate:.0%}", Tone.PLAIN if figures.failed else Tone.DIM)
    sure = figures.ended >= _FEWEST_FOR_A_RATE
    return Cell(f"{rate:.0%}", Tone.ALARM if sure else Tone.WARN)


def slowest_cell(figures: Figures) -> Cell:
    """The slowest turn of the day."""
    slow = figures.slowest_ms
    if slow is None:
        return Cell()
    tone = Tone.ALARM if slow >= _VERY_SLOW_MS else Tone.WARN if slow >= _SLOW_MS else Tone.DIM
    return Cell(f"{slow / 1000:.1f}s", tone)


def day_words(day: Day[Figures], now: datetime) -> str:
    """How far the last 24 hours are known; empty once all of them are."""
    if day.complete:
        return ""
    if day.since is None:
        return "24 h: reading back…"
    return f"24 h: read back to {ago((now - day.since).total_seconds())} ago…"
