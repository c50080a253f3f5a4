"""One line of text, with a part at each end."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Line(Widget):
    """A widget of one line, given whole each time; only what looks different is sent.

    `show` takes a left and a right part; when they do not both fit, the left one is cut.
    """

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left = Content()
        self._right = Content()

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show these two parts, at the line's two ends."""
        self._left = left
        self._right = right or Content()
        self.refresh()

    @property
    def text(self) -> str:
        """What the line shows, without its styles."""
        return self._content().plain

    def render_line(self, y: int) -> Strip:
        """The line itself; there is no other."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        strips = Visual.to_strips(self, self._content(), width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def _content(self) -> Content:
        width = self.size.width
        right = self._right.truncate(width, ellipsis=True)
        room = max(width - right.cell_length, 0)
        left = self._left.truncate(max(room - 1, 0), ellipsis=True)
        return Content.assemble(left.pad_right(room - left.cell_length), right)
