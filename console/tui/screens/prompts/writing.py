"""The screen that a prompt is written on: what stands where, and how it follows the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.widgets import Static, TextArea

from console.actions.action import Place, Situation
from console.actions.forms.given import given_of
from console.actions.forms.prompt_form import PROMPT
from console.actions.saving.parts import known_names
from console.actions.saving.plan import Kind
from console.api.errors import ApiError, Trouble
from console.api.records.model import Model
from console.tui.dialogs.unsaved import DraftFound, DraftQuestion
from console.tui.navigation import Back
from console.tui.screens.detail_screen import DetailScreen
from console.tui.screens.prompts.checks import ChecksPane
from console.tui.screens.prompts.desk import Desk
from console.tui.screens.prompts.greetings_pane import Greeting
from console.tui.screens.prompts.heading import facts_of, standing_of
from console.tui.screens.prompts.settings_pane import SettingsPane, show_problem
from console.tui.screens.prompts.side import TALL
from console.tui.screens.prompts.sides import Sides
from console.tui.screens.prompts.trying import TriedCall
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_GIVEN_EVERY = 10
"""Seconds after which it is looked up again which variables recent calls give."""


class WritingScreen(DetailScreen):
    """Shows one model and takes what is entered, which is kept as drafts.

    Attributes:
        model_id: which model it is.
        desk: what is entered.
        sides: the prompt and what stands beside it.
        area: the first of them.
        side: the other.
        saved_at: when it was last saved from here.
    """

    PLACE = Place.PROMPT
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012 - Textual's type

    def __init__(self, model_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self.model_id = model_id
        self.desk = Desk(
            model_id,
            account,
            surroundings,
            on_trouble=lambda words: self.say(f"The draft is not kept: {words}", trouble=True),
        )
        self.sides = Sides(account, surroundings)
        self.area = self.sides.area
        self.side = self.sides.side
        self.saved_at: datetime | None = None
        self._facts = Content(), Content()
        self._given: dict[str, str] = {}
        self._ticks = 0
        self._calls_changed = False
        self._stop_hearing: Sequence[Callable[[], None]] = ()

    def compose_body(self) -> ComposeResult:
        """The prompt and how it stands; beside it what belongs to it."""
        yield Line(id="editor-head")
        yield Static(id="editor-problem")
        yield self.sides
        yield Line(id="editor-summary")

    # What comes from the account

    def follow_account(self) -> None:
        """Show what is known at once, and read the model anew."""
        session = self.account.session
        self._stop_hearing = [
            session.models.on_change.add(self._hear),
            session.agents.on_change.add(self._hear_of_agents),
            session.numbers.on_change.add(self._hear_of_numbers),
            session.live.on_change.add(self._hear_of_calls),
        ]
        self.area.read_only = True
        self.area.focus()
        self._open()

    async def on_unmount(self) -> None:
        """Hear no more, and keep what is unsaved."""
        for stop in self._stop_hearing:
            stop()
        await self.desk.finish()

    def freshness(self) -> Freshness:
        """That of the models."""
        return self.account.session.models.freshness

    def subject(self) -> str:
        """The prompt's name, as the server has it."""
        model = self.model()
        return (model and model.name) or ""

    def situation(self) -> Situation:
        """The one model."""
        model = self.model()
        return Situation(models=(model,) if model else (), read_only=self.account.profile.read_only)

    def model(self) -> Model | None:
        """The model as it is known."""
        known = self.account.session.models.records.get(self.model_id)
        return known or (Model.read(self.desk.form.opened) if self.desk.form else None)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self) -> None:
        """Begin with drafts, or with what is known; then look at what the server has."""
        drafts = await self.desk.drafts()
        taken = {}
        if drafts:
            names = known_names(self.account.session)
            question = DraftQuestion([*drafts.values()], names, self.surroundings)
            answer = await self.app.push_screen_wait(question)
            if answer is None:
                self.post_message(Back())
                return
            if answer == DraftFound.DISCARD:
                await self.desk.forget(drafts)
            else:
                taken = drafts
        self.desk.begin(taken)
        await self._take_up_later_drafts()
        await self.show_all()
        await self.reread()

    async def reread(self) -> None:
        """Ask the server what it has now, and say where that is something else."""
        known = self.desk.form is not None
        try:
            model = await self.account.editing.reread(Kind.MODEL, self.model_id)
        except ApiError as error:
            if error.kind is Trouble.NOT_FOUND:
                self._lose()
            else:
                what = "Shown as it was read before" if known else "The prompt could not be read"
                self.say(f"{what}: {error.words}", trouble=True)
                self.show_standing()
            return
        if self.desk.meet(model.raw):
            await self.show_all()
            if known:
                self.say("Changed on the server since it was listed: this is its text of now.")
        self.show_standing()

    def _hear(self, change: Change) -> None:
        if self.model_id in change.removed:
            self.call_later(self._lose)
        elif self.model_id in (*change.added, *change.changed):
            self.call_later(self._meet)

    async def _meet(self) -> None:
        model = self.account.session.models.records.get(self.model_id)
        if model is not None and self.desk.meet(model.raw):
            await self.show_all()
            self.say("Changed on the server: this is its text of now.")
        self.show_standing()

    def _lose(self) -> None:
        """The server does not know it any more: keep its text."""
        self.desk.gone = True
        if self.desk.form is not None:
            self.desk.changed(self.model_id)
        self.show_standing()

    def _hear_of_agents(self, _: Change) -> None:
        self.call_later(self._meet_agents)

    def _hear_of_numbers(self, _: Change) -> None:
        self.call_later(self.show_standing)

    def _hear_of_calls(self, _: Change) -> None:
        self._calls_changed = True

    async def _meet_agents(self) -> None:
        if self.desk.form is not None:
            self.desk.meet_agents()
            await self._take_up_later_drafts()
            await self.side.greetings.show(self.desk.greetings)
            self._look_who_gives()
            self.show_standing()

    async def _take_up_later_drafts(self) -> None:
        """Go on with drafts of agents that were not known when the others were asked about.

        A question now would take the keys of somebody who types.
        """
        if drafts := await self.desk.drafts():
            self.desk.take_up(drafts)
            names = ", ".join(self.desk.names[each] for each in drafts if each in self.desk.names)
            self.say(f"Kept from before, and unsaved: the first message of {names}.")

    def tick(self) -> None:
        """There may be other calls now, and recent ones may give other variables."""
        if self._calls_changed:
            self._calls_changed = False
            self._look_for_facts()
            self._show_head()
        self._ticks += 1
        if self._ticks % _GIVEN_EVERY == 0:
            self._look_who_gives()

    def _look_who_gives(self) -> None:
        given = given_of(self.account.session, self.model_id)
        if given != self._given:
            self._given = given
            self.check()

    # What is drawn

    async def show_all(self) -> None:
        """Show everything that is entered."""
        form = self.desk.form
        if form is None:
            self.show_standing()
            return
        if self.area.read_only:
            self.area.load_exact(form.text)
            self.area.read_only = False
        elif self.area.exact != form.text:
            self.area.replace_exact(form.text)
        self._given = given_of(self.account.session, self.model_id)
        self.side.settings.show(form)
        await self.side.greetings.show(self.desk.greetings)
        self.show_standing()
        self.check()

    def show_standing(self) -> None:
        """Bring everything around the fields up to date."""
        form = self.desk.form
        self._look_for_facts()
        self._show_head()
        problem = form.problem(PROMPT) if form else ""
        show_problem(self.query_one("#editor-problem", Static), problem, self.surroundings.glyphs)
        self._show_summary()
        self.show_status()

    def _look_for_facts(self) -> None:
        self._facts = facts_of(
            self.model(), self.desk, self.account.session, self.surroundings.glyphs
        )

    def _show_head(self) -> None:
        """Its name and the facts; where there is no room for both, its name stands above."""
        line = self.query_one("#editor-head", Line)
        standing = standing_of(self.desk, self.saved_at, self.surroundings)
        name, facts = self._facts
        room = line.size.width - standing.cell_length
        line.show(name + facts if name.cell_length + facts.cell_length < room else facts, standing)

    def status(self) -> Content:
        """Where the keys lead from here."""
        if self.focused is self.area:
            words = "tab goes to checks, settings and first messages"
        else:
            words = "tab goes on, esc returns to the prompt"
        return Content.styled(f" {words}", "$muted")

    def _show_summary(self) -> None:
        """Checks and length in a line, where the pane that tells them is not in sight."""
        summary = self.query_one("#editor-summary", Line)
        summary.display = not self.side.display
        summary.show(Content.assemble(" ", self.side.checks.summary), Content())

    def on_resize(self) -> None:
        """There is another room for words now."""
        self.call_after_refresh(self.show_standing)

    def on_descendant_focus(self) -> None:
        """Another side is in front, perhaps."""
        self._show_summary()
        self.show_status()

    # What is entered

    @on(TextArea.Changed, "#prompt")
    def _type(self) -> None:
        form = self.desk.form
        if form is not None and not self.area.read_only:
            form.enter(PROMPT, self.area.exact)
            self.entered(self.model_id)

    @on(SettingsPane.Changed)
    def _set(self) -> None:
        self.entered(self.model_id)

    @on(Greeting.Changed)
    def _greet(self, event: Greeting.Changed) -> None:
        event.stop()
        self.desk.enter_greeting(event.agent_id, event.text)
        self.side.greetings.tell(self.desk.greetings)
        self.entered(event.agent_id)

    def entered(self, record_id: str) -> None:
        """Something of a record was entered: its draft, the checks and the head line follow."""
        self.desk.changed(record_id)
        self._show_head()
        self.check()

    def check(self) -> None:
        """Check what is entered, a moment after the last key."""
        form = self.desk.form
        if form is not None:
            names, messages = self.desk.names, self.desk.first_messages
            first = {names[agent_id]: text for agent_id, text in messages.items() if text}
            before = str(form.value_before(PROMPT) or "")
            self.side.checks.check(form.text, first, self._given, before)

    @on(ChecksPane.Done)
    def _take_checks(self) -> None:
        self.area.mark_variables(self.side.checks.unknown_variables)
        self._show_summary()

    @on(TriedCall.Said)
    def _tell(self, event: TriedCall.Said) -> None:
        self.say(event.words, trouble=event.trouble)
