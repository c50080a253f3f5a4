"""The form of an agent as it follows the agent: what is known, a draft, what changes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.forms.agent_form import AgentForm, changed_between
from console.actions.forms.labels import called
from console.actions.saving.parts import known_names
from console.actions.saving.plan import Kind
from console.api.errors import ApiError, Trouble
from console.api.records.agent import Agent
from console.insight.local_time import time_of_day
from console.tui.dialogs.unsaved import DraftFound, DraftQuestion
from console.tui.draft_keeper import Changes, DraftKeeper
from console.tui.navigation import Back
from console.tui.screens.agents.form_view import FormView
from console.tui.screens.detail_screen import DetailScreen
from console.tui.widgets.form.field_row import FieldRow
from console.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from console.actions.forms.field_spec import FieldSpec
    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings

_NAMED = 3
_MARGINS = 3


class FollowingForm(DetailScreen):
    """Shows one agent and takes what is entered, which is kept as a draft.

    Attributes:
        agent_id: which agent it is.
        form: what is entered; `None` until the agent is known.
        view: the fields.
        keeper: of the draft.
        there: the agent as the server has it, as far as it was read.
        saving: whether a save is under way, which reads for itself.
    """

    PLACE = Place.AGENT
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "step(1)", "Next field", show=False),
        Binding("shift+tab,up", "step(-1)", "Previous field", show=False),
        Binding("pagedown", "turn(1)", "Next group", show=False),
        Binding("pageup", "turn(-1)", "Previous group", show=False),
    ]

    def __init__(self, agent_id: str, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self.agent_id = agent_id
        self.form: AgentForm | None = None
        self.there: Agent | None = None
        self._gone = False
        self.saving = False
        self._stop_hearing: Sequence[Callable[[], None]] = ()
        self._heading = Line(id="agent-heading")
        self.view = FormView(
            account.session,
            surroundings.glyphs,
            lambda words: self.say(words, trouble=True),
            read_only=account.profile.read_only,
            id="agent-form",
        )
        self.keeper = DraftKeeper(
            account.archive.drafts,
            Kind.AGENT,
            agent_id,
            surroundings.clock,
            self._changes,
            on_trouble=lambda words: self.say(f"The draft is not kept: {words}", trouble=True),
        )

    def compose_body(self) -> ComposeResult:
        """The agent and how it stands, and its settings."""
        yield self._heading
        yield self.view

    # What comes from the account

    def follow_account(self) -> None:
        """Show what is known at once, and read the agent anew."""
        session = self.account.session
        self._stop_hearing = [
            session.agents.on_change.add(self._hear),
            session.models.on_change.add(self._hear_names),
            session.credentials.on_change.add(self._hear_names),
        ]
        self.view.say_instead(Content.styled("Reading the agent…", "$muted"))
        self._open()

    async def on_unmount(self) -> None:
        """Hear no more, and keep what is unsaved."""
        for stop in self._stop_hearing:
            stop()
        await self.keeper.finish()

    def freshness(self) -> Freshness:
        """That of the agents."""
        return self.account.session.agents.freshness

    def subject(self) -> str:
        """The agent's name, as the server has it."""
        agent = self._agent()
        return (agent and agent.name) or ""

    def situation(self) -> Situation:
        """The one agent."""
        agent = self._agent()
        return Situation(agents=(agent,) if agent else (), read_only=self.account.profile.read_only)

    def _agent(self) -> Agent | None:
        return self.there or self.account.session.agents.records.get(self.agent_id)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self) -> None:
        """Begin with a draft, or with what is known; then look at what the server has."""
        if draft := await self.keeper.found():
            names = known_names(self.account.session)
            question = DraftQuestion([draft], names, self.surroundings)
            answer = await self.app.push_screen_wait(question)
            if answer is None:
                self.post_message(Back())
                return
            if answer == DraftFound.DISCARD:
                await self.keeper.drop()
            else:
                await self._begin(AgentForm(draft.base_raw, draft.edited))
        known = self.account.session.agents.records.get(self.agent_id)
        if self.form is None and known is not None:
            await self._begin(AgentForm(known.raw))
        try:
            agent = await self.account.editing.reread(Kind.AGENT, self.agent_id)
        except ApiError as error:
            self._could_not_read(error)
        else:
            if isinstance(agent, Agent):
                await self._meet(agent)

    async def _begin(self, form: AgentForm) -> None:
        self.form = form
        await self.view.open(form)
        self.show_standing()

    def _could_not_read(self, error: ApiError) -> None:
        gone = error.kind is Trouble.NOT_FOUND
        if self.form is not None:
            self._gone = gone
            self.show_standing()
            self.say(f"Shown as it was read before: {error.words}", trouble=True)
            return
        what = "There is no such agent any more." if gone else "The agent could not be read."
        words = "" if gone else f"{error.words} "
        hint = f"esc goes back; {self.key_of('look_again')} reads again."
        self.view.say_instead(Content.assemble((f"{what} ", "bold"), words, (hint, "$muted")))

    async def _meet(self, agent: Agent) -> None:
        """Take in what the server has: at once while nothing is changed here, else say so."""
        form = self.form
        if form is None:
            self.there = agent
            await self._begin(AgentForm(agent.raw))
        elif not self.saving and not _older(agent, self.there):
            self.there = agent
            if not form.entries():
                different = changed_between(form.opened, agent.raw)
                form.saved(agent.raw, {})
                if different:
                    await self.view.open(form)
                    self.say(f"Changed on the server: {labels(different)}.")
            self.show_standing()

    def _hear(self, change: Change) -> None:
        if self.agent_id in change.removed:
            self._gone = True
            self.call_later(self.show_standing)
        elif self.agent_id in (*change.added, *change.changed):
            self._gone = False
            self.call_later(self._meet, self.account.session.agents.records[self.agent_id])

    def _hear_names(self, _: Change) -> None:
        self.call_later(self.view.redraw_names)

    # What is drawn

    def status(self) -> Content:
        """What the field under the cursor is for."""
        room = self.size.width - _MARGINS
        take_back = self.key_of("take_back")
        return Content.assemble(" ", self.view.about(self.focused, room, take_back=take_back))

    def on_descendant_focus(self) -> None:
        """Another field is under the cursor."""
        self.show_status()

    def show_standing(self) -> None:
        """Bring everything around the fields up to date."""
        if self.form is not None:
            self.view.count()
            self._heading.show(self._standing(self.form), self._server_words(self.form))
            self.show_status()

    def _standing(self, form: AgentForm) -> Content:
        glyphs = self.surroundings.glyphs
        changed, problems = len(form.changed), len(form.problems)
        parts: list[Content] = []
        if changed:
            words = f"{glyphs.profile} {_count(changed, 'unsaved change')}"
            parts.append(Content.styled(words, "$accent"))
        else:
            parts.append(Content.styled("nothing unsaved", "$muted"))
        if problems:
            words = f"{glyphs.warning} {_count(problems, 'problem')}"
            parts.append(Content.styled(words, "$warning"))
        return Content.assemble(" ", Content("   ").join(parts))

    def _server_words(self, form: AgentForm) -> Content:
        if self._gone:
            return Content.styled("deleted on the server; what you entered stays here ", "$error")
        different = form.overtaken(self.there.raw) if self.there else ()
        if not different or self.there is None:
            return Content()
        at = _at(self.there, self.surroundings)
        if self.has_class("-wide"):
            words = f"changed on the server{at}: {labels(different)}; saving will compare "
        else:
            words = f"server changed{at}; saving compares "
        return Content.styled(words, "$warning")

    def do_go_back(self, _: str = "") -> None:
        """Return from a field to the groups; from there leave the form."""
        if not self.view.leave_fields():
            super().do_go_back()

    # What is entered

    @on(FieldRow.Changed)
    def _enter(self, event: FieldRow.Changed) -> None:
        if self.form is not None:
            self.form.enter(event.spec, event.entry)
            self.keeper.changed()
            self.view.tell(event.spec)
            self.show_standing()

    def _changes(self) -> Changes:
        """What the draft is made of."""
        return (self.form.opened, self.form.draft()) if self.form else ({}, {})

    async def action_step(self, way: int) -> None:
        """Go to the next field or the one before."""
        await self.view.step(way)

    async def action_turn(self, way: int) -> None:
        """Go to the next group or the one before."""
        await self.view.turn(way)


def _older(one: Agent, other: Agent | None) -> bool:
    """Whether a reading is from before another, as far as their times say."""
    at, before = one.updated_at, other and other.updated_at
    return at is not None and before is not None and at < before


def _at(agent: Agent, surroundings: Surroundings) -> str:
    """When an agent was changed, as far as it says: " at 14:05"."""
    moment = agent.updated_at
    if moment is None:
        return ""
    local = moment.astimezone(surroundings.zone)
    today = surroundings.clock.now().astimezone(surroundings.zone).date()
    day = "at" if local.date() == today else f"on {local:%Y-%m-%d}"
    return f" {day} {time_of_day(local)}"


def names(specs: Sequence[FieldSpec]) -> list[str]:
    """The settings as they are called; with their group where two are called the same."""
    return [called(spec) for spec in specs]


def labels(specs: Sequence[FieldSpec]) -> str:
    """The first of them in one line."""
    more = f" and {len(specs) - _NAMED} more" if len(specs) > _NAMED else ""
    return ", ".join(names(specs)[:_NAMED]) + more


def _count(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
