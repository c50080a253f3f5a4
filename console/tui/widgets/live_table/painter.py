"""Draws a table's lines: the heading, and rows with their cursor, mark and flashes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from console.tui.widgets.live_table.columns import Cell, Cells, Sorting, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.layout import GAP, GUTTER, HINT, Layout, Placed

if TYPE_CHECKING:
    from console.tui.glyphs import Glyphs

R = TypeVar("R")
_AIR = " " * GAP
StyleFor: TypeAlias = Callable[[str, Tone], Style]
"""The style of a tone on a surface: row, cursor, cursor-idle, marked, flash, header or hint."""


class Look(NamedTuple):
    """What a row's line shows beside its cells."""

    surface: str = "row"
    cursor: bool = False
    marked: bool = False
    hint: bool = False


class Painter(Generic[R]):
    """Makes strips of one exact width from cells, for one layout."""

    def __init__(
        self, layout: Layout[R], width: int, *, glyphs: Glyphs, style_for: StyleFor
    ) -> None:
        self.layout = layout
        self.width = width
        self._glyphs = glyphs
        self._style_for = style_for

    def row(self, cells: Mapping[str, Cells], look: Look, flashing: Collection[str]) -> Strip:
        """A row's line; `flashing` names the columns that flash."""
        surface = look.surface
        sign = self._glyphs.cursor if surface == "cursor" else self._glyphs.cursor_idle
        cursor = sign if look.cursor else " "
        mark = self._glyphs.mark if look.marked else " "
        segments = self._segments([Cell(f"{cursor}{mark} ", Tone.ACCENT)], surface)
        for placed in self.layout.placed:
            key = placed.column.key
            fitted = self._fit(placed, cells[key])
            if key in flashing:
                segments += self._segments([*fitted], "flash")
                segments += self._segments([Cell(_AIR)], surface)
            else:
                last = fitted[-1]
                fitted[-1] = last._replace(text=last.text + _AIR)
                segments += self._segments(fitted, surface)
        return self._line(segments, surface, hint=look.hint)

    def heading(self, sorting: Sorting) -> Strip:
        """The line of titles, with an arrow at the column that sorts."""
        segments = self._segments([Cell(" " * GUTTER)], "header")
        for placed in self.layout.placed:
            fitted = self._fit(placed, self._title(placed, sorting))
            segments += self._segments([*fitted, Cell(_AIR)], "header")
        return self._line(segments, "header", hint=False)

    def blank(self) -> Strip:
        """A line without a row."""
        return self._line([], "row", hint=False)

    def note(self, line: Strip) -> Strip:
        """A line of what an empty table says."""
        return self._line([*self._segments([Cell(" " * GUTTER)], "row"), *line], "row", hint=False)

    def _title(self, placed: Placed[R], sorting: Sorting) -> Cell:
        title = placed.column.title
        if placed.column.key != sorting.column:
            return Cell(title)
        arrow = self._glyphs.sort_down if sorting.descending else self._glyphs.sort_up
        room = max(0, placed.width - len(arrow))
        cut = fit(Cell(title), room, right=False, ellipsis=self._glyphs.ellipsis)
        return Cell("".join(cell.text for cell in cut).rstrip() + arrow)

    def _fit(self, placed: Placed[R], cells: Cells) -> list[Cell]:
        right = placed.column.align == "right"
        # A terminal of a few columns leaves a cell no room at all.
        return fit(cells, placed.width, right=right, ellipsis=self._glyphs.ellipsis) or [Cell("")]

    def _segments(self, cells: Iterable[Cell], surface: str) -> list[Segment]:
        return [Segment(cell.text, self._style_for(surface, cell.tone)) for cell in cells]

    def _line(self, segments: list[Segment], surface: str, *, hint: bool) -> Strip:
        """Bring a line to the table's width, with the position hint at its end."""
        style = self._style_for(surface, Tone.PLAIN)
        line = Strip(segments).adjust_cell_length(max(0, self.width - HINT), style)
        sign = self._glyphs.thumb if hint else " "
        end = Segment(sign, self._style_for("hint" if hint else surface, Tone.PLAIN))
        # Joined where the style is the same: each change of style costs 30 bytes.
        return Strip(Segment.simplify([*line, end]), line.cell_length + HINT)
