"""One line of text that repaints only the cells that differ from what it showed before."""

from __future__ import annotations

from itertools import zip_longest

from rich.cells import get_character_cell_size
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Line(Widget):
    """A widget of one line, given whole each time and painted by difference.

    `show` takes a left and a right part; when they do not both fit, the left one is cut.
    """

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left = Content()
        self._right = Content()
        self._shown: Strip | None = None

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show these two parts, at the line's two ends."""
        self._left = left
        self._right = right or Content()
        if self._shown is None or self._shown.cell_length != self.size.width:
            self.refresh()
            return
        strip = self._draw()
        before, self._shown = self._shown, strip
        if span := _difference(before, strip):
            start, end = span
            self.refresh(Region(start, 0, end - start, 1))

    @property
    def text(self) -> str:
        """What the line shows, without its styles."""
        return self._content().plain

    def render_line(self, y: int) -> Strip:
        """The line itself; there is no other."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        self._shown = self._draw()
        return self._shown

    def _content(self) -> Content:
        width = self.size.width
        right = self._right.truncate(width, ellipsis=True)
        room = max(width - right.cell_length, 0)
        left = self._left.truncate(max(room - 1, 0), ellipsis=True)
        return Content.assemble(left.pad_right(room - left.cell_length), right)

    def _draw(self) -> Strip:
        width = self.size.width
        strips = Visual.to_strips(self, self._content(), width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)


def _difference(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The first and the last cell (exclusive) in which two strips differ."""
    differing = [
        index
        for index, (old, new) in enumerate(zip_longest(_cells(before), _cells(after)))
        if old != new
    ]
    return (differing[0], differing[-1] + 1) if differing else None


def _cells(strip: Strip) -> list[tuple[str, object]]:
    """A strip as one entry per cell; the second cell of a wide character is an empty one."""
    cells: list[tuple[str, object]] = []
    for text, segment_style, _ in strip:
        style = segment_style and segment_style.clear_meta_and_links()
        for character in text:
            cells.append((character, style))
            cells.extend([("", style)] * (get_character_cell_size(character) - 1))
    return cells
