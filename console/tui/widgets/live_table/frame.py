"""A widget that remembers the lines it drew and repaints only what looks different."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from console.tui.widgets.live_table.drawing import changed_span


class FrameWidget(Widget):
    """Draws whole frames of lines cheaply, and hands the screen only their differences.

    Whoever changes what is shown calls `repaint`; two equal frames cost no byte. Subclasses must
    have neither border nor padding.
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self._frame: list[Strip] = []
        self._frame_size: Size | None = None
        super().__init__(name=name, id=id, classes=classes)

    @abstractmethod
    def draw_frame(self, size: Size) -> list[Strip]:
        """All lines, each exactly as wide as `size`."""

    def draw_anew(self) -> None:
        """Ask again for everything that is shown: what it is drawn by is another."""
        self.repaint()

    def repaint(self) -> None:
        """Compare what should be seen now with what was drawn last, and repaint the difference."""
        if not self._is_current:
            return  # nothing drawn yet, or a new size: Textual asks for every line by itself
        before = self._frame
        self._draw()
        for y, (old, new) in enumerate(zip(before, self._frame, strict=True)):
            if span := changed_span(old, new):
                # One region a line: Textual writes each of them from the widget's left edge.
                super().refresh(Region(span[0], y, span[1] - span[0], 1))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint, as Textual asks for at each change of style or focus: only what differs."""
        if self._is_current and repaint and not (regions or layout or recompose):
            self.repaint()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        if not self._is_current:
            self._draw()
        return self._frame[y] if y < len(self._frame) else Strip.blank(self.size.width)

    @property
    def _is_current(self) -> bool:
        return self._frame_size == self.size

    def _draw(self) -> None:
        self._frame = self.draw_frame(self.size)
        self._frame_size = self.size
