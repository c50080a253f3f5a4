"""The settings of a model, beside its prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from console.actions.forms.prompt_form import KNOWLEDGE_BASES, LINES, TOOLS
from console.text import clean
from console.tui.screens.prompts.toggles import Toggle, Toggles
from console.tui.widgets.form.entered import Entered, ListWanted, Step
from console.tui.widgets.form.line_field import LineField
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import FieldSpec
    from console.actions.forms.prompt_form import PromptForm
    from console.tui.glyphs import Glyphs

_UNKNOWN = "not among those read"


class SettingRow(Vertical):
    """A setting that is typed: its label, the line, its range, and the problem with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next field", show=False),
        Binding("up", "step(-1)", "Previous field", show=False),
    ]

    class Typed(Message):
        """Something was typed."""

        def __init__(self, spec: FieldSpec, entry: Entry) -> None:
            super().__init__()
            self.spec = spec
            self.entry = entry

    def __init__(self, spec: FieldSpec, glyphs: Glyphs) -> None:
        super().__init__(classes="setting")
        self.spec = spec
        self.field = LineField()
        self._glyphs = glyphs
        self._problem = Static(classes="setting-problem")

    def compose(self) -> ComposeResult:
        """A line, and the problem below it."""
        with Horizontal(classes="setting-line"):
            yield Line(classes="setting-label")
            yield self.field
            yield Line(classes="setting-note")
        yield self._problem

    def on_mount(self) -> None:
        """Without problem at first."""
        self._problem.display = False
        words = self.spec.range_words if self.spec.least is not None else ""
        self.query_one(".setting-note", Line).show(Content.styled(f" {words}", "$muted"))

    def tell(self, form: PromptForm) -> None:
        """Say whether it is changed, and what is wrong with it."""
        label = self.query_one(".setting-label", Line)
        label.show(labelled(self.spec.label, self._glyphs, changed=form.is_changed(self.spec)))
        show_problem(self._problem, form.problem(self.spec), self._glyphs)

    def action_step(self, way: int) -> None:
        """Go to the field below or above."""
        self.post_message(Step(way))

    @on(Entered)
    def _enter(self, event: Entered) -> None:
        event.stop()
        self.post_message(self.Typed(self.spec, event.entry))

    @on(ListWanted)
    def _next(self, event: ListWanted) -> None:
        event.stop()
        self.post_message(Step(1))


class SettingsPane(Vertical):
    """Shows a `PromptForm`, and says what is entered for a setting."""

    class Changed(Message):
        """Something was entered."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._form: PromptForm | None = None
        self._rows = {spec.path: SettingRow(spec, glyphs) for spec in LINES}
        self._lists = {
            TOOLS.path: Toggles(glyphs, "Reading their names…", id="tools"),
            KNOWLEDGE_BASES.path: Toggles(glyphs, "Reading their names…", id="knowledge-bases"),
        }
        self._labels = {path: Line(classes="side-title") for path in self._lists}
        self._known: dict[tuple[str, ...], Sequence[Toggle]] = {}
        self._nothing: dict[tuple[str, ...], str] = {}

    def compose(self) -> ComposeResult:
        """The lines, then the lists."""
        yield from self._rows.values()
        for path, toggles in self._lists.items():
            yield self._labels[path]
            yield toggles

    def show(self, form: PromptForm) -> None:
        """Show what is entered."""
        self._form = form
        for row in self._rows.values():
            entry = form.entry(row.spec)
            if entry != row.field.exact:
                row.field.show(entry)
        self.tell()

    def know(self, spec: FieldSpec, records: Sequence[Toggle], nothing: str) -> None:
        """Take the records that a list may hold, and what to say when there is none."""
        self._known[spec.path] = records
        self._nothing[spec.path] = nothing
        self.tell()

    def tell(self) -> None:
        """Say anew what is changed and what is wrong."""
        form = self._form
        if form is None:
            return
        for row in self._rows.values():
            row.tell(form)
        for spec in (TOOLS, KNOWLEDGE_BASES):
            chosen = form.chosen(spec)
            before = form.chosen_before(spec)
            known = {each.id: each for each in self._known.get(spec.path, ())}
            ids = dict.fromkeys((*before, *known, *chosen))
            self._lists[spec.path].show(
                [known.get(each) or Toggle(each, clean(each), _UNKNOWN) for each in ids],
                chosen,
                self._nothing.get(spec.path, ""),
            )
            count = f"{spec.label.upper()}  {len(chosen)}"
            problem = form.problem(spec)
            title = labelled(count, self._glyphs, changed=form.is_changed(spec))
            if problem:
                title += Content.styled(f"  {self._glyphs.warning} {problem}", "$warning")
            self._labels[spec.path].show(title)

    @property
    def names(self) -> dict[str, str]:
        """What the records that a list may hold are called, by id, as far as they are known."""
        return {each.id: each.words for known in self._known.values() for each in known}

    def field_of(self, spec: FieldSpec) -> LineField | None:
        """Where a setting is typed."""
        row = self._rows.get(spec.path)
        return row.field if row else None

    def spec_of(self, widget: Widget | None) -> FieldSpec | None:
        """The setting that a widget is for."""
        for spec in (*LINES, TOOLS, KNOWLEDGE_BASES):
            if widget in {self.field_of(spec), self._lists.get(spec.path)} - {None}:
                return spec
        return None

    @on(SettingRow.Typed)
    def _type(self, event: SettingRow.Typed) -> None:
        event.stop()
        if self._form is not None:
            self._form.enter(event.spec, event.entry)
            self._changed()

    @on(Toggles.Turned)
    def _turn(self, event: Toggles.Turned) -> None:
        event.stop()
        for spec in (TOOLS, KNOWLEDGE_BASES):
            if self._form is not None and self._lists[spec.path] is event.toggles:
                self._form.toggle(spec, event.record_id)
                self._changed()

    def _changed(self) -> None:
        self.tell()
        self.post_message(self.Changed())


def labelled(words: str, glyphs: Glyphs, *, changed: bool) -> Content:
    """A label, with a mark if what it stands for is changed."""
    sign = (f"{glyphs.profile} ", "bold $accent") if changed else "  "
    return Content.assemble(sign, (words, "" if changed else "$muted"))


def show_problem(problem: Static, words: str, glyphs: Glyphs) -> None:
    """Show what is wrong with a field below it, or nothing."""
    problem.display = bool(words)
    problem.update(Content.assemble((f"{glyphs.warning} ", "$warning"), Content(words)))
