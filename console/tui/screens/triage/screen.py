"""The triage: why calls fail, and what else is wrong with them, grouped by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place, Situation
from console.insight.filters import Filter, parse
from console.insight.spans import moment_words
from console.tui.dialogs.menu import Choice
from console.tui.navigation import Destination, Jump
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.spanning import Spanning, spans_line
from console.tui.screens.triage.columns import GroupColumns
from console.tui.screens.triage.coverage import coverage, doubt, empty_state
from console.tui.screens.triage.figures import figures_of
from console.tui.screens.triage.filtering import GROUPS, filter_fields
from console.tui.screens.triage.glance import Glance, glance_page, is_tall, nothing_page
from console.tui.screens.triage.group_calls import GroupCalls
from console.tui.screens.triage.judging import Judging
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from console.insight.triage import Group, Triage
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column

_WIDE = 120
_ROOMY = 90
_AGAIN_EVERY = 15
"""Ticks after which the groups are told anew though nothing was heard: time goes on."""


class TriageScreen(Judging, GroupCalls, Spanning, ListScreen):
    """One line for each group, failures first, and the one under the cursor whole beside it."""

    PLACE = Place.TRIAGE
    PANE = "#glance"
    LANGUAGE = GROUPS
    AUTO_FOCUS = "#groups"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    OWN_ORDER = Choice("", "0", "By kind", "failures first, the most frequent on top")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "The pane", show=False)]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self._filter: Filter = parse("", GROUPS)
        self._found: Triage | None = None
        self.groups: dict[str, Group] = {}
        self.last_read = {}
        self.shown = self.span_name
        self._counted = False
        self._handed_on: tuple[str, str] | None = None
        self._wanted = self._grouping = False
        self._ticks = 0
        self._columns = GroupColumns(account.server_now, surroundings.glyphs)
        self.table: LiveTable[Group] = LiveTable(
            self._columns.wide(),
            narrow=Narrow(_ROOMY, self._columns.narrow()),
            empty=empty_state(None, self.span_name, filtered=False),
            glyphs=surroundings.glyphs,
            flashes=False,
            marks=False,
            id="groups",
        )

    def compose_body(self) -> ComposeResult:
        """The groups, and the one under the cursor."""
        yield self.table
        yield Reader(glyphs=self.surroundings.glyphs, id="glance")

    # What comes from the account

    def follow_account(self) -> None:
        """Have the calls of the span looked over, and begin to hear of them."""
        self.account.diagnoses.on_change.add(self._hear)
        self.span_changed()

    def freshness(self) -> Freshness:
        """How old what is known of the live calls is."""
        return self.account.session.live.freshness

    def on_screen_resume(self) -> None:
        """Catch up; a person may have explained a reason meanwhile."""
        self._load_catalogue()
        self._look()

    def tick(self) -> None:
        """How long ago everything was; and what only time has changed."""
        super().tick()
        self._ticks += 1
        if self._ticks % _AGAIN_EVERY == 0:
            self._load_catalogue()
            self._look()
        self._show_figures()
        self._show_glance()

    @work(exclusive=True, group="catalogue", exit_on_error=False)
    async def _load_catalogue(self) -> None:
        await self.account.diagnoses.load_catalogue()

    def _hear(self, _: None) -> None:
        if self.is_current:
            self.call_later(self._look)

    def _look(self) -> None:
        """Group the calls anew; where that is going on already, once more after it."""
        self._wanted = True
        if not self._grouping:
            self._group()

    @work(exit_on_error=False)
    async def _group(self) -> None:
        self._grouping = True
        try:
            while self._wanted:
                self._wanted = False
                name, known_since = self.span_name, self.account.history.progress.since
                counted = self.account.diagnoses.counted(self.span)
                found = await self.account.diagnoses.triage(
                    self.span, carriers=self._carriers(), known_since=known_since
                )
                if name == self.span_name:
                    under, another = self.table.cursor_id, name != self.shown
                    self._found, self.shown, self._counted = found, name, counted
                    self._show()
                    if another and not self.table.untouched:
                        self._give_back_the_cursor(under)
        finally:
            self._grouping = False

    def _carriers(self) -> Mapping[str, str]:
        numbers = self.account.session.numbers.records.values()
        return {
            each.phone_number: each.provider
            for each in numbers
            if each.phone_number and each.provider
        }

    def span_changed(self) -> None:
        """Have the calls of the span looked over; until then what was found of the other stays."""
        self.account.diagnoses.reach(self.span)
        self._look()
        self._show()

    @property
    def doubt(self) -> str:
        """Why the groups may yet change by more than new calls; empty when they may not."""
        if self.shown != self.span_name:
            return f"counting {self.span_name}"
        begins = self.account.server_now() - self.span
        account = self.account
        return doubt(
            account.diagnoses.reading,
            account.history.progress,
            counted=self._counted and account.diagnoses.counted(self.span),
            begins=begins,
        )

    # What is drawn

    def redraw(self) -> None:
        """Show the groups again."""
        self._show()
        self.redrawn()

    def _show(self) -> None:
        groups = {group.key: group for group in self._found.groups} if self._found else {}
        changed = [key for key, group in groups.items() if self.groups.get(key) != group]
        self.groups = groups
        self.table.show(groups, only=self._fitting(), changed=changed)
        filtered = bool(self._filter and groups)
        self.table.empty = empty_state(self._found, self.shown, filtered=filtered, doubt=self.doubt)
        if self.table.untouched:
            self.table.action_cursor_top()
        self._show_figures()
        self._show_glance()
        self.show_status()

    def _give_back_the_cursor(self, under: str | None) -> None:
        """To the group that another span did not have, if its neighbour still has the cursor."""
        now = self.table.cursor_id
        lost, neighbour = self._handed_on or ("", "")
        if under is None or now is None:
            return
        if under != neighbour:
            lost = under if now != under else ""
        if lost and self.table.move_to(lost):
            lost = ""
        self._handed_on = (lost, self.table.cursor_id or "") if lost else None

    def _fitting(self) -> set[str] | None:
        if not self._filter:
            return None
        return {
            key
            for key, group in self.groups.items()
            if self._filter.matches(filter_fields(group, self._agent_name))
        }

    def _show_figures(self) -> None:
        glyphs, found = self.surroundings.glyphs, self._found
        roomy = self.size.width >= _ROOMY
        line = Content()
        if found:
            line = figures_of(found, self.shown, glyphs, roomy=roomy, doubt=self.doubt)
        self.query_one("#figures", Line).show(line, spans_line(self.span_name, glyphs))

    def _show_glance(self) -> None:
        pane = self.query_one("#glance", Reader)
        if not pane.display:
            return
        group = self.under
        if group is None:
            pane.show(nothing_page)
            return
        glyphs = self.surroundings.glyphs
        seen = Glance(
            group,
            self.shown,
            self.account.server_now(),
            self._moment,
            self._agent_name,
            tall=is_tall(pane.size.height),
        )
        pane.show(lambda width: glance_page(seen, glyphs, width))

    def _agent_name(self, agent_id: str) -> str:
        agent = self.account.session.agents.records.get(agent_id)
        return (agent and agent.name) or agent_id

    def _moment(self, moment: datetime) -> str:
        return moment_words(moment, self.account.server_now(), self.surroundings.zone)

    # How it is narrowed

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self._filter.text

    def narrow(self, text: str) -> None:
        """Take another filter."""
        self._filter = parse(text, GROUPS)

    @property
    def narrowing(self) -> tuple[str, str]:
        """The filter and the span."""
        return self._filter.text, self.span_name

    def narrow_again(self, narrowing: tuple[str, str]) -> None:
        """Narrow the list as it was."""
        text, span = narrowing
        self.narrow(text)
        self.take_span(span)

    def values(self) -> Mapping[str, Sequence[str]]:
        """What the groups that are there have."""
        groups = self.groups.values()
        rows = [group.row for group in groups if group.row]
        return {
            "reason": sorted({f'"{group.words}"' for group in groups}),
            "kind": sorted({f'"{group.kind.value}"' for group in groups}),
            "fault": sorted({f'"{row.fault.words}"' for row in rows}),
            "redial": sorted({row.redial.value for row in rows}),
            "agent": sorted(
                {f'"{self._agent_name(each)}"' for group in groups for each in group.agents}
            ),
            "number": sorted({each for group in groups for each in group.numbers}),
            "carrier": sorted({each for group in groups for each in group.carriers}),
            "country": sorted({f'"{each}"' for group in groups for each in group.countries}),
        }

    def sortable(self) -> Sequence[tuple[str, Column[Group]]]:
        """Every column that has an order."""
        letters = {"count": "c", "trend": "t", "reason": "r", "fault": "f", "last": "l"}
        return [
            (letters.get(column.key, "d"), column)
            for column in self._columns.wide()
            if column.sort is not None
        ]

    def chips(self) -> list[Content]:
        """How much of the list is left, and how far the calls are known."""
        chips: list[Content] = []
        if self._filter:
            chips.append(Content.styled(f" {len(self.table.ids)} of {len(self.groups)}", "$muted"))
        known = coverage(
            self.account.diagnoses.reading,
            self.account.history.progress,
            begins=self.account.server_now() - 2 * self.span,
            middle=self.account.server_now() - self.span,
            moment=self._moment,
        )
        if known:
            chips.append(Content.styled(f" {known}", "$muted"))
        if trouble := self.account.diagnoses.catalogue_trouble:
            chips.append(Content.styled(f" {trouble}", "$warning"))
        return chips

    # What the operator does

    @property
    def under(self) -> Group | None:
        """The group under the cursor."""
        return self.groups.get(self.table.cursor_id or "")

    def situation(self) -> Situation:
        """The group under the cursor."""
        return Situation(rows=int(self.under is not None), read_only=self.account.profile.read_only)

    def jumps(self) -> Sequence[Jump]:
        """The agent and the number that the group touches most."""
        return tuple(self._jumps())

    def _jumps(self) -> Iterator[Jump]:
        group = self.under
        if group is None:
            return
        for agent_id, count in group.agents.most_common(1):
            to_agent = Destination(Place.AGENT, agent_id)
            yield Jump("A", "The agent", f"{self._agent_name(agent_id)}, {count:,} calls", to_agent)
        numbers = self.account.session.numbers.records.values()
        ids = {number.phone_number: number.id for number in numbers}
        for number, count in group.numbers.most_common(1):
            if number in ids:
                to_number = Destination(Place.NUMBER, ids[number])
                yield Jump("N", "Our number", f"{number}, {count:,} calls", to_number)

    def to_top(self) -> None:
        """Go to the first line of the list, or of the pane if that has the keys."""
        if self.focused is self.table:
            super().to_top()
        else:
            self.query_one("#glance", Reader).action_scroll_to_top()

    def do_look_again(self, _: str = "") -> None:
        """Ask the platform at once, and take over what a person has explained meanwhile."""
        self._load_catalogue()
        self.app.do_look_again()

    def do_toggle_pane(self, _: str = "") -> None:
        """Hide or show the pane."""
        self.table.focus()
        self.query_one("#body").toggle_class("-list-only")

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self.query_one("#glance", Reader).action_scroll_to_top()
        self._show_glance()
        self.show_status()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("show_calls_of_group")

    def on_resize(self) -> None:
        """There may be room for more now."""
        self._show_figures()
        self._show_glance()
