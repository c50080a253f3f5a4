"""The fields of one phone number, each with what it was and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from console.actions.forms.field_entry import in_words
from console.actions.forms.number_form import AGENT, FALLBACK, NumberForm
from console.tui.dialogs.pick import Pick
from console.tui.screens.numbers.choices import agent_options
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.widgets.form.entered import Step
from console.tui.widgets.form.field_row import FieldRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from console.actions.forms.field_spec import FieldSpec
    from console.session import Session
    from console.tui.glyphs import Glyphs
    from console.tui.screens.numbers.view import NumbersView

_NOBODY = {AGENT: "nobody answers", FALLBACK: "nobody takes over"}
_READ_ONLY = "this profile is read-only"


class NumberFields(VerticalScroll):
    """Puts what is entered into the form that it shows."""

    app = getters.app(GuardedApp)

    class Changed(Message):
        """Something was entered."""

    def __init__(
        self, session: Session, view: NumbersView, glyphs: Glyphs, *, read_only: bool
    ) -> None:
        """Make the fields.

        Args:
            session: whose agents can be chosen.
            view: says what they are called.
            glyphs: the terminal's signs.
            read_only: whether the fields can only be looked at.
        """
        super().__init__(id="number-fields", can_focus=False)
        self._session = session
        self._view = view
        self._form: NumberForm | None = None
        self._read_only = read_only
        self._rows = {spec: FieldRow(spec, glyphs, self._called) for spec in NumberForm.specs}
        if read_only:
            for row in self._rows.values():
                row.make_read_only()

    def compose(self) -> ComposeResult:
        """A row for each field."""
        yield from self._rows.values()

    def show(self, form: NumberForm) -> None:
        """Show what is entered."""
        self._form = form
        for spec, row in self._rows.items():
            row.show(form.entry(spec))
            self._tell(form, spec)

    def enter(self, spec: FieldSpec) -> None:
        """Put the cursor into a field."""
        self._rows[spec].editor.focus()

    def to_top(self) -> None:
        """Put the cursor into the first field."""
        self.enter(NumberForm.specs[0])

    @property
    def editors(self) -> Sequence[Widget]:
        """The stops on the way through the fields."""
        return [row.editor for row in self._rows.values()]

    def about(self, focused: Widget | None) -> Content:
        """What the field under the cursor is for, and its key."""
        above = focused.ancestors_with_self if focused else ()
        spec = next((each.spec for each in above if isinstance(each, FieldRow)), None)
        if spec is None:
            return Content()
        key = "enter lists them" if spec in _NOBODY else ""
        hint = _READ_ONLY if self._read_only else key
        return Content.assemble(f" {spec.about}  ", (hint, "$muted")).rstrip()

    def _tell(self, form: NumberForm, spec: FieldSpec) -> None:
        was = self._words(spec, form.value_before(spec)) if form.is_changed(spec) else None
        self._rows[spec].tell(was=was, problem=form.problem(spec))

    def _words(self, spec: FieldSpec, value: object) -> str:
        """A field's value as people say it, in a few words."""
        if spec in _NOBODY:
            return self._view.agent_name(value if isinstance(value, str) else None)
        return in_words(spec, value)

    def _called(self, agent_id: str) -> Content | None:
        agent = self._session.agents.records.get(agent_id)
        return Content(agent.name or agent.id) if agent else None

    # What is entered

    @on(FieldRow.Changed)
    def _enter(self, event: FieldRow.Changed) -> None:
        event.stop()
        if form := self._form:
            form.enter(event.spec, event.entry)
            self._tell(form, event.spec)
            self.post_message(self.Changed())

    @on(FieldRow.PickWanted)
    def _want_list(self, event: FieldRow.PickWanted) -> None:
        event.stop()
        if event.row.spec in _NOBODY:
            self._pick(event.row)
        else:
            self.post_message(Step(1))

    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _pick(self, row: FieldRow) -> None:
        if (form := self._form) is None:
            return
        options = agent_options(self._session, nobody=_NOBODY[row.spec])
        chosen = str(form.entry(row.spec) or "")
        value = await self.app.push_screen_wait(Pick(row.spec.label, options, chosen=chosen))
        if value is not None:
            row.show(value)
            row.post_message(FieldRow.Changed(row.spec, value))
