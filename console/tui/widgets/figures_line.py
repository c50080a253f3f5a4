"""The second line: the whole fleet in figures that each lead to something to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.insight.fleet import Fleet
    from console.tui.glyphs import Glyphs

_ROOMY = 140


def figures(fleet: Fleet, glyphs: Glyphs, width: int) -> Content:
    """The figures, shortened where the line is narrow."""
    roomy = width >= _ROOMY
    gap = "   " if roomy else "  "
    parts = [
        _count(glyphs.talking, fleet.talking, "talking" if roomy else "", "$success"),
        _count(glyphs.waiting, fleet.waiting, "waiting" if roomy else "", "$accent"),
        _count(glyphs.stuck, fleet.stuck, "stuck" if roomy else "", "bold $warning"),
        _failures(fleet, glyphs, roomy=roomy),
        Content.assemble(
            (sparkline(fleet.per_minute, glyphs), "$accent"),
            f" {fleet.calls_a_minute:.0f}/min",
        ),
    ]
    if fleet.scheduled:
        parts.insert(2, _count(glyphs.scheduled, fleet.scheduled, "scheduled" * roomy, "$accent"))
    if fleet.p95_ms is not None:
        turns = Content.assemble((f" · {fleet.turn_count} turns", "$muted")) if roomy else ""
        parts.append(Content.assemble(("p95 ", "$muted"), f"{fleet.p95_ms / 1000:.1f} s", turns))
    return Content(gap).join(parts)


def _count(glyph: str, count: int, word: str, style: str) -> Content:
    style = style if count else "$muted"
    shown = f"{glyph} {count} {word}" if word else f"{glyph}{count}"
    return Content.assemble((shown, style))


def _failures(fleet: Fleet, glyphs: Glyphs, *, roomy: bool) -> Content:
    rate = f" {fleet.failure_rate:.0%}" if fleet.failure_rate is not None else ""
    count = fleet.failed_last_hour
    style = "bold $error" if count else "$muted"
    words = f"{glyphs.failed} {count} failed last hour" if roomy else f"{glyphs.failed}{count}/h"
    return Content.assemble((words, style), (rate, "$muted"))


def sparkline(values: Sequence[int], glyphs: Glyphs) -> str:
    """One sign per value, as high as its share of the highest."""
    top = max(values, default=0)
    steps = len(glyphs.spark) - 1
    return "".join(glyphs.spark[round(value / top * steps) if top else 0] for value in values)
