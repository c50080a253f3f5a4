"""Activity: what this console has sent, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.actions.journal import Phase
from console.actions.sent import Sent, attempts
from console.insight.local_time import room_for_time, time_of_day
from console.tui.dialogs.keys_line import keys_line
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from textual.app import ComposeResult

    from console.actions.journal import Entry

_TONES = {
    Phase.SENDING: Tone.WARN,
    Phase.DONE: Tone.GOOD,
    Phase.REFUSED: Tone.ALARM,
    Phase.UNKNOWN: Tone.WARN,
}


def notice_of(unfinished: Sequence[object], key: str) -> str:
    """One line that says how many attempts have no known end, and which key shows them."""
    if len(unfinished) == 1:
        return f"1 attempt has no known end: {key} shows it."
    return f"{len(unfinished)} attempts have no known end: {key} shows them."


class JournalScreen(ModalScreen[None]):
    """The journal as a list, an attempt in a line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,a", "dismiss(None)", "Back")]

    def __init__(self, entries: Sequence[Entry], zone: tzinfo) -> None:
        super().__init__()
        self._attempts = attempts(entries)
        self._zone = zone
        self._table = LiveTable[Sent](
            (
                Column("at", "AT", self._at, room_for_time(zone, 14), importance=9),
                Column("profile", "PROFILE", _profile, 12),
                Column("action", "ACTION", _action, 14, importance=8),
                Column("phase", "ENDED", _phase, 13, importance=7),
                Column("what", "WHAT", _what, Flexible(20), importance=6),
            ),
            empty=Content("Nothing has been sent from this machine yet."),
        )

    def compose(self) -> ComposeResult:
        """A title over the list."""
        with Vertical(classes="dialog journal"):
            yield Static(Content(f"Activity · {self._zone_name()}"), classes="dialog-title")
            yield self._table
            yield keys_line(("j k", "move"), ("h l", "scroll sideways"), ("esc", "back"))

    def on_mount(self) -> None:
        """Show the attempts as they were when the screen opened."""
        self._table.show(self._attempts)
        self._table.focus()

    def _zone_name(self) -> str:
        newest = next(iter(self._attempts.values()), None)
        return f"times in {newest.first.at.astimezone(self._zone):%Z}" if newest else "no times yet"

    def _at(self, sent: Sent) -> Cell:
        at = sent.first.at.astimezone(self._zone)
        return Cell(f"{at:%m-%d} {time_of_day(at, seconds=True)}", Tone.DIM)


def _profile(sent: Sent) -> Cell:
    return Cell(sent.first.profile)


def _action(sent: Sent) -> Cell:
    return Cell(sent.first.action.replace("_", " "))


def _what(sent: Sent) -> Cell:
    return Cell(sent.what)


def _phase(sent: Sent) -> Cell:
    return Cell(sent.ended, _TONES[sent.phase])
