"""Activity: what this console has sent, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.actions.journal import Entry, Phase
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from textual.app import ComposeResult

_TONES = {
    Phase.SENDING: Tone.DIM,
    Phase.DONE: Tone.GOOD,
    Phase.REFUSED: Tone.ALARM,
    Phase.UNKNOWN: Tone.WARN,
}


class JournalScreen(ModalScreen[None]):
    """The journal as a list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,a", "dismiss(None)", "Back")]

    def __init__(self, entries: Sequence[Entry], zone: tzinfo) -> None:
        super().__init__()
        self._entries = {str(index): entry for index, entry in enumerate(reversed(entries))}
        self._zone = zone
        self._table = LiveTable[Entry](
            (
                Column("at", "AT", self._at, 19, importance=9),
                Column("profile", "PROFILE", _profile, 12),
                Column("action", "ACTION", _action, 16, importance=8),
                Column("phase", "PHASE", _phase, 8, importance=7),
                Column("what", "WHAT", _what, Flexible(20)),
            ),
            empty=Content("Nothing has been sent from this machine yet."),
        )

    def compose(self) -> ComposeResult:
        """A title over the list."""
        with Vertical(classes="dialog journal"):
            yield Static(Content("Activity"), classes="dialog-title")
            yield self._table

    def on_mount(self) -> None:
        """Show the entries as they were when the screen opened."""
        self._table.show(self._entries)
        self._table.focus()

    def _at(self, entry: Entry) -> Cell:
        return Cell(f"{entry.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}", Tone.DIM)


def _profile(entry: Entry) -> Cell:
    return Cell(entry.profile)


def _action(entry: Entry) -> Cell:
    return Cell(entry.action)


def _what(entry: Entry) -> Cell:
    return Cell(entry.what)


def _phase(entry: Entry) -> Cell:
    return Cell(entry.phase.value, _TONES[entry.phase])
