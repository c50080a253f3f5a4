"""A list of calls that are kept: asked of the archive page by page as somebody reads on."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from console.actions.looking_back.kept_calls import KeptCalls
from console.archive.errors import ArchiveError
from console.insight.filter_language import HISTORY
from console.insight.filters import Filter, parse
from console.insight.moments import Now
from console.insight.reasons import failure_of
from console.live.board import Presence, Row
from console.tui.screens.calls.call_list import ROOMY, CallListScreen
from console.tui.screens.calls.view import BoardView
from console.tui.screens.history.columns import SORTS, HistoryColumns
from console.tui.screens.history.growing_table import GrowingTable
from console.tui.screens.history.listing import MOST, PAGE, Listing, Question
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.worker import Worker

    from console.accounts.preferences import Preferences
    from console.actions.action import Situation
    from console.api.records.call import Call
    from console.insight.reasons import Reason
    from console.live.changes import Change
    from console.opened import OpenAccount
    from console.tui.navigation import Among
    from console.tui.surroundings import Surroundings

_STUCK = ("status", "stuck")
"""What the archive can not know of a call."""
_MANY = 300
"""Calls that were kept meanwhile, of which it is quicker to ask for the list anew."""
_NEAR = 50
"""Rows before the end of what is read, from which on more is read."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """All that makes the list what it is.

    Attributes:
        text: the filter.
        among: the calls that it is asked of, if not of all.
        loaded: how many calls were read.
        marked: the marked calls, which the filter may hide.
    """

    text: str
    among: Among | None = None
    loaded: int = 0
    marked: Mapping[str, Row] = field(default_factory=dict[str, Row])


class KeptListScreen(CallListScreen):
    """A list that grows at its end, and in which calls appear as they are kept.

    Attributes:
        listing: what has been read.
        among: the calls that the list is about, if not all.
        asked: whether the archive has answered once.
        searching: whether it is looking for an answer.
        reading_to_end: whether all is being read, for somebody who went to the end.
        trouble: why it could not, the last time; empty when it could.
    """

    LANGUAGE = HISTORY

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self.view = BoardView.of(account)
        self.listing = Listing(account.archive.calls)
        self._filter: Filter = parse("", HISTORY)
        self._stuck: frozenset[str] | None = None
        self.among: Among | None = None
        self._at_least = PAGE
        self._rows: dict[str, Row] = {}
        self._hidden: dict[str, Row] = {}
        self._returning: Mapping[str, Row] = {}
        self._kept_calls = KeptCalls(
            account.session, account.archive.calls, account.history.on_kept
        )
        self._read_again: set[str] = set()
        self._kept: set[str] = set()
        self._reading = False
        self._ending: Worker[None] | None = None
        self._taking = False
        self.asked = False
        self.searching = False
        self.reading_to_end = False
        self.trouble = ""
        self.columns = HistoryColumns(
            self.view, surroundings.glyphs, surroundings.zone, self._failure_of
        )
        self.table: LiveTable[Row] = GrowingTable(
            self.columns.wide(),
            narrow=Narrow(ROOMY, self.columns.narrow()),
            empty=Content.styled("Asking…", "$muted"),
            glyphs=surroundings.glyphs,
            sorts=False,
            id="history",
        )

    def prefer(self, preferences: Preferences) -> None:
        """Show everything as a person wants it from now on; times may need more room."""
        self.table.take_columns(self.columns.wide(), Narrow(ROOMY, self.columns.narrow()))
        super().prefer(preferences)

    # What a subclass says

    @abstractmethod
    def empty_state(self) -> Content:
        """What stands there instead of calls."""

    @abstractmethod
    def count_anew(self, *, at_once: bool) -> None:
        """Count how many calls pass: another filter asks for it at once, a new call when it can."""

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of calls that are kept."""
        self.account.history.on_kept.add(self._hear_of_kept)
        self.account.session.live.on_change.add(self._hear_of_board)
        self.redraw()

    def tick(self) -> None:
        """Clocks, and what was kept while nobody looked."""
        super().tick()
        if self._stuck is not None and self._stuck != self._stuck_now():
            self.redraw()
        self._take_kept()
        self._read_on_if_near()
        self.show_reading()

    def _hear_of_kept(self, ids: frozenset[str]) -> None:
        self._kept |= ids
        if self.is_current:
            self.call_later(self._take_kept)

    def _hear_of_board(self, change: Change) -> None:
        here = any(call_id in self._rows for call_id in (*change.added, *change.changed))
        if here and self.is_current:
            self.call_later(self._show_rows)

    # Asking the archive

    def redraw(self) -> None:
        """Ask the archive again; what was shown stays until it has answered."""
        if self._ending is not None:
            self._ending.cancel()
        self._ask()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _ask(self) -> None:
        at_least, self._at_least = self._at_least, PAGE
        if self._stuck is not None:
            self._stuck = self._stuck_now()
        question, self.searching = self.new_question(), True
        self._kept.clear()
        try:
            await self.listing.ask(question, at_least=at_least)
        except ArchiveError as error:
            self.searching = False
            self._fail(error)
            return
        self.searching = False
        self.trouble, self.asked = "", True
        self._show_rows()
        self.redrawn()
        self._returning = {}
        self.count_anew(at_once=True)

    @work(group="more", exit_on_error=False)
    async def _read_on(self) -> None:
        self._reading = True
        try:
            await self.listing.read_on()
        except ArchiveError as error:
            self._fail(error)
        else:
            self._show_rows()
        finally:
            self._reading = False

    @on(GrowingTable.EndWanted)
    def _go_to_end(self) -> None:
        if self.listing.more and self.asked and not self.searching:
            self._ending = self._read_to_end()

    @work(exclusive=True, group="end", exit_on_error=False)
    async def _read_to_end(self) -> None:
        """Read all there is, or there is room for; who has not moved meanwhile is taken there."""
        at, self.reading_to_end = self.table.cursor_id, True
        try:
            while self.listing.more:
                self.show_status()
                await self.listing.read_on()
        except ArchiveError as error:
            self._fail(error)
            return
        finally:
            self.reading_to_end = False
        self._show_rows()
        if self.table.cursor_id == at:
            self.table.action_cursor_bottom()
        if self.listing.full:
            self.say(f"The list ends here: it holds {MOST:,} calls. A filter shows the rest.")

    def _take_kept(self) -> None:
        if self._kept and self.asked and not self._taking:
            self._take()

    @work(group="take", exit_on_error=False)
    async def _take(self) -> None:
        ids = frozenset(self._kept)
        self._kept.clear()
        if len(ids) > _MANY:
            self._at_least = len(self._rows)
            self._ask()
            return
        self._taking = True
        try:
            change = await self.listing.take(ids)
        except ArchiveError as error:
            self._fail(error)
            return
        finally:
            self._taking = False
        if change:
            self._show_rows()
        self.count_anew(at_once=False)
        self._read_on_if_near()

    def new_question(self) -> Question:
        """What is asked of the archive now."""
        sorting = self.table.sorting
        known = self._filter.knowing(*_STUCK, self._stuck) if self._stuck else self._filter
        wanted = known.among(self.among.ids) if self.among else known
        agents = self.account.session.agents.records
        return Question(
            wanted,
            {agent.id: agent.name or "" for agent in agents.values()},
            sort=SORTS[sorting.column] if sorting.column else "moment",
            descending=sorting.descending if sorting.column else True,
        )

    def _read_on_if_near(self) -> None:
        """Read more when what is in sight, or the cursor, comes near the end of what is read."""
        if self._reading or self.reading_to_end or not self.listing.more:
            return
        ids, cursor = self.table.ids, self.table.cursor_id
        at = len(self.table.ids_above) + self.size.height
        if cursor in ids:
            at = max(at, ids.index(cursor))
        if at > len(ids) - _NEAR:
            self._read_on()

    def _fail(self, error: ArchiveError) -> None:
        self.trouble = str(error)
        self.table.empty = self.empty_state()
        self.say(self.trouble, trouble=True)

    # What is drawn

    def _show_rows(self) -> None:
        known = {**self._returning, **self._hidden, **self._rows}
        marked = self.table.marked | self._returning.keys()
        calls = self.listing.calls
        self._rows = {call_id: self._row(call) for call_id, call in calls.items()}
        changed = [i for i, row in self._rows.items() if i in known and known[i] is not row]
        self._hidden = {i: known[i] for i in marked if i in known and i not in calls}
        for gone in known.keys() - self._rows.keys() - self._hidden.keys():
            self.view.forget(gone)
        self.table.show({**self._rows, **self._hidden}, only=self._rows.keys(), changed=changed)
        self.table.empty = self.empty_state()
        self.show_status()
        self.show_reading()

    def _failure_of(self, call: Call) -> Reason | None:
        return failure_of(call, self.account.diagnoses.rules.catalogue)

    def _row(self, call: Call) -> Row:
        """A call as the board has it, if it is there; else as it is kept."""
        on_board = self.account.session.board.rows.get(call.id)
        if on_board is not None:
            return on_board
        kept = self._rows.get(call.id)
        if kept is not None and (kept.call is call or kept.call == call):
            return kept
        return self._kept_calls.row_of(call)

    # How it is narrowed

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self._filter.text

    @property
    def narrowing(self) -> Narrowing:
        """The filter, the calls that it is asked of, and how many were read."""
        rows, marks = {**self._hidden, **self._rows}, self.table.marked
        marked = {call_id: rows[call_id] for call_id in marks if call_id in rows}
        return Narrowing(self.filter_text, self.among, len(self._rows), marked)

    @property
    def wanted(self) -> Filter:
        """What is asked of the calls."""
        return self._filter

    def narrow(self, text: str) -> None:
        """Take another filter."""
        now = Now(self.account.server_now(), self.surroundings.zone)
        self._filter = parse(text, HISTORY, now)
        asks_for_stuck = self._filter.knowing(*_STUCK, ()) != self._filter
        self._stuck = frozenset[str]() if asks_for_stuck else None

    def _stuck_now(self) -> frozenset[str]:
        """The stuck calls, which time alone makes so: the board has all live ones."""
        rows = self.account.session.board.rows
        return frozenset(call_id for call_id, row in rows.items() if self.view.is_stuck(row))

    def narrow_again(self, narrowing: Narrowing) -> None:
        """Narrow the list as it was, and read as much of it."""
        self.narrow(narrowing.text)
        self.among = narrowing.among
        self._at_least = narrowing.loaded
        self._returning = narrowing.marked

    # What the operator does

    def situation(self) -> Situation:
        """The marked calls, else the one under the cursor."""
        rows = {**self._rows, **self._hidden}
        marked = [row for call_id, row in rows.items() if call_id in self.table.marked]
        under = self.cursor_row()
        chosen = marked or ([under] if under else [])
        return self.situation_of(chosen, marked=bool(marked), under=under)

    def rows_beyond(self, step: int) -> Sequence[Row]:
        """The rows below the cursor as far as they are read, or above it."""
        return [self._rows[i] for i in self.table.ids_beyond(step) if i in self._rows]

    def do_read_call(self, _: str = "") -> None:
        """Open the call under the cursor; the first time it is read again from the platform."""
        super().do_read_call()
        row, beside = self.cursor_row(), self.query_one(Inspector).display
        if beside and row is not None and row.call.id not in self._read_again:
            self._read_again.add(row.call.id)
            self._read_call_again(row)

    @work(group="read again", exit_on_error=False)
    async def _read_call_again(self, row: Row) -> None:
        if row.call.id in self.account.session.board.rows:
            return
        now = await self._kept_calls.read_again(row, row.call.id)
        if now is not None and now.presence is Presence.GONE:
            self.say("The platform no longer has this call. This is what is kept of it.")

    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.get(self.table.cursor_id or "")

    @property
    def brought(self) -> bool:
        """Whether somebody was brought here to see some calls."""
        return super().brought or self.among is not None

    def bring(self, filter_text: str = "", record_id: str = "", among: Among | None = None) -> None:
        """Show what somebody came for."""
        self.among = among
        super().bring(filter_text, record_id)

    @on(LiveTable.Highlighted)
    def _move(self) -> None:
        self._read_on_if_near()
        self.show_reading()
        self.show_status()

    @on(LiveTable.SortChanged)
    def _sort_anew(self) -> None:
        self._then = self.table.action_cursor_top
        self.redraw()
