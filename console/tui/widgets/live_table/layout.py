"""Which columns fit into a width, and where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from console.tui.widgets.live_table.columns import Column, Flexible

if TYPE_CHECKING:
    from collections.abc import Sequence

GUTTER = 3
"""Terminal cells on the left of each row: the cursor's sign, the mark, and air."""
GAP = 2
"""Terminal cells between two columns."""
HINT = 1
"""Terminal cells on the right, where the position within the list is shown."""

R = TypeVar("R")


class Placed(NamedTuple, Generic[R]):
    """A column at its place, in terminal cells from the table's left edge."""

    column: Column[R]
    x: int
    width: int


class Layout(NamedTuple, Generic[R]):
    """The columns that are shown, from left to right."""

    placed: tuple[Placed[R], ...]
    hidden_left: int
    """How many columns after the first one are moved out on the left."""
    complete: bool
    """Whether nothing is missing on the right."""


def chosen_of(columns: Sequence[Column[R]], keys: Sequence[str]) -> list[Column[R]]:
    """The columns of these keys, of two alike the later; the last are the least important."""
    by_key = {column.key: column for column in columns}
    chosen = [by_key[key] for key in keys if key in by_key]
    return [replace(column, importance=-at) for at, column in enumerate(chosen)]


def lay_out(columns: Sequence[Column[R]], width: int, moved: int = 0) -> Layout[R]:
    """Choose the columns that fit and share the width among them.

    Args:
        columns: all of them, in their order.
        width: of the whole table, in terminal cells.
        moved: how many columns after the first (which always stays) are moved out on the left.
    """
    moved = max(0, min(moved, len(columns) - 2))
    wanted = [*columns[:1], *columns[1 + moved :]]
    room = width - GUTTER - HINT
    shown = _that_fit(wanted, room)
    widths = _widths(shown, room)
    placed: list[Placed[R]] = []
    x = GUTTER
    for column, cells in zip(shown, widths, strict=True):
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return Layout(tuple(placed), moved, complete=len(shown) == len(wanted))


def _that_fit(columns: list[Column[R]], room: int) -> list[Column[R]]:
    """Drop the least important (among equals: the rightmost) until the rest fits."""
    shown = list(columns)
    while len(shown) > 1 and _least(shown) > room:
        candidates = range(1, len(shown))
        del shown[min(candidates, key=lambda index: (shown[index].importance, -index))]
    return shown


def _least(columns: Sequence[Column[Any]]) -> int:
    return sum(column.least_width for column in columns) + GAP * (len(columns) - 1)


def _widths(columns: Sequence[Column[Any]], room: int) -> list[int]:
    """Give what is left over to the flexible columns, by weight; a lone misfit is cut."""
    widths = [column.least_width for column in columns]
    left = room - _least(columns)
    if left < 0:
        return [max(0, room)] if columns else []
    weights = [c.width.weight if isinstance(c.width, Flexible) else 0 for c in columns]
    for index, weight in enumerate(weights):
        share = left * weight // sum(weights[index:]) if weight else 0
        widths[index] += share
        left -= share
    return widths


def thumb(top: int, height: int, total: int) -> range:
    """The lines, of `height`, that show which part of `total` rows is in sight from `top` on."""
    if total <= height or height <= 0:
        return range(0)
    size = max(1, height * height // total)
    start = round(top * (height - size) / (total - height))
    return range(start, start + size)
