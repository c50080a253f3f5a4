"""GrowingTable: rows of which more are read as somebody comes near their end."""

from __future__ import annotations

from typing import TypeVar

from textual.message import Message

from console.tui.widgets.live_table.table import LiveTable

R = TypeVar("R")


class GrowingTable(LiveTable[R]):
    """A table that does not know by itself where it ends."""

    class EndWanted(Message):
        """Somebody went to the end; there may be more to read."""

    def action_cursor_bottom(self) -> None:
        """Go to the last row, and then on to the end of what is read for that."""
        super().action_cursor_bottom()
        self.post_message(self.EndWanted())
