"""Every setting of one agent, edited and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.actions.action import Place
from console.actions.forms.agent_form import AgentForm
from console.actions.forms.field_spec import FIELDS
from console.actions.saving.changes import names_of
from console.actions.saving.parts import known_names, parts_of
from console.actions.saving.plan import Kind
from console.actions.saving.text_history import TEXTS
from console.api.records.agent import Agent
from console.archive.versions import Source
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.dialogs.unsaved import Leaving, before_leaving
from console.tui.navigation import Back, Destination, Go
from console.tui.saving.edit import Edit
from console.tui.saving.flow import Saving
from console.tui.screens.agents.acting import ActingOnAgents
from console.tui.screens.agents.following import FollowingForm, labels, names
from console.tui.screens.agents.jumps import jumps_of_agent
from console.tui.screens.agents.refusals import named_in
from console.tui.screens.versions import VersionsScreen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.actions.forms.field_entry import Entry
    from console.actions.forms.field_spec import Path
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.saving.edit import Outcome
    from console.tui.surroundings import Surroundings

_MODEL = next(spec for spec in FIELDS if spec.path == ("llm_id",))


class AgentScreen(ActingOnAgents, FollowingForm):
    """The form of one agent, with what can be done with what was entered."""

    def __init__(self, agent_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(agent_id, account, surroundings)
        self._restored: dict[Path, str] = {}

    @work(exit_on_error=False)
    async def do_save(self, _: str = "") -> None:
        """Save what was changed, if the person says so."""
        await self._save()

    async def _save(self) -> bool:
        """Save; true when nothing is left unsaved."""
        form = self.form
        if form is None or self.saving:
            return False
        if form.unsendable:
            await self.view.go_to(form.unsendable[0])
            self.say(f"Not saved: {labels(form.unsendable)} cannot be sent as it is.", trouble=True)
            return False
        if not form.changed:
            self.say("Nothing is changed.")
            return True
        self.saving = True
        try:
            sent = form.entries()
            edit = Edit(Kind.AGENT, form.opened, form.fields())
            saving = Saving(self.account, self.surroundings)
            outcome = await saving.save(
                self, [edit], source=self._source(form), names=self.view.names
            )
        finally:
            self.saving = False
        await self._take(form, edit, sent, outcome)
        return not form.changed

    async def _take(
        self, form: AgentForm, edit: Edit, sent: Mapping[Path, Entry], outcome: Outcome
    ) -> None:
        """Go on from what became of a save."""
        left = next(iter(outcome.left), None)
        words = outcome.words
        problems = outcome.problems.get(self.agent_id, ())
        if outcome.trouble and not problems:
            problems = named_in(words, form)
        record = outcome.saved.get(self.agent_id)
        if isinstance(record, Agent):
            self.there = record
            self._restored.clear()
            form.saved(record.raw, sent)
        elif left is not None and left != edit:
            form = self.form = AgentForm(left.opened, left.fields)
        self.keeper.changed()
        others = form.refuse(problems)
        await self.view.open(form)
        if problems and form.problems:
            refused = next(spec for spec in FIELDS if spec.path in form.problems)
            await self.view.go_to(refused)
        self.show_standing()
        if words or others:
            self.say(" ".join((words, *others)).strip(), trouble=outcome.trouble)

    def _source(self, form: AgentForm) -> Source:
        """Whether what is saved is an older version that was put back."""
        restored = any(
            form.entry(spec) == self._restored.get(spec.path, object()) for spec in form.changed
        )
        return Source.RESTORED if restored else Source.SAVED

    async def may_leave(self) -> bool:
        """Ask what becomes of unsaved changes, if there are any."""
        form = self.form
        if form is None or not form.changed:
            return True
        question = before_leaving(self.subject() or self.agent_id, names(form.changed))
        match await self.app.push_screen_wait(question):
            case Leaving.SAVE:
                return await self._save()
            case Leaving.KEEP:
                return await self.keeper.keep()
            case Leaving.DISCARD:
                return await self.keeper.drop()
            case _:
                return False

    def do_show_difference(self, _: str = "") -> None:
        """Show what is unsaved against what was opened."""
        form = self.form
        if form is None or not form.changed:
            self.say("Nothing is changed.")
        elif form.unsendable:
            self.say(f"{labels(form.unsendable)} cannot be sent as it is.", trouble=True)
        else:
            plan = self.account.editing.plan(Kind.AGENT, form.opened, form.fields(), form.opened)
            parts = parts_of([plan], known_names(self.account.session, self.view.names))
            title = f"Unsaved in {names_of([plan.now])}"
            self.app.push_screen(DifferenceDialog(title, parts, self.surroundings.glyphs))

    @work(exclusive=True, group="versions", exit_on_error=False)
    async def do_show_versions(self, _: str = "") -> None:
        """Show the versions of the text under the cursor, else of the first message."""
        form, here = self.form, self.view.at(self.focused)
        if form is None:
            return
        texts = [spec for spec in FIELDS if spec.name in TEXTS[Kind.AGENT]]
        spec = here if here in texts else texts[0]
        screen = VersionsScreen(
            self.account,
            self.surroundings,
            Kind.AGENT,
            self.agent_id,
            spec.name,
            str(form.entry(spec) or ""),
        )
        version = await self.app.push_screen_wait(screen)
        if version is not None and self.account.profile.read_only:
            self.say("Not put back: this profile is read-only.", trouble=True)
        elif version is not None:
            await self.view.go_to(spec)
            form.enter(spec, version.text)
            self._restored[spec.path] = version.text
            self.keeper.changed()
            await self.view.open(form)
            self.show_standing()
            self.say(f"Put back here, not saved yet: {self.key_of('save')} saves it.")

    def vanished(self, agent: Agent) -> None:  # noqa: ARG002 - there is only one
        """Leave the form of an agent that was just deleted, and what was entered with it."""
        self.form = None
        self._forget_and_go()

    @work(exit_on_error=False)
    async def _forget_and_go(self) -> None:
        await self.keeper.drop()
        self.post_message(Back())

    def jumps(self) -> Sequence[Jump]:
        """The ways to its prompt and to its calls."""
        agents = self.situation().agents
        return jumps_of_agent(agents[0], self.account.session) if agents else ()

    @work(exit_on_error=False)
    async def do_turn_to_groups(self, _: str = "") -> None:
        """Go from a field to the groups, or from there back to the field."""
        if not self.view.leave_fields():
            await self.view.return_to_fields()

    @work(exit_on_error=False)
    async def do_take_back(self, _: str = "") -> None:
        """Take back what was entered for the setting under the cursor."""
        spec = self.view.at(self.focused)
        if self.form is None or spec is None or not self.form.is_changed(spec):
            self.say("Nothing is changed under the cursor.")
            return
        self.form.reset(spec)
        self.keeper.changed()
        await self.view.open(self.form)
        await self.view.go_to(spec)
        self.show_standing()

    def do_open_its_prompt(self, _: str = "") -> None:
        """Go to the prompt of the model that is entered."""
        form = self.form
        model_id = form and form.entry(_MODEL)
        if isinstance(model_id, str) and model_id:
            self.post_message(Go(Destination(Place.PROMPT, model_id)))

    def to_top(self) -> None:
        """Go to the first setting."""
        self.run_worker(self.view.go_to(FIELDS[0]), exit_on_error=False)
