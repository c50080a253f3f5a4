"""The list of figures: how each agent fares in a span of time, against its own last seven days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import MARKED_LISTS, Place, Situation
from console.actions.looking_back.performing import Performing
from console.history.progress import State
from console.insight.figures import USUAL
from console.insight.filters import Filter, parse
from console.insight.local_time import time_of_day
from console.tui.navigation import Among, Destination, Go, Jump
from console.tui.screens.agents.jumps import calls_of
from console.tui.screens.figures import words
from console.tui.screens.figures.columns import FigureColumns
from console.tui.screens.figures.filtering import FIGURES, filter_fields
from console.tui.screens.figures.page import Seen, figures_page, nothing_page
from console.tui.screens.figures.rows import ALL_ID, FareRow, rows_of
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.spanning import SPANS, Spanning, spans_line
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from console.actions.looking_back.performing import Fare
    from console.api.records.agent import Agent
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column

_ROOMY = 100
_BETWEEN = 2.0
"""Seconds at least from the end of adding up to the next time, unless somebody asks."""
_SHARE = 10
"""How many times as long as adding up has taken it rests afterwards."""
_MOST_NAMED = 20_000
"""So many calls are shown as they were counted; more by when they were ordered, with a filter."""
_AGAIN_AFTER = 60.0
"""Seconds after which calls have left the span by time alone."""


class FiguresScreen(Spanning, ListScreen):
    """One line for all agents and one for each; beside it the charts of the one under the cursor.

    Calls are read from the archive from the first visit on, and followed from there.
    """

    PLACE = Place.FIGURES
    PANE = "#charts"
    LANGUAGE = FIGURES
    AUTO_FOCUS = "#records"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "other_pane", "The pane", show=False)]

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self._performing = Performing(
            account.archive.calls, account.history.on_kept, surroundings.clock
        )
        self._filter: Filter = parse("", FIGURES)
        self._fares: Mapping[str, Fare] = {}
        self._shown = self.span_name
        self._partial = True
        self._rows: dict[str, FareRow] = {}
        self._stale = True
        self._adding_up = False
        self._added_up_at = float("-inf")
        self._rests = _BETWEEN
        columns = FigureColumns(surroundings.glyphs)
        self._columns = columns.wide()
        self.table: LiveTable[FareRow] = LiveTable(
            self._columns,
            narrow=Narrow(_ROOMY, columns.narrow()),
            order=lambda row: (not row.is_all, -row.now.calls, row.name.casefold(), row.id),
            empty=Content.styled("Adding up…", "$muted"),
            glyphs=surroundings.glyphs,
            marks=self.PLACE in MARKED_LISTS,
            id="records",
        )

    def compose_body(self) -> ComposeResult:
        """The list, and the charts beside or below it."""
        yield self.table
        yield Reader(glyphs=self.surroundings.glyphs, id="charts")

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to read, and to hear of what there is."""
        self._performing.calls.on_change.add(self._hear)
        self.account.history.on_change.add(self._hear)
        self.account.session.agents.on_change.add(self._hear)
        self._read()
        self.span_changed()

    @work(group="reading", exit_on_error=False)
    async def _read(self) -> None:
        await self._performing.run()

    def on_screen_resume(self) -> None:
        """Catch up, also with limits that were set elsewhere."""
        if self._fares:
            self.redraw()

    def _hear(self, _: object) -> None:
        self._stale = True
        self.call_later(self._catch_up)

    def freshness(self) -> Freshness:
        """How old the newest calls are."""
        return self.account.session.live.freshness

    def tick(self) -> None:
        """Add up again when time has gone by."""
        self._catch_up()
        self._show_figures()
        super().tick()

    def _catch_up(self) -> None:
        """Add up what has changed, in moderation, while anybody looks."""
        since = self.surroundings.clock.monotonic() - self._added_up_at
        due = since >= (self._rests if self._stale else max(self._rests, _AGAIN_AFTER))
        if due and self.is_current and not self._adding_up:
            self._add_up()

    def span_changed(self) -> None:
        """Read further back if need be, and show what there is of the span by now."""
        self._performing.reach(self.span)
        self._add_up()
        self._show_figures()

    @work(exclusive=True, group="adding up", exit_on_error=False)
    async def _add_up(self) -> None:
        self._stale, self._adding_up = False, True
        clock = self.surroundings.clock
        begun = clock.monotonic()
        try:
            now = self.account.server_now()
            name, partial = self.span_name, self._is_partial(now)
            self._fares = await self._performing.add_up(now=now, span=self.span)
            self._shown, self._partial = name, partial
        finally:
            self._adding_up = False
        self._added_up_at = clock.monotonic()
        self._rests = max(_BETWEEN, _SHARE * (self._added_up_at - begun))
        self.redraw()

    def _is_partial(self, now: datetime) -> bool:
        """Whether calls of the span are still to be kept, or to be added up."""
        kept = self.account.history.progress
        known = kept.since is not None and kept.since <= now - self.span
        whole = known or kept.state is State.COMPLETE
        return not (whole and self._performing.calls.covers(self.span))

    # What is drawn

    def redraw(self) -> None:
        """Show all rows again."""
        now, before = self.account.server_now(), self._rows
        since = self.account.history.progress.since
        whole = since is not None and since <= now - SPANS[self._shown] - USUAL
        agents = self.account.session.agents.records
        self._rows = rows_of(
            self._fares,
            agents,
            now=now,
            span=SPANS[self._shown],
            whole=whole and self._performing.calls.complete,
            limits=words.Limits.by(self.account.diagnoses.rules.slowness),
        )
        only = (
            {
                row_id
                for row_id, row in self._rows.items()
                if self._filter.matches(filter_fields(row))
            }
            if self._filter
            else None
        )
        changed = [row_id for row_id, row in self._rows.items() if before.get(row_id) != row]
        self.table.show(self._rows, only=only, changed=changed)
        self.table.empty = Content.assemble(
            ("Nothing fits. ", "bold"), ("esc shows all again.", "$muted")
        )
        self._show_figures()
        self._show_charts()
        self.show_status()
        self.redrawn()

    def _show_figures(self) -> None:
        roomy = self.size.width >= _ROOMY
        row = self._rows.get(ALL_ID)
        line = self.query_one("#figures", Line)
        if row is None:
            line.show(Content.styled(" Adding up…", "$muted"), self._spans())
            return
        parts = [
            Content.assemble(
                f"{row.now.calls:,}",
                (" calls", "$muted"),
                (" so far" if self._partial else "", "$warning"),
                (f" in {self._shown}", "$muted"),
            ),
            *(
                Content.assemble((f"{name} ", "$muted"), text)
                for name, text in (
                    ("answered", words.percent(row.now.answer_rate).text),
                    ("failed", words.failures(row.now).text),
                )
                if text
            ),
        ]
        if self._shown != self.span_name:
            parts.append(Content.styled(f"adding up {self.span_name}…", "$muted"))
        elif coverage := self._coverage(roomy=roomy):
            parts.append(Content.styled(coverage, "$muted"))
        gap = "   " if roomy else "  "
        line.show(Content(" ") + Content(gap).join(parts), self._spans())

    def _spans(self) -> Content:
        return spans_line(self.span_name, self.surroundings.glyphs)

    def _coverage(self, *, roomy: bool) -> str:
        """How much of the span and of the days before it is known, until all of it is."""
        calls = self._performing.calls
        if calls.trouble:
            return calls.trouble
        now = self.account.server_now()
        since = self.account.history.progress.since
        wanted = now - self.span - USUAL
        if calls.complete and since is not None and since <= wanted:
            return ""
        known = [moment for moment in (since, None if calls.complete else calls.read_to) if moment]
        if since is None or not known:
            return "reading back…" if roomy else "…"
        begin = max(known).astimezone(self.surroundings.zone)
        days = max((now - max(known)) / timedelta(days=1), 0.0)
        if roomy:
            whole = (now - wanted).days
            return f"known since {begin:%-d %b} {time_of_day(begin)}: {days:.1f} of {whole} days"
        return f"known: {days:.1f} d of {(now - wanted).days}"

    def _show_charts(self) -> None:
        pane = self.query_one("#charts", Reader)
        row = self.under
        if row is None:
            pane.show(nothing_page)
            return
        seen = Seen(row, self._shown, self.surroundings.glyphs, self.surroundings.zone)
        pane.show(lambda width: figures_page(seen, width))

    def chips(self) -> list[Content]:
        """How much of the list is left."""
        if not self._filter:
            return []
        return [Content.styled(f" {len(self.table.ids)} of {len(self._rows)}", "$muted")]

    # How it is narrowed and sorted

    @property
    def narrowing(self) -> tuple[str, str]:
        """The filter and the span."""
        return self._filter.text, self.span_name

    def narrow_again(self, narrowing: tuple[str, str]) -> None:
        """Narrow the list as it was."""
        text, span = narrowing
        self.narrow(text)
        self.take_span(span)

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self._filter.text

    def narrow(self, text: str) -> None:
        """Take another filter."""
        self._filter = parse(text, FIGURES)

    def values(self) -> Mapping[str, Sequence[str]]:
        """The names that there are."""
        return {"agent": [f'"{row.name}"' for row in self._rows.values() if not row.is_all]}

    def sortable(self) -> Sequence[tuple[str, Column[FareRow]]]:
        """Every column, each with a letter."""
        return list(zip("acwflmptno", self._columns, strict=True))

    # What the operator does

    @property
    def under(self) -> FareRow | None:
        """The row under the cursor."""
        return self._rows.get(self.table.cursor_id or "")

    def _agent(self) -> Agent | None:
        row = self.under
        return self.account.session.agents.records.get(row.id) if row else None

    def situation(self) -> Situation:
        """The agent under the cursor."""
        agent = self._agent()
        return Situation(
            agents=(agent,) if agent else (),
            rows=1 if self.under else 0,
            read_only=self.account.profile.read_only,
        )

    def jumps(self) -> Sequence[Jump]:
        """The agent under the cursor."""
        agent = self._agent()
        if agent is None:
            return ()
        return (Jump("A", "The agent", agent.name or agent.id, Destination(Place.AGENT, agent.id)),)

    def do_show_calls_of_row(self, _: str = "") -> None:
        """Go to the calls of the row in the history."""
        row, agent = self.under, self._agent()
        if row is None:
            return
        if 0 < len(row.fare.call_ids) <= _MOST_NAMED:
            by_now = " so far" if self._partial else ""
            among = Among(f"{row.name}, ended in the last {self._shown}{by_now}", row.fare.call_ids)
            self.post_message(Go(Destination(Place.HISTORY, among=among)))
            return
        since = f"since:{self.span_name.replace(' ', '')}"
        if agent is not None:
            others = self.account.session.agents.records.values()
            since = f"{calls_of(agent, others).filter} {since}"
        elif not row.is_all:
            since = f"agent:{row.id} {since}"
        self.post_message(Go(Destination(Place.HISTORY, filter=since)))

    def do_toggle_pane(self, _: str = "") -> None:
        """Hide or show the charts."""
        self.table.focus()
        self.query_one("#body").toggle_class("-list-only")

    def to_top(self) -> None:
        """Go to the first line of the list, or of the charts if they have the keys."""
        if self.focused is self.table:
            super().to_top()
        else:
            self.query_one("#charts", Reader).action_scroll_to_top()

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self.query_one("#charts", Reader).action_scroll_to_top()
        self._show_charts()
        self.show_status()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("show_calls_of_row")
