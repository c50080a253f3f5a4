"""What a question is about, line by line: as many as the screen has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_LEAST = 2
"""Rows that it has however small the screen is."""


class NamedLines(Vertical):
    """A child of a dialog that takes the rows which its siblings leave, and says what is below."""

    def __init__(self, lines: Sequence[Content], *, keys: str) -> None:
        """Show these lines; `keys`: those that scroll them, as people read them."""
        super().__init__(classes="dialog-lines")
        self._lines = lines
        self._keys = keys
        self._scroll = VerticalScroll(classes="dialog-names", can_focus=False)
        self._more = Static(classes="dialog-more")
        self._more.display = False
        self._told = ""

    def compose(self) -> ComposeResult:
        """The lines, and what is said of those out of sight."""
        with self._scroll:
            for line in self._lines:
                yield Static(line, classes="dialog-name")
        yield self._more

    def on_mount(self) -> None:
        """Follow the layout: the room is known once everything else has its own."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit)  # pyright: ignore[reportUnknownMemberType]
        self.watch(self._scroll, "scroll_y", self._count, init=False)

    def scroll_lines(self, rows: int) -> None:
        """Bring what is above or below into sight."""
        self._scroll.scroll_relative(y=rows, animate=False)

    def _fit(self, _: object = None) -> None:
        """Take what the rest of the dialog leaves of the screen."""
        dialog = self.parent
        if not isinstance(dialog, Widget):
            return
        bottom = max(child.virtual_region_with_margin.bottom for child in dialog.children)
        others = bottom - self.size.height
        room = max(_LEAST, self.screen.size.height * 9 // 10 - dialog.gutter.height - others)
        is_long = self._scroll.virtual_size.height > room
        self._more.display = is_long
        self._scroll.styles.max_height = room - 1 if is_long else room
        self._count()

    def _count(self) -> None:
        end = self._scroll.scroll_offset.y + self._scroll.size.height
        below = sum(child.virtual_region.bottom > end for child in self._scroll.children)
        words = f"{below} more below" if below else "that is all"
        if words != self._told:  # another text is another layout, and so another look at it
            self._told = words
            self._more.update(Content.styled(f"{words}   {self._keys} scroll", "$muted"))
