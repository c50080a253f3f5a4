"""What every screen about one record has, besides what every place has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.navigation import Back
from console.tui.screens.place_screen import PlaceScreen
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class DetailScreen(PlaceScreen):
    """Lies over the list that it was entered from; escape goes back to it."""

    def compose(self) -> ComposeResult:
        """Place, the record, a line for messages, the keys."""
        yield Line(id="place")
        yield from self.compose_body()
        yield Line(id="status")
        yield FooterLine(self.surroundings.keys.at(self.PLACE), id="footer")

    def compose_body(self) -> ComposeResult:
        """The record."""
        raise NotImplementedError

    def do_go_back(self, _: str = "") -> None:
        """Go back to the list, if nothing stands against it."""
        self.post_message(Back())
