"""The columns of the groups: how many, how it goes, why, whose fault it is, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.catalogue import Redial
from console.insight.slowness import Measure
from console.insight.spans import ago
from console.insight.triage import BUCKETS
from console.insight.troubles import TroubleKind
from console.tui.widgets.figures_line import sparkline
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from console.insight.slowness import Thresholds
    from console.insight.triage import Group, Trend
    from console.tui.glyphs import Glyphs

_FEWEST_TO_ALARM = 3
"""Fewer calls than these may be chance."""


class GroupColumns:
    """Draws the cells of a group."""

    def __init__(self, now: Callable[[], datetime], glyphs: Glyphs) -> None:
        self._now = now
        self._glyphs = glyphs

    def wide(self) -> tuple[Column[Group], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            *self._beginning(BUCKETS),
            self._reason(),
            Column("fault", "FAULT", fault_cell, 17, sort=_fault, importance=7),
            self._last(),
            Column("redial", "REDIAL", _redial_cell, 12, sort=redial_words, importance=5),
        )

    def narrow(self) -> tuple[Column[Group], ...]:
        """What an operator needs first; the rest stands in the pane."""
        return (
            *self._beginning(BUCKETS // 2),
            self._reason(),
            Column("fault", "FAULT", _short_fault, 13, sort=_fault, importance=5),
            self._last(),
        )

    def _beginning(self, parts: int) -> tuple[Column[Group], ...]:
        return (
            Column("kind", "", lambda group: sign(group.kind, self._glyphs), 1, importance=10),
            Column(
                "count",
                "CALLS",
                lambda group: Cell(f"{group.count:,}", Tone.STRONG),
                5,
                align="right",
                sort=lambda group: group.count,
                importance=10,
            ),
            Column(
                "share",
                "SHARE",
                lambda group: Cell(percent(group.share), Tone.DIM),
                5,
                align="right",
                importance=6,
            ),
            Column(
                "trend",
                "TREND",
                lambda group: self._trend(group, parts),
                parts + 5,
                sort=lambda group: group.trend.ratio or float(group.trend.worse) * 1e9,
                importance=8,
            ),
        )

    def _reason(self) -> Column[Group]:
        return Column(
            "reason",
            "REASON",
            lambda group: Cell(group.words),
            Flexible(16, 1),
            sort=lambda group: group.words.casefold(),
            importance=10,
        )

    def _last(self) -> Column[Group]:
        return Column(
            "last",
            "LAST",
            lambda group: Cell(since_words(group.last, self._now()), Tone.DIM),
            5,
            align="right",
            sort=lambda group: group.last.timestamp(),
            importance=7,
            ticks=True,
        )

    def _trend(self, group: Group, parts: int) -> Cells:
        each = BUCKETS // parts
        counts = [sum(group.buckets[at : at + each]) for at in range(0, BUCKETS, each)]
        return (
            Cell(f"{sparkline(counts, self._glyphs)} ", Tone.ACCENT),
            trend_cell(group.trend, short=True),
        )


def sign(kind: TroubleKind, glyphs: Glyphs) -> Cell:
    """The sign of a kind of trouble: failures and stuck calls are worse than the others."""
    match kind:
        case TroubleKind.FAILED:
            return Cell(glyphs.failed, Tone.ALARM)
        case TroubleKind.STUCK:
            return Cell(glyphs.stuck, Tone.ALARM)
        case TroubleKind.ENDED_BADLY:
            return Cell(glyphs.ended, Tone.WARN)
        case TroubleKind.UNKNOWN_END:
            return Cell(glyphs.unknown, Tone.WARN)
        case _:
            return Cell(glyphs.late, Tone.WARN)


def trend_cell(trend: Trend, *, short: bool = False) -> Cell:
    """How it goes against the time before: `new`, `×6`; as before is `=` where room is short."""
    words = trend.words
    if trend.worse:
        return Cell(words, Tone.ALARM if trend.now >= _FEWEST_TO_ALARM else Tone.WARN)
    better = words.startswith("÷")
    same = "=" if short and words and not better else words
    return Cell(same, Tone.GOOD if better else Tone.DIM)


def fault_cell(group: Group) -> Cell:
    """Who has to act."""
    if group.row is None:
        return Cell("not in catalogue", Tone.WARN)
    return Cell(group.row.fault.words)


def redial_words(group: Group) -> str:
    """Whether to call again, as short as can be."""
    row = group.row
    if row is None:
        return ""
    match row.redial:
        case Redial.LATER:
            return row.advice.removeprefix("redial ")
        case Redial.AFTER_FIX:
            return "once mended"
        case Redial.NOW:
            return "at once"
        case Redial.NEVER:
            return "no"


def slow_words(thresholds: Thresholds) -> str:
    """From when on a call is slow: `from a median of 1,500 ms a turn on`."""
    measure = "median" if thresholds.measure is Measure.MEDIAN else "95th percentile"
    return f"from a {measure} of {thresholds.bad_ms:,.0f} ms a turn on"


def percent(share: float) -> str:
    """A share of all calls: `4.1%`, `41%`."""
    return f"{share:.1%}" if share < 0.0995 else f"{share:.0%}"


def since_words(moment: datetime, now: datetime) -> str:
    """How long ago; `now` for what is still so."""
    seconds = (now - moment).total_seconds()
    return ago(seconds) if seconds >= 1 else "now"


def _short_fault(group: Group) -> Cell:
    row = group.row
    return Cell(row.fault.value) if row and row.fault.words != "nobody" else fault_cell(group)


def _redial_cell(group: Group) -> Cell:
    words = redial_words(group)
    return Cell(words, Tone.DIM if words == "no" else Tone.PLAIN)


def _fault(group: Group) -> str:
    return group.row.fault.words if group.row else ""
