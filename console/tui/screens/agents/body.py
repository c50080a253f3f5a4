"""The settings of an agent, group by group, each with what was entered for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from console.actions.forms.agent_form import unknown_fields
from console.actions.forms.field_entry import in_words
from console.actions.forms.field_spec import FieldKind, Group, fields_of_group
from console.tui.screens.agents.unknown import UnknownFields
from console.tui.widgets.form.field_row import FieldRow

if TYPE_CHECKING:
    from textual.widget import Widget

    from console.actions.forms.agent_form import AgentForm
    from console.actions.forms.field_spec import FieldSpec, Path
    from console.tui.dialogs.pick import PickOption
    from console.tui.glyphs import Glyphs
    from console.tui.screens.agents.named import Named


class FormBody(VerticalScroll, can_focus=False):
    """Shows one group at a time; a group is made when somebody first goes there."""

    def __init__(
        self, named: Named, glyphs: Glyphs, *, read_only: bool, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._read_only = read_only
        self._named = named
        self._glyphs = glyphs
        self._form: AgentForm | None = None
        self._rows: dict[Path, FieldRow] = {}
        self._panes: dict[Group, Vertical] = {}
        self.unknown = UnknownFields(glyphs)
        self._words = Static(classes="form-words")
        self.group = Group.CONVERSATION

    def say(self, words: Content) -> None:
        """Say something in place of the fields."""
        self._words.update(words)
        if not self._words.is_attached:
            self.mount(self._words)

    async def open(self, form: AgentForm) -> None:
        """Show what is entered in another form."""
        self._form = form
        await self._words.remove()
        await self.turn(self.group)
        for row in self._rows.values():
            row.show(form.entry(row.spec))
            self.tell(row.spec)
        self.unknown.show(unknown_fields(form.opened))

    async def turn(self, group: Group) -> None:
        """Show another group, from its top."""
        if self._form is None:
            return
        self.group = group
        if group not in self._panes:
            await self._make(group, self._form)
        for each, pane in self._panes.items():
            pane.display = each is group
        self.scroll_home(animate=False)

    def row_of(self, spec: FieldSpec) -> FieldRow | None:
        """The row of a setting, if its group has been made."""
        return self._rows.get(spec.path)

    def tell(self, spec: FieldSpec) -> None:
        """Say what is changed and what is wrong with a setting."""
        form, row = self._form, self._rows.get(spec.path)
        if form is not None and row is not None:
            was = self._was(form, spec) if form.is_changed(spec) else None
            row.tell(was=was, problem=form.problem(spec), means=self._means(form, spec))

    def spec_of(self, widget: Widget | None) -> FieldSpec | None:
        """The setting that a widget within it belongs to."""
        rows = (each for each in (widget.ancestors_with_self if widget else ()))
        return next((row.spec for row in rows if isinstance(row, FieldRow)), None)

    def redraw_names(self) -> None:
        """Draw again what records are called: more of them are known now."""
        for row in self._rows.values():
            if row.spec.refers is not None:
                row.editor.refresh()
                self.tell(row.spec)

    async def _make(self, group: Group, form: AgentForm) -> None:
        rows = [
            FieldRow(spec, self._glyphs, lambda value, spec=spec: self._called(spec, value))
            for spec in fields_of_group(group)
        ]
        for row in rows:
            if self._read_only:
                row.make_read_only()
            row.show(form.entry(row.spec))
            self._rows[row.spec.path] = row
            self.tell(row.spec)
        besides = [self.unknown] if group is Group.ADVANCED else []
        self._panes[group] = Vertical(*rows, *besides, classes="form-group")
        await self.mount(self._panes[group])
        self.unknown.show(unknown_fields(form.opened))

    def _known(self, spec: FieldSpec, value: object) -> PickOption | None:
        if spec.refers is None or not isinstance(value, str) or not value:
            return None
        return self._named.known(spec.refers, value)

    def _called(self, spec: FieldSpec, value: str) -> Content | None:
        known = self._known(spec, value)
        return known and Content.assemble(Content(known.words), "  ", (known.note, "$muted"))

    def _means(self, form: AgentForm, spec: FieldSpec) -> str:
        """What an id that is typed stands for."""
        known = self._known(spec, form.entry(spec)) if spec.kind is FieldKind.LINE else None
        return known.words if known else ""

    def _was(self, form: AgentForm, spec: FieldSpec) -> str:
        before = form.value_before(spec)
        known = self._known(spec, before) if spec.kind is FieldKind.REFERENCE else None
        return known.words if known else in_words(spec, before)
