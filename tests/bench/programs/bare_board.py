"""The least that a Textual program with a board can be: 1,000 rows drawn by line, and a header.

It has no network, no colours of its own, nothing to open and nothing to type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

ROWS = 1_000
TITLES = f"  {'STATE':12}{'TIME':8}{'AGENT':16}{'OTHER SIDE':20}{'ABOUT':24}"
_UNDER_CURSOR = Style(reverse=True)


class Board(ScrollView, can_focus=True):
    """Rows of which only those on the screen are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "move(1)"), ("k", "move(-1)")]

    cursor = 0

    def on_mount(self) -> None:
        """Say how many rows there are."""
        self.virtual_size = Size(len(TITLES), ROWS)

    def render_line(self, y: int) -> Strip:
        """Draw the titles, or one row."""
        if y == 0:
            return Strip([Segment(TITLES)])
        row = y - 1 + round(self.scroll_y)
        text = f"  {'● talking':12}{row:<8}{f'Agent {row % 7}':16}{f'+44 20 7946 {row:04}':20}"
        return Strip([Segment(text, _UNDER_CURSOR if row == self.cursor else None)])

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(ROWS - 1, self.cursor + by))
        self.refresh()


class BareBoard(App[None]):
    """The board and nothing else."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit")]

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Board()


if __name__ == "__main__":
    BareBoard().run()
