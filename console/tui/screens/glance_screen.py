"""A list with a pane that shows the record under the cursor whole."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType

from console.api.records.base import Record
from console.tui.screens.directory_screen import DirectoryScreen
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.tui.widgets.reader import Page

R = TypeVar("R", bound=Record)


class GlanceScreen(DirectoryScreen[R]):
    """The pane stands beside the list where there is room, else below it for who asks for it."""

    PANE = "#glance"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "Pane", show=False)]

    def compose_body(self) -> ComposeResult:
        """The list, and the pane."""
        yield self.table
        yield Reader(glyphs=self.surroundings.glyphs, id="glance")

    # What a subclass says

    @abstractmethod
    def page_of(self, record: R | None) -> Page:
        """A record laid out for the pane; none when nothing is under the cursor."""

    # What is drawn

    def show_glance(self) -> None:
        """Bring the pane up to date."""
        pane = self.query_one("#glance", Reader)
        if pane.display:
            pane.show(self.page_of(self.under))

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self.query_one("#glance", Reader).open(lambda _: ())
        self.show_glance()
        self.show_status()

    def on_resize(self) -> None:
        """There may be room for the pane now."""
        self.call_after_refresh(self.show_glance)

    # What the operator does

    def do_toggle_pane(self, _: str = "") -> None:
        """Hide the pane, or show it; each kind of size remembers its own way."""
        self.table.focus()
        wide = self.has_class("-wide")
        self.query_one("#body").toggle_class("-list-only" if wide else "-pane-below")
        self.call_after_refresh(self.show_glance)
