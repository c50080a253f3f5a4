"""A record as text: to be read, selected, copied, or written to a file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.actions.export.file import ExportError, proposed_path, write_new
from console.text import clean
from console.tui.dialogs.keys_line import keys_line
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.live_table.columns import Cell
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from console.tui.glyphs import Glyphs


_ENTER = "enter writes it, for you alone to read"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write the record down."""

    words: str
    """What people call it: "JSON"."""
    text: str
    """Safe to draw, and exact."""
    ending: str
    """Of its file: ".json"."""
    note: str = ""
    """What to know of it."""


class Export(ModalScreen[None]):
    """Shows one form of a record at a time."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys of a subclass, each with its word, for the foot."""
    TURNS: ClassVar[str] = ""
    """What `tab` does, where there is no room for the names of the forms."""
    app = getters.app(GuardedApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "Back"),
        Binding("q", "dismiss(None)", "Close"),
        Binding("c,y", "copy", "Copy"),
        Binding("f", "file", "To a file"),
        Binding("tab,u", "turn", "Another form"),
    ]

    def __init__(self, name: str, note: str, forms: Sequence[Form], glyphs: Glyphs) -> None:
        """Build the dialog.

        Args:
            name: the record's, cleaned.
            note: how old it is.
            forms: the ways to write it down, the first is shown first.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._subject = name
        self._note = note
        self._forms = forms
        self._at = 0
        self._reader = Reader(glyphs=glyphs, id="export-text")

    def compose(self) -> ComposeResult:
        """Title, text, the line for a path, keys."""
        with Vertical(classes="dialog export"):
            yield Static(classes="dialog-title", id="export-title")
            yield self._reader
            yield Input(id="export-path", compact=True)
            yield Static(id="export-said")
            yield keys_line(
                ("c", "copy"),
                ("f", "file"),
                ("tab", self.TURNS or " / ".join(form.words for form in self._forms)),
                *self.KEYS,
                ("esc", "closes"),
            )

    def on_mount(self) -> None:
        """Begin with the first form."""
        self.query_one("#export-path").display = False
        self.tell("")
        self._show()

    def show_anew(self, name: str, note: str, forms: Sequence[Form]) -> None:
        """Show the record written down otherwise; its reader stays where they are."""
        self._subject, self._note, self._forms = name, note, forms
        self._show()

    def action_copy(self) -> None:
        """Put the text into the clipboard."""
        self.app.copy_to_clipboard(self.form.text)

    async def write(self, path: str) -> Path | None:
        """Write the shown form to a new file; None when somebody stopped it.

        Raises:
            ExportError: it exists, or cannot be written.
        """
        return await asyncio.to_thread(write_new, path, self.form.text)

    def action_turn(self) -> None:
        """Show the next form."""
        if not self._asks_for_path:
            self._at = (self._at + 1) % len(self._forms)
            self._show()
            self._reader.action_scroll_to_top()

    def action_file(self) -> None:
        """Ask for the path."""
        path = self.query_one("#export-path", Input)
        path.display = True
        path.value = proposed_path(self.file_name, self.form.ending, self.app.export_folder)
        path.focus()
        self.tell(_ENTER)

    def action_step_back(self) -> None:
        """Close the line for the path, or the dialog."""
        if self._asks_for_path:
            self._close_path()
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _change_path(self) -> None:
        if self._asks_for_path:
            self.tell(_ENTER)  # and no longer what was wrong with another path

    @on(Input.Submitted)
    @work(exclusive=True, exit_on_error=False)
    async def _write(self, event: Input.Submitted) -> None:
        self.tell("")
        try:
            written = await self.write(event.value)
        except ExportError as error:
            self.tell(str(error), trouble=True)
        else:
            self._close_path()
            self.tell(f"Written to {written}" if written else "Stopped; no file was kept.")

    @property
    def file_name(self) -> str:
        """What a file is named after."""
        return self._subject

    @property
    def form(self) -> Form:
        """What is shown."""
        return self._forms[self._at]

    @property
    def _asks_for_path(self) -> bool:
        return self.query_one("#export-path").display

    def _close_path(self) -> None:
        self.query_one("#export-path").display = False
        self.tell("")
        self._reader.focus()

    def _show(self) -> None:
        notes = " · ".join(filter(None, (self._note, self.form.note)))
        title = Content.assemble(
            Content(f"“{self._subject}” as {self.form.words}"), (f"  {notes}", "$muted")
        )
        self.query_one("#export-title", Static).update(title)
        lines = self.form.text.splitlines()

        def page(width: int) -> list[Paragraph]:
            return [
                Paragraph(str(number), tuple((Cell(part),) for part in wrap(line, width)))
                for number, line in enumerate(lines)
            ]

        self._reader.show(page)
        self._reader.focus()

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say something at the foot; saying nothing gives the line back."""
        said = self.query_one("#export-said", Static)
        said.update(Content.styled(clean(words), "$warning" if trouble else "$muted"))
        said.display = bool(words)
