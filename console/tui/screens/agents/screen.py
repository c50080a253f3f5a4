"""The list of agents: how each fares, how it is made, and all that is done with whole agents."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.forms.drafting import moment_words
from console.actions.saving.plan import Kind
from console.api.errors import ApiError
from console.api.records.agent import Agent
from console.archive.errors import ArchiveError
from console.live.changes import Change
from console.tui.drafts_left import jump_to, of_the_gone
from console.tui.navigation import Destination, Go
from console.tui.nothing_yet import NothingYet
from console.tui.screens.agents.acting import ActingOnAgents
from console.tui.screens.agents.columns import (
    AgentColumns,
    by_name,
    language_of,
)
from console.tui.screens.agents.facts import AgentFacts
from console.tui.screens.agents.figures import figures_of
from console.tui.screens.agents.filtering import AGENTS, filter_fields
from console.tui.screens.agents.glance import Glance, glance_page, last_calls, nothing_page
from console.tui.screens.agents.jumps import calls_of, jumps_of_agent
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.view import BoardView
from console.tui.screens.day_figures import day_words
from console.tui.screens.directory_screen import DirectoryScreen
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult

    from console.archive.drafts import Draft
    from console.opened import OpenAccount
    from console.tui.navigation import Jump
    from console.tui.surroundings import Surroundings

_ROOMY = 100


class AgentsScreen(ActingOnAgents, Acting, DirectoryScreen[Agent]):
    """One line for each, and the one under the cursor whole beside it."""

    PLACE = Place.AGENTS
    PANE = "#glance"
    LANGUAGE = AGENTS
    AUTO_FOCUS = "#records"
    NONE_YET = NothingYet("No agents yet.", (("create_agent", "creates one; a name is enough"),))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "The pane", show=False)]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        self._facts = AgentFacts(account.session)
        self._touched: set[str] = set()
        columns = AgentColumns(self._facts, surroundings.glyphs)
        super().__init__(
            account,
            surroundings,
            account.session.agents,
            wide=columns.wide(),
            narrow=columns.narrow(),
            order=by_name,
        )
        self.view = BoardView.of(account)

    def compose_body(self) -> ComposeResult:
        """The list, and the pane where there is room for it."""
        yield self.table
        yield Reader(glyphs=self.surroundings.glyphs, id="glance")

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of everything that the list shows."""
        session = self.account.session
        session.live.on_change.add(self._hear_of_calls)
        session.models.on_change.add(self._hear_of_the_rest)
        session.numbers.on_change.add(self._hear_of_the_rest)
        session.day.on_change.add(self._hear_of_the_rest)
        session.day.attend()
        self._count_live(Change(added=tuple(session.board.rows)))
        super().follow_account()

    @work(exclusive=True, group="drafts", exit_on_error=False)
    async def _read_drafts(self) -> None:
        """Look which changes are kept unsaved."""
        try:
            self._facts.drafts = await self.account.archive.drafts.all()
        except ArchiveError as error:
            self.say(str(error), trouble=True)
        else:
            self._touch(self.account.session.agents.records)

    @work(exclusive=True, group="voices", exit_on_error=False)
    async def _read_voices(self) -> None:
        """Learn what the voices are called, once; without an answer their ids are shown."""
        if self._facts.voices:
            return
        with suppress(ApiError):
            voices = await self.account.session.client.voices.list()
            names = {voice.provider_voice_id or "": voice.name for voice in voices}
            self._facts.voices = {voice_id: name for voice_id, name in names.items() if name}
            self._touch(self.account.session.agents.records)

    def on_screen_resume(self) -> None:
        """Catch up, also with the drafts that forms have left."""
        self._read_drafts()
        self._read_voices()

    def _hear_of_calls(self, change: Change) -> None:
        if touched := self._count_live(change):
            self._touch(touched)

    def _count_live(self, change: Change) -> set[str]:
        rows = self.account.session.board.rows
        return self._facts.live.update(rows, change, self.account.server_now())

    def _hear_of_the_rest(self, _: object) -> None:
        self._touch(self.account.session.agents.records)

    def _touch(self, agent_ids: Iterable[str]) -> None:
        """Show agents again at the next frame, or when somebody comes back to the list."""
        if not self._touched and self.is_current:
            self.call_later(self._show_touched)
        self._touched.update(agent_ids)

    def _show_touched(self) -> None:
        touched, self._touched = self._touched, set()
        self._facts.sort_numbers()
        self.redraw_rows(touched)

    def tick(self) -> None:
        """What has happened while another screen was in front, and the pane's clocks."""
        if self._touched:
            self._show_touched()
        super().tick()
        self._show_figures()
        self._show_glance()

    # What is drawn

    def redraw_rows(self, ids: Iterable[str]) -> None:
        """Show records again, and what adds them up."""
        super().redraw_rows(ids)
        self._show_figures()
        self._show_glance()

    def fields(self, record: Agent) -> Mapping[str, str]:
        """What the filter can ask of an agent."""
        return filter_fields(record, self._facts)

    def values(self) -> Mapping[str, Sequence[str]]:
        """Names, models, languages and numbers that there are."""
        agents = list(self.account.session.agents.records.values())
        models = (self._facts.model(agent) for agent in agents)
        numbers = self.account.session.numbers.records.values()
        return {
            "name": [f'"{agent.name}"' for agent in agents if agent.name],
            "model": sorted({f'"{model.name}"' for model in models if model and model.name}),
            "language": sorted({language_of(agent) for agent in agents} - {""}),
            "draft": ("yes", "no"),
            "number": [number.phone_number for number in numbers if number.phone_number],
        }

    def _show_figures(self) -> None:
        session, glyphs = self.account.session, self.surroundings.glyphs
        agents = session.agents.records
        if not agents:
            self.query_one("#figures", Line).show(Content())
            return
        line = figures_of(
            len(agents),
            self._facts.live.total,
            session.day.of_agents(agents),
            glyphs,
            drafts=sum(agent_id in self._facts.drafts for agent_id in agents),
            lost=len(self._lost_drafts()),
            roomy=self.size.width >= _ROOMY,
        )
        since = self._since()
        note = Content.styled(f"{since} ", "$muted") if since else None
        self.query_one("#figures", Line).show(line, note)

    def _lost_drafts(self) -> Mapping[str, Draft]:
        """The drafts of agents that are deleted, as far as that is certain."""
        agents = self.account.session.agents
        if agents.freshness.last_good is None:
            return {}
        return of_the_gone(self._facts.drafts, Kind.AGENT, agents.records)

    def _since(self) -> str:
        """How far the last 24 hours are known, until all of them are."""
        return day_words(self.account.session.day, self.account.server_now())

    def _show_glance(self) -> None:
        pane = self.query_one("#glance", Reader)
        if not pane.display:
            return
        agent = self.account.session.agents.records.get(self.table.cursor_id or "")
        if agent is None:
            pane.show(nothing_page)
            return
        glance, glyphs = self._glance(agent), self.surroundings.glyphs
        pane.show(lambda width: glance_page(glance, glyphs, width))

    def _glance(self, agent: Agent) -> Glance:
        facts, rows = self._facts, self.account.session.board.rows.values()
        return Glance(
            agent,
            facts.model(agent),
            facts.voice(agent),
            facts.sharing(agent),
            facts.answered(agent),
            facts.backed(agent),
            facts.live[agent.id],
            facts.day(agent),
            self._since(),
            self._draft_words(agent),
            last_calls(agent.id, rows, self.view, self.surroundings.glyphs),
        )

    def _draft_words(self, agent: Agent) -> str:
        draft = self._facts.drafts.get(agent.id)
        clock, zone = self.surroundings.clock, self.surroundings.zone
        return moment_words(draft.at, clock.now(), zone) if draft else ""

    # What the operator does

    def situation(self) -> Situation:
        """The marked agents, else the one under the cursor."""
        chosen = self.chosen
        return Situation(
            agents=chosen,
            rows=len(chosen),
            marked=bool(self.table.marked),
            read_only=self.account.profile.read_only,
        )

    def jumps(self) -> Sequence[Jump]:
        """What belongs to the agent under the cursor, and the draft of one that is gone."""
        agent = self.account.session.agents.records.get(self.table.cursor_id or "")
        its_own = jumps_of_agent(agent, self.account.session) if agent else ()
        return (*its_own, *jump_to(self._lost_drafts(), Place.AGENT))

    def to_top(self) -> None:
        """Go to the first line of the list, or of the pane if that has the keys."""
        if self.focused is self.table:
            super().to_top()
        else:
            self.query_one("#glance", Reader).action_scroll_to_top()

    def do_toggle_reading(self, _: str = "") -> None:
        """Hide or show the pane beside the list."""
        self.table.focus()
        self.query_one("#body").toggle_class("-list-only")

    def do_open_agent(self, _: str = "") -> None:
        """Go to every setting of the agent."""
        self.post_message(Go(Destination(Place.AGENT, self.situation().agents[0].id)))

    def do_open_prompt_of_agent(self, _: str = "") -> None:
        """Go to the editor of its model."""
        model_id = self.situation().agents[0].llm_id or ""
        self.post_message(Go(Destination(Place.PROMPT, model_id)))

    def do_show_calls_of_agent(self, _: str = "") -> None:
        """Go to the board with its calls alone."""
        agent = self.situation().agents[0]
        self.post_message(Go(calls_of(agent, self.account.session.agents.records.values())))

    def follow(self, call_id: str) -> None:
        """Go to a call that was just started; escape comes back."""
        self.post_message(Go(Destination(Place.CALLS, call_id)))

    def appeared(self, agent_id: str) -> None:
        """Put the cursor on an agent that was just made, and open its form."""
        self.table.move_to(agent_id)
        super().appeared(agent_id)

    def vanished(self, agent: Agent) -> None:
        """Leave no mark on it."""
        self.table.mark(self.table.marked - {agent.id})

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self.query_one("#glance", Reader).action_scroll_to_top()
        self._show_glance()
        self.show_status()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("open_agent")

    def on_resize(self) -> None:
        """There may be room for the pane now."""
        self._show_glance()
