"""A list of phrases, or of names with values, a row for each and an empty one to add."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from console.actions.forms.field_entry import Row
from console.tui.widgets.form.entered import Entered, Step
from console.tui.widgets.form.line_field import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.actions.forms.field_entry import Entry


class RowLine(Horizontal):
    """One row that is edited."""

    def __init__(self, row: Row, *, named: bool) -> None:
        super().__init__(classes="row-line")
        self._is_json = False
        self.text = LineInput(placeholder="value" if named else "add", classes="row-text")
        self.name_input = LineInput(placeholder="add", classes="row-name") if named else None
        self.show(row)

    def compose(self) -> ComposeResult:
        """The name, if there is one, and the text."""
        yield from self.inputs

    def show(self, row: Row) -> None:
        """Edit another row."""
        self._is_json = row.is_json
        self.text.show_exact(row.text)
        if self.name_input is not None:
            self.name_input.show_exact(row.name)

    def make_read_only(self) -> None:
        """Show only."""
        for each in self.inputs:
            each.make_read_only()

    @property
    def inputs(self) -> tuple[LineInput, ...]:
        """From left to right."""
        return (self.text,) if self.name_input is None else (self.name_input, self.text)

    @property
    def row(self) -> Row:
        """What it holds, exact."""
        name = self.name_input.exact if self.name_input is not None else ""
        return Row(name, self.text.exact, self._is_json)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not any(each.exact for each in self.inputs)


class RowsField(Vertical):
    """Enter goes on to the next row, ctrl+k takes a row away, alt+up and alt+down move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("ctrl+k", "remove", "Remove", show=False),
        Binding("alt+up,shift+up", "move(-1)", "Move up", show=False),
        Binding("alt+down,shift+down", "move(1)", "Move down", show=False),
    ]

    def __init__(self, *, named: bool) -> None:
        """Edit names with values if `named`, else texts alone."""
        super().__init__()
        self._named = named
        self._is_read_only = False
        self._shown: Entry = ()

    def make_read_only(self) -> None:
        """Show only: rows can neither be typed in, nor added, removed or moved any more."""
        self._is_read_only = True

    def compose(self) -> ComposeResult:
        """The rows that there are, and the empty one."""
        for row in self._rows():
            yield self._line(row)

    def _line(self, row: Row) -> RowLine:
        line = RowLine(row, named=self._named)
        if self._is_read_only:
            line.make_read_only()
        return line

    def _rows(self) -> tuple[Row, ...]:
        """What is to be shown, with the empty row where one can be added."""
        shown = self._shown if isinstance(self._shown, tuple) else ()
        return shown if self._is_read_only else (*shown, Row("", ""))

    def show(self, entry: Entry) -> None:
        """Show what is entered; the cursor stays in its row as long as there is one."""
        if entry == self._shown:
            return
        self._shown = entry
        if not self.is_mounted:
            return
        rows, lines = self._rows(), self._lines
        for line, row in zip(lines, rows, strict=False):
            line.show(row)
        self.mount_all(self._line(row) for row in rows[len(lines) :])
        for line in lines[len(rows) :]:
            line.remove()

    @property
    def _lines(self) -> list[RowLine]:
        return list(self.query_children(RowLine))

    # What is typed

    @on(Input.Changed)
    async def _type(self, event: Input.Changed) -> None:
        event.stop()
        await self._tell()

    async def _tell(self) -> None:
        lines = self._lines
        if not lines or not lines[-1].is_empty:
            await self.mount(RowLine(Row("", ""), named=self._named))
        self._shown = tuple(line.row for line in self._lines if not line.is_empty)
        self.post_message(Entered(self._shown))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Go on: from a name to its value, else to the next row."""
        event.stop()
        line, column = self._place()
        if line is None:
            return
        if column + 1 < len(line.inputs) and not line.is_empty:
            line.inputs[column + 1].focus()
        else:
            self._go(line, 1, 0)

    # What is done with rows

    def action_step(self, way: int) -> None:
        """Go to the row above or below; beyond them to another field."""
        line, column = self._place()
        if line is not None:
            self._go(line, way, column)

    async def action_remove(self) -> None:
        """Take the row away."""
        line, column = self._place()
        if line is None or self._is_read_only or line is self._lines[-1]:
            return
        self._go(line, 1, column)
        await line.remove()
        await self._tell()

    async def action_move(self, way: int) -> None:
        """Move the row up or down."""
        line, _ = self._place()
        lines = self._lines
        if line is None or self._is_read_only or line is lines[-1]:
            return
        target = lines.index(line) + way
        if 0 <= target < len(lines) - 1:
            if way < 0:
                self.move_child(line, before=target)
            else:
                self.move_child(line, after=target)
            await self._tell()

    def _place(self) -> tuple[RowLine | None, int]:
        """The row and the column that the cursor is in."""
        focused = self.screen.focused
        for line in self._lines:
            if focused in line.inputs:
                return line, line.inputs.index(focused)
        return None, 0

    def _go(self, line: RowLine, way: int, column: int) -> None:
        lines = self._lines
        target = lines.index(line) + way
        if 0 <= target < len(lines):
            lines[target].inputs[column].focus()
        else:
            edge = line.inputs[0] if way < 0 else line.inputs[-1]
            self.screen.set_focus(edge, scroll_visible=False)
            self.post_message(Step(way))
