"""Which columns a list shows, and in which order, seen while one chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.tui.dialogs.keys_line import keys_line
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import HEADING, LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from console.tui.glyphs import Glyphs


class _Line(NamedTuple):
    """A column of the list, as a row here."""

    name: str
    at: int
    shown: bool


class ChooseColumns(ModalScreen[tuple[str, ...] | None]):
    """Answers with the columns to show, with none for those that come, or `None` on escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("K,shift+up", "carry(-1)", "Further left"),
        Binding("J,shift+down", "carry(1)", "Further right"),
        Binding("0", "dismiss(())", "As they come"),
    ]

    def __init__(
        self,
        place: str,
        known: Sequence[str],
        chosen: Sequence[str],
        *,
        show: Callable[[tuple[str, ...]], object],
        glyphs: Glyphs,
    ) -> None:
        """Offer a list's columns.

        Args:
            place: what the list is called.
            known: all its columns, as they come.
            chosen: those that are shown now, in their order.
            show: shows columns while one chooses.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._place = place
        self._names = [*chosen, *(name for name in known if name not in chosen)]
        self._shown = frozenset(chosen)
        self._show = show
        self._table: LiveTable[_Line] = LiveTable(
            (
                Column("name", "COLUMN", _name, Flexible(20)),
                Column("state", "", lambda line: Cell("" if line.shown else "hidden"), 6),
            ),
            order=lambda line: line.at,
            glyphs=glyphs,
            flashes=False,
        )

    def compose(self) -> ComposeResult:
        """The columns from left to right, one in a line."""
        with Vertical(classes="dialog columns"):
            yield Static(Content(f"Columns of {self._place}"), classes="dialog-title")
            yield self._table
            yield Static(id="columns-note", classes="dialog-note")
            yield keys_line(
                ("space", "show"),
                ("J K", "move"),
                ("0", "as they come"),
                ("enter", "keep"),
                ("esc", "back"),
            )

    def on_mount(self) -> None:
        """Begin with what is shown now."""
        self._table.styles.height = len(self._names) + HEADING
        self._draw()
        self._table.mark(self._shown)
        self._table.focus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is to be shown."""
        return tuple(name for name in self._names if name in self._shown)

    def action_carry(self, step: int) -> None:
        """Move the column under the cursor further to one side."""
        name = self._table.cursor_id
        if name is None:
            return
        at = self._names.index(name)
        to = max(0, min(at + step, len(self._names) - 1))
        self._names.insert(to, self._names.pop(at))
        self._draw()
        self._try_out()

    @on(LiveTable.MarksChanged)
    def _mark(self) -> None:
        if self._shown != self._table.marked:
            self._shown = self._table.marked
            self._draw()
            self._try_out()

    @on(LiveTable.Selected)
    def _take(self) -> None:
        if self.chosen and self.is_current:
            self.dismiss(self.chosen)

    def _try_out(self) -> None:
        note = "" if self.chosen else "A list needs one column at least."
        self.query_one("#columns-note", Static).update(Content(note))
        if self.chosen:
            self._show(self.chosen)

    def _draw(self) -> None:
        lines = {name: _Line(name, at, name in self._shown) for at, name in enumerate(self._names)}
        self._table.show(lines, changed=lines)


def _name(line: _Line) -> Cell:
    return Cell(line.name, Tone.PLAIN if line.shown else Tone.DIM)
