"""A widget of a few fixed lines, each cut to the width, repainted where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.live_table.frame import FrameWidget
from console.tui.widgets.live_table.palette import COMPONENTS, Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line


class Lines(FrameWidget):
    """Shows the lines that it is given; its height is the stylesheet's."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ellipsis = glyphs.ellipsis
        self._palette = Palette(self)
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines = lines
        if self.size.width:
            self.repaint()

    @property
    def text(self) -> str:
        """What is shown, without its styles."""
        return "\n".join("".join(cell.text for cell in line) for line in self._lines)

    def draw_frame(self, size: Size) -> list[Strip]:
        """The lines, and blank ones up to the height."""
        shown = [*self._lines, *[()] * size.height][: size.height]
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
