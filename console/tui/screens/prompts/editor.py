"""The editor of one prompt: what can be done with what is written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.widgets import Input

from console.actions import outside_editor
from console.actions.forms.prompt_form import FIRST_MESSAGE, PROMPT
from console.actions.saving.changes import names_of
from console.actions.saving.parts import known_names, parts_of
from console.actions.saving.plan import Kind
from console.archive.versions import Source
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.dialogs.unsaved import Leaving, before_leaving
from console.tui.saving.flow import Saving
from console.tui.screens.prompts.checks import ChecksPane
from console.tui.screens.prompts.jumps import jumps_of_model
from console.tui.screens.prompts.preview import PreviewScreen
from console.tui.screens.prompts.writing import WritingScreen
from console.tui.screens.versions import VersionsScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.actions.forms.field_spec import FieldSpec
    from console.actions.forms.prompt_form import PromptForm
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings


class _Text(NamedTuple):
    """One of the texts that are edited: the prompt, or an agent's first message."""

    kind: Kind
    record_id: str
    spec: FieldSpec
    text: str


class EditorScreen(WritingScreen):
    """Saves, compares, restores, previews and tries what is written."""

    def __init__(self, model_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(model_id, account, surroundings)
        self._saving = False
        self._restored: dict[str, str] = {}

    # Saving

    @work(exclusive=True, group="save", exit_on_error=False)
    async def do_save(self, _: str = "") -> None:
        """Save what is changed, if the person says so."""
        await self._save()

    async def _save(self) -> bool:
        """Save; true when nothing is left unsaved."""
        desk = self.desk
        if desk.form is None or self._saving or not self._sendable():
            return False
        edits = desk.edits()
        if not edits:
            self.say("Nothing is changed.")
            return True
        forms = {self.model_id: desk.form, **desk.greetings}
        sent = {edit.record_id: forms[edit.record_id].entries() for edit in edits}
        self._saving = True
        try:
            saving = Saving(self.account, self.surroundings)
            names = self.side.settings.names
            outcome = await saving.save(self, edits, source=self._source(), names=names)
        finally:
            self._saving = False
        others = desk.take(outcome, sent)
        if outcome.saved:
            self.saved_at = self.surroundings.clock.now()
        if self.model_id in outcome.saved:
            self.area.settle(desk.form.text)
        self._restored = {each: self._restored[each] for each in self._restored.keys() - sent}
        await self.show_all()
        if outcome.words or others:
            self.say(" ".join((outcome.words, *others)).strip(), trouble=outcome.trouble)
        return not desk.unsaved

    def _sendable(self) -> bool:
        """Whether everything that is entered can be sent; else go where it cannot."""
        form = self.desk.form
        if form is None or not form.unsendable:
            return True
        spec = form.unsendable[0]
        if field := self.side.settings.field_of(spec):
            self.sides.go_to(field)
        self.say(f"{spec.label}: {form.problem(spec)}", trouble=True)
        return False

    def _source(self) -> Source:
        """Whether what is saved is an older version that was put back."""
        form = self.desk.form
        texts = {**self.desk.first_messages, self.model_id: form.text if form else ""}
        restored = any(texts.get(each) == text for each, text in self._restored.items())
        return Source.RESTORED if restored else Source.SAVED

    async def may_leave(self) -> bool:
        """Ask what becomes of unsaved changes, if there are any."""
        if not self.desk.unsaved:
            return True
        question = before_leaving(self.subject() or self.model_id, self.desk.unsaved)
        match await self.app.push_screen_wait(question):
            case Leaving.SAVE:
                return await self._save()
            case Leaving.KEEP:
                return await self.desk.keep()
            case Leaving.DISCARD:
                return await self.desk.drop()
            case _:
                return False

    def do_go_back(self, _: str = "") -> None:
        """Return to the prompt from what stands beside it; from there to the list."""
        if self.focused is self.area or self.desk.form is None:
            super().do_go_back()
        else:
            self.sides.go_to(self.area)

    def do_take_back(self, _: str = "") -> None:
        """Put what is under the cursor back to what it was when it was opened."""
        form, spec = self.desk.form, self.side.settings.spec_of(self.focused)
        if form is not None and spec is not None and form.is_changed(spec):
            form.reset(spec)
            self.side.settings.show(form)
            self.entered(self.model_id)
        elif form is not None and spec is None and (before := self._text_before(form)) is not None:
            self._put(self._text_under_cursor(form), before)
        else:
            self.say("Nothing is changed under the cursor.")

    def _text_before(self, form: PromptForm) -> str | None:
        """What the text under the cursor was when it was opened, if it is changed."""
        agent_id = self._greeting_under_cursor()
        if not agent_id and self.focused is not self.area:
            return None
        owner = self.desk.greetings[agent_id] if agent_id else form
        spec = FIRST_MESSAGE if agent_id else PROMPT
        return str(owner.value_before(spec) or "") if owner.is_changed(spec) else None

    # Looking

    @work(exclusive=True, group="difference", exit_on_error=False)
    async def do_show_difference(self, _: str = "") -> None:
        """Show what is unsaved against what was opened."""
        await self._show_difference()

    async def _show_difference(self) -> None:
        if not self._sendable():
            return
        plan = self.account.editing.plan
        edits = self.desk.edits()
        plans = [plan(each.kind, each.opened, each.fields, each.opened) for each in edits]
        if not plans:
            self.say("Nothing is changed.")
            return
        names = known_names(self.account.session, self.side.settings.names)
        parts = await asyncio.to_thread(parts_of, plans, names)
        title = f"Unsaved in {names_of([plan.now for plan in plans])}"
        may_save = not self.account.profile.read_only
        dialog = DifferenceDialog(title, parts, self.surroundings.glyphs, may_save=may_save)
        if await self.app.push_screen_wait(dialog):
            self.do_save()

    def do_preview(self, _: str = "") -> None:
        """Show the prompt as a recent call would have heard it."""
        if self.desk.form is not None:
            self.app.push_screen(
                PreviewScreen(
                    self.account,
                    self.surroundings,
                    self.model_id,
                    self.desk.form.text,
                    self.desk.first_messages,
                )
            )

    def do_try_it(self, _: str = "") -> None:
        """Start a call with what is unsaved."""
        if self.desk.form is not None and self._sendable():
            self.side.tried.start(self.desk.trial())

    def do_show_tried(self, _: str = "") -> None:
        """Go to the call that was tried last."""
        if self.side.tried.was_started:
            self.sides.show_tried()
        else:
            key = self.key_of("try_it")
            self.say(f"Nothing was tried yet: {key} starts a call with the unsaved text.")

    @work(exclusive=True, group="versions", exit_on_error=False)
    async def do_show_versions(self, _: str = "") -> None:
        """Show the versions of the text under the cursor: a first message, else the prompt."""
        if self.desk.form is None:
            return
        here = self._text_under_cursor(self.desk.form)
        screen = VersionsScreen(
            self.account, self.surroundings, here.kind, here.record_id, here.spec.name, here.text
        )
        version = await self.app.push_screen_wait(screen)
        if version is not None:
            self._put(here, version.text)
            self._restored[here.record_id] = version.text
            self.say(f"Put back here, not saved yet: {self.key_of('save')} saves it.")

    @work(exclusive=True, group="outside", exit_on_error=False)
    async def do_edit_outside(self, _: str = "") -> None:
        """Edit the text under the cursor in the person's own editor, then show the difference."""
        if self.desk.form is None:
            return
        here = self._text_under_cursor(self.desk.form)
        editor = self.surroundings.preferring.now.editor
        edited = await outside_editor.edit(self.app.suspend, here.text, preferred=editor)
        if isinstance(edited, outside_editor.Failed):
            self.say(edited.words, trouble=True)
        elif edited == here.text:
            self.say("Nothing was changed in the editor.")
        else:
            self._put(here, edited)
            self.say(f"Taken over, not saved yet: {self.key_of('save')} saves it.")
            await self._show_difference()

    def _text_under_cursor(self, form: PromptForm) -> _Text:
        if agent_id := self._greeting_under_cursor():
            text = self.desk.first_messages[agent_id]
            return _Text(Kind.AGENT, agent_id, FIRST_MESSAGE, text)
        return _Text(Kind.MODEL, self.model_id, PROMPT, form.text)

    def _put(self, here: _Text, text: str) -> None:
        """Put another text in place of one, to be undone like typing."""
        if here.kind is Kind.MODEL and self.desk.form is not None:
            self.area.replace_exact(text)
            self.desk.form.enter(PROMPT, text)
        elif field := self.side.greetings.field_of(here.record_id):
            field.replace_exact(text)
            self.desk.enter_greeting(here.record_id, text)

    # Moving

    def do_find(self, text: str = "") -> None:
        """Open the line to find in, below the prompt."""
        self.sides.go_to(self.area)
        self.sides.find_bar.open(self.area)
        if text:
            self.sides.find_bar.query_one("#find-words", Input).value = text

    def do_next_finding(self, _: str = "") -> None:
        """Go to the next thing that the checks have found."""
        agent_id = self._greeting_under_cursor()
        field = (agent_id and self.side.greetings.field_of(agent_id)) or self.area
        line, column = min(field.selection)
        agent = self.desk.names.get(agent_id, "")
        finding = self.side.checks.next_finding(agent, line + 1, column + 1)
        if finding is None:
            self.say("The checks have found nothing with a place in the text.")
        else:
            self._jump(finding.agent, finding.line, finding.column)
            where = f"{finding.agent}: " if finding.agent else ""
            self.say(f"{where}{finding.words}")

    @on(ChecksPane.Jump)
    def _jump_to(self, event: ChecksPane.Jump) -> None:
        event.stop()
        self._jump(event.agent, event.line, event.column)

    def _jump(self, agent: str, line: int, column: int) -> None:
        agent_id = next((i for i, name in self.desk.names.items() if name == agent), "")
        field = (agent_id and self.side.greetings.field_of(agent_id)) or self.area
        self.sides.go_to(field)
        field.go_to(line, column)

    def _greeting_under_cursor(self) -> str:
        """The agent whose first message has the cursor; else empty."""
        return next(
            (
                agent_id
                for agent_id in self.desk.greetings
                if self.side.greetings.field_of(agent_id) is self.focused
            ),
            "",
        )

    def do_turn_side(self, _: str = "") -> None:
        """Go from the prompt to what stands beside it, or back."""
        if self.focused is self.area:
            self.sides.action_step(1)
        else:
            self.sides.go_to(self.area)

    def to_top(self) -> None:
        """Go to the first line."""
        self.sides.go_to(self.area)
        self.area.go_to(1)

    def jumps(self) -> Sequence[Jump]:
        """The agents that use it."""
        model = self.model()
        return jumps_of_model(model, self.desk.agents) if model else ()

    # Taking the text elsewhere

    def do_copy_prompt(self, _: str = "") -> None:
        """Copy the prompt as it stands."""
        if self.desk.form is not None:
            self.app.copy_to_clipboard(self.desk.form.text)
            self.say(f"Copied: {len(self.desk.form.text):,} characters.")
