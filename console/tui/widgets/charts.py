"""Small charts of signs: columns over time, curves, bars. Each has a twin in ASCII."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from console.tui.glyphs import ASCII
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line

_WIDEST = 4
_EIGHTHS = 8


class Stack(NamedTuple):
    """A column of two kinds of calls."""

    fine: int
    failed: int


class Point(NamedTuple):
    """A value of a curve, or that there is none; and what is to be thought of it."""

    value: float | None
    tone: Tone = Tone.PLAIN


def step_width(count: int, room: int) -> int:
    """How many terminal cells each of so many columns may take."""
    return max(1, min(_WIDEST, room // max(1, count)))


def stacked(stacks: Sequence[Stack], *, height: int, step: int, glyphs: Glyphs) -> list[Line]:
    """Columns as high as their share of the highest, what failed at the foot of each.

    Whatever failed shows, however little it was.
    """
    top = max((stack.fine + stack.failed for stack in stacks), default=0) or 1
    lines: list[Line] = []
    for row in reversed(range(height)):
        cells = [_stacked_cell(stack, row, height / top, glyphs) for stack in stacks]
        lines.append(tuple(_widened(cell, step) for cell in cells))
    return lines


def curve(points: Sequence[Point], *, top: float, step: int, glyphs: Glyphs) -> Line:
    """One sign for each value, as high as its share of the top; a dot where there is none."""
    signs = glyphs.spark
    return tuple(
        _widened(
            Cell(glyphs.dot, Tone.DIM)
            if point.value is None
            else Cell(
                signs[min(len(signs) - 1, int(point.value / (top or 1) * len(signs)))], point.tone
            ),
            step,
        )
        for point in points
    )


def bar(value: float, further: float, top: float, room: int, glyphs: Glyphs) -> Line:
    """A bar up to a value, and on up to a further one, each as its share of the top."""
    first = round(value / (top or 1) * room)
    second = max(first, round(further / (top or 1) * room))
    if value and not second:
        first = second = 1
    return (
        Cell(glyphs.bar_full * first, Tone.ACCENT),
        Cell(glyphs.bar_empty * (second - first), Tone.DIM),
        Cell(" " * (room - second)),
    )


def _stacked_cell(stack: Stack, row: int, rows_each: float, glyphs: Glyphs) -> Cell:
    if row < ceil(stack.failed * rows_each):
        return Cell(glyphs.failed, Tone.ALARM)
    filled = max((stack.fine + stack.failed) * rows_each, 1 / _EIGHTHS if stack.fine else 0) - row
    if filled >= 1:
        return Cell(glyphs.bar_full, Tone.GOOD)
    if glyphs is ASCII:
        return Cell(
            glyphs.bar_full if filled >= 1 / 2 or (filled > 0 and not row) else " ", Tone.GOOD
        )
    eighths = round(filled * _EIGHTHS)
    return Cell(glyphs.spark[eighths - 1] if eighths > 0 else " ", Tone.GOOD)


def _widened(cell: Cell, step: int) -> Cell:
    """Broad columns leave a gap between them."""
    return Cell(cell.text * (step - 1) + " ", cell.tone) if step > 1 else cell
