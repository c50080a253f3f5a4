"""The names of the panes in one line; a click on one asks for it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

from console.tui.widgets.inspector.lines import Lines
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from textual import events

    from console.tui.glyphs import Glyphs


class Pane(StrEnum):
    """The panes, in their order."""

    TRANSCRIPT = "Transcript"
    LATENCY = "Latency"
    ANALYSIS = "Analysis"
    DETAILS = "Details"
    JSON = "JSON"


_MARK_AND_GAP = 2


class Tabs(Lines):
    """Shows the panes' names, the open one in the accent's colour."""

    ALLOW_SELECT = False

    class Picked(Message):
        """A pane's name was clicked."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._cursor = glyphs.cursor

    def choose(self, chosen: Pane) -> None:
        """Show which pane is open."""
        cells: list[Cell] = []
        for pane in Pane:
            mark, tone = (self._cursor, Tone.ACCENT) if pane is chosen else (" ", Tone.DIM)
            cells.append(Cell(f"{mark}{pane} ", tone))
        self.show(lambda _: [tuple(cells)])

    def on_click(self, event: events.Click) -> None:
        """Ask for the pane under the mouse."""
        event.stop()
        end = 0
        for pane in Pane:
            end += len(pane) + _MARK_AND_GAP
            if event.x < end:
                self.post_message(self.Picked(pane))
                return
