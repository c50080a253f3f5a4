"""A widget of a few lines that do not scroll, repainted where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.segment import Segment
from textual.strip import Strip

from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.palette import COMPONENTS, Palette
from console.tui.widgets.reader import Line

if TYPE_CHECKING:
    from textual.geometry import Size

    from console.tui.glyphs import Glyphs

LaidOut: TypeAlias = Callable[[int], Sequence[Line]]
"""Lines laid out for a width."""


class Lines(FrameWidget):
    """Shows the lines that it is given; where its height is `auto` it is as high as they are."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ellipsis = glyphs.ellipsis
        self._palette = Palette(self)
        self._lay_out: LaidOut = lambda _: ()
        self._height = 0

    def show(self, lines: LaidOut) -> None:
        """Show the lines that this gives for a width."""
        self._lay_out = lines
        if not self.size.width:
            return
        self.repaint()
        height = len(lines(self.size.width))
        if height != self._height:
            self._height = height
            self.refresh(repaint=False, layout=True)

    @property
    def text(self) -> str:
        """What is shown, without its styles."""
        lines = self._lay_out(self.size.width)
        return "\n".join("".join(cell.text for cell in line) for line in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are in this width."""
        return len(self._lay_out(width))

    def draw_frame(self, size: Size) -> list[Strip]:
        """The lines, each cut to the width, and blank ones up to the height."""
        lines = self._lay_out(size.width)
        shown = [*lines, *[()] * size.height][: size.height]
        return [self._strip(line, size.width) for line in shown]

    def _strip(self, line: Line, width: int) -> Strip:
        style = self._palette.style
        cells = fit(line, width, right=False, ellipsis=self._ellipsis)
        segments = [Segment(cell.text, style("row", cell.tone)) for cell in cells]
        return Strip(Segment.simplify(segments), width)

    def notify_style_update(self) -> None:
        """Take the styles from the theme again."""
        super().notify_style_update()
        self._palette.forget()
