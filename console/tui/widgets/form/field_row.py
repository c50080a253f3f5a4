"""One field of a form: its label, what is entered, a note, and the problem there is with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from console.actions.forms.field_spec import FieldKind
from console.tui.widgets.form.entered import Entered, ListWanted
from console.tui.widgets.form.flag_field import FlagField
from console.tui.widgets.form.line_field import LineField
from console.tui.widgets.form.prose_field import ProseField
from console.tui.widgets.form.reference_field import ReferenceField
from console.tui.widgets.form.rows_field import RowsField
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import FieldSpec
    from console.tui.glyphs import Glyphs

Editor: TypeAlias = LineField | ProseField | FlagField | ReferenceField | RowsField


class FieldRow(Vertical):
    """Shows one setting and says what is entered for it."""

    class Changed(Message):
        """Something was entered."""

        def __init__(self, spec: FieldSpec, entry: Entry) -> None:
            super().__init__()
            self.spec = spec
            self.entry = entry

    class PickWanted(Message):
        """Somebody wants to choose from what this setting may be."""

        def __init__(self, row: FieldRow) -> None:
            super().__init__()
            self.row = row

    def __init__(
        self, spec: FieldSpec, glyphs: Glyphs, name_of: Callable[[str], Content | None]
    ) -> None:
        """Make a row.

        Args:
            spec: the setting.
            glyphs: the terminal's signs.
            name_of: what the record of an id is called, for references.
        """
        super().__init__(classes=f"field -{spec.kind}")
        self.spec = spec
        self.editor = _editor(spec, name_of)
        self._glyphs = glyphs
        self._label = Line(classes="field-label")
        self._note = Line(classes="field-note")
        self._problem = Static(classes="field-problem")
        self._problem.display = False
        self._told: tuple[str, str, str] | None = None

    def compose(self) -> ComposeResult:
        """A line, and the problem below it."""
        with Horizontal(classes="field-line"):
            yield self._label
            yield self.editor
            yield self._note
        yield self._problem

    def show(self, entry: Entry) -> None:
        """Show what is entered."""
        self.editor.show(entry)

    def make_read_only(self) -> None:
        """Show only: nothing can be entered any more."""
        self.editor.make_read_only()

    def tell(self, *, was: str | None, problem: str, means: str = "") -> None:
        """Say what it was before, unless it is unchanged, and what is wrong with it.

        Args:
            was: the value before, in words; `None` if it is unchanged.
            problem: a sentence, or nothing.
            means: what the value stands for, if that is known.
        """
        changed = "" if was is None else f"was {was}"
        told = (changed, problem, means)
        if told == self._told:
            return
        self._told = told
        sign = (f"{self._glyphs.profile} ", "bold $accent") if changed else "  "
        self._label.show(Content.assemble(sign, (self.spec.label, "" if changed else "$muted")))
        self._note.show(_note(self.spec, means, changed))
        self._problem.update(
            Content.assemble((f"{self._glyphs.warning} ", "$warning"), Content(problem))
        )
        self._problem.display = bool(problem)

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        event.stop()
        self.post_message(self.Changed(self.spec, event.entry))

    @on(ListWanted)
    def _want_list(self, event: ListWanted) -> None:
        event.stop()
        self.post_message(self.PickWanted(self))


def _editor(spec: FieldSpec, name_of: Callable[[str], Content | None]) -> Editor:
    match spec.kind:
        case FieldKind.FLAG:
            return FlagField()
        case FieldKind.REFERENCE:
            return ReferenceField(name_of)
        case FieldKind.PROSE:
            return ProseField()
        case FieldKind.LIST | FieldKind.PAIRS:
            return RowsField(named=spec.kind is FieldKind.PAIRS)
        case FieldKind.LINE | FieldKind.WHOLE | FieldKind.NUMBER:
            return LineField()


def _note(spec: FieldSpec, means: str, changed: str) -> Content:
    """What it means and was before; else its unit, its range and what it starts as."""
    starts_as = "" if means else spec.default_words
    facts = () if changed else (spec.unit, spec.range_words, starts_as)
    known = " · ".join(filter(None, (means, *facts)))
    between = " · " if known and changed else ""
    return Content.assemble((known + between, "$muted"), (changed, "$accent"))
