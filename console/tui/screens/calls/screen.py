"""The board of calls: it opens first, and everything an operator does to calls starts here."""

from __future__ import annotations

import asyncio
import gc
from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from console.actions.action import Place, Situation
from console.actions.export.calls import Source
from console.actions.setting_up import has_nothing
from console.actions.suggestions import VALUES
from console.insight.filter_language import HISTORY
from console.live.changes import Change, merge
from console.session import USAGE
from console.tui.dialogs.menu import Choice
from console.tui.nothing_yet import NothingYet
from console.tui.screens.calls.call_list import ROOMY, WIDE, CallListScreen
from console.tui.screens.calls.columns import CallColumns
from console.tui.screens.calls.levels import Levels
from console.tui.screens.calls.shown import Narrowing, Shown
from console.tui.screens.calls.view import BoardView
from console.tui.widgets.figures_line import figures
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Narrow
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.insight.filters import Filter
    from console.live.board import Row
    from console.live.freshness import Freshness
    from console.opened import OpenAccount
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.live_table.columns import Column

_NEARLY_ALL = 0.8
_NO_CALLS = NothingYet(
    "No calls in the last hour.",
    (
        ("start_call", "starts a phone call"),
        ("start_web_call", "starts a web call, for a browser to join"),
    ),
    note="Calls from elsewhere show here by themselves.",
)
_NOTHING_AT_ALL = NothingYet(
    "This account is empty.", note="Calls show here by themselves, also those from elsewhere."
)
_SORT_LETTERS = "stanwordelc"

_MUCH_MORE = 4
"""Times as many calls, before a board that fills is drawn again: each page changes all its lines,
and ten thousand calls come in a hundred."""


class CallsScreen(CallListScreen):
    """Lines of place and figures, the board, the reading pane beside it, the keys."""

    PLACE = Place.CALLS
    LANGUAGE = HISTORY
    AUTO_FOCUS = "#calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_pane", "Reading pane", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    OWN_ORDER = Choice("", "0", "Health", "live first, the worst on top")

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__(account, surroundings)
        self.view = BoardView.of(account)
        self._shown = Shown(self.view, surroundings.zone)
        self._levels = Levels(self.view)
        self._waiting = Change()
        self._filling = True
        self._worth_drawing = 0
        self._columns = CallColumns(self.view, surroundings.glyphs)
        self.table: LiveTable[Row] = LiveTable(
            self._columns.wide(),
            narrow=Narrow(ROOMY, self._columns.narrow()),
            order=self.view.rank,
            empty=Content.styled("Asking for the calls…", "$muted"),
            glyphs=surroundings.glyphs,
            id="calls",
        )

    # What comes from the account

    def follow_account(self) -> None:
        """Begin to hear of the board and of the agents' names."""
        self.account.session.live.on_change.add(self.hear)
        self.account.session.agents.on_change.add(self._hear_of_agents)
        self._take(Change(added=tuple(self.account.session.board.rows)))

    def hear(self, change: Change) -> None:
        """Take in a change of the board; several before the next frame are one."""
        self._waiting = merge(self._waiting, change)
        self.call_later(self._take_what_waits)

    def _take_what_waits(self) -> None:
        if not self._waiting:
            return
        if self._filling and len(self.account.session.board.rows) < self._worth_drawing:
            self._show_figures()  # which say how many were read
        else:
            self._take_waiting()

    def _take_waiting(self) -> None:
        change, self._waiting = self._waiting, Change()
        self._worth_drawing = _MUCH_MORE * len(self.account.session.board.rows)
        self._take(change)

    def _take(self, change: Change) -> None:
        rows = self.account.session.board.rows
        self._levels.update(rows, change)
        fresh = (*change.added, *change.changed)
        self.table.show(rows, only=self._shown.ids(rows, fresh), changed=change.changed)
        self.table.empty = self._empty_state()
        if self._filling and self.table.untouched:
            self.table.action_cursor_top()
        self._show_figures()
        self.show_status()
        if self.table.cursor_id in fresh:
            self.show_reading()

    def _hear_of_agents(self, change: Change) -> None:
        agents = {*change.added, *change.removed, *change.changed}
        rows = self.account.session.board.rows.items()
        theirs = tuple(call_id for call_id, row in rows if row.call.agent_id in agents)
        self.hear(Change(changed=theirs))

    def tick(self) -> None:
        """Rows that have become late or stuck by time alone, and the open call's clock."""
        if late := self._levels.moved(self.account.session.board.rows):
            self._take(Change(changed=late))
        if self._filling and self.account.session.live.freshness.last_good is not None:
            self._take_waiting()
            self._filling = False
            # Collecting garbage among thousands of calls that stay would stop the keys.
            gc.collect()
            gc.freeze()
            self.redraw()
        if not self.account.session.board.rows:
            self.table.empty = self._empty_state()
        super().tick()
        self.table.set_class(
            self.freshness().in_doubt(self.surroundings.clock.monotonic()), "-stale"
        )
        self.show_reading()

    # What is drawn

    def redraw(self) -> None:
        """Show the board again; where thousands are asked, keys have their turn in between."""
        if self._shown.decide(self.account.session.board.rows):
            self._take(Change())
            self.redrawn()
        else:
            self._redraw_in_slices()

    @work(exclusive=True, group="redraw", exit_on_error=False)
    async def _redraw_in_slices(self) -> None:
        decided = False
        while not decided:
            await asyncio.sleep(0)
            decided = self._shown.decide(self.account.session.board.rows)
        self._take(Change())
        self.redrawn()

    def freshness(self) -> Freshness:
        """How old the board is."""
        return self.account.session.live.freshness

    @property
    def filter_text(self) -> str:
        """The filter as it was typed."""
        return self._shown.text

    @property
    def wanted(self) -> Filter:
        """What is asked of the calls."""
        return self._shown.filter

    def narrow(self, text: str) -> None:
        """Take another filter."""
        self._shown.filter_by(text)

    @property
    def narrowing(self) -> Narrowing:
        """The filter, and what else narrows the board."""
        return self._shown.narrowing

    def narrow_again(self, narrowing: Narrowing) -> None:
        """Narrow the board as it was."""
        self._shown.narrow_again(narrowing)

    def widen(self) -> bool:
        """Show more than the failures again."""
        if self._shown.failures_only:
            self._shown.toggle_failures()
            self.redraw()
            return True
        return False

    def values(self) -> Mapping[str, Sequence[str]]:
        """States and ways; the agents by name."""
        agents = (agent.name for agent in self.account.session.agents.records.values())
        return {**VALUES, "agent": [f'"{name}"' for name in agents if name]}

    def sortable(self) -> Sequence[tuple[str, Column[Row]]]:
        """Every column, also those for which there is no room."""
        return list(zip(_SORT_LETTERS, self._columns.wide(), strict=True))

    def chips(self) -> list[Content]:
        """What else narrows the board, and how much of it is left."""
        shown = self._shown
        chips: list[Content] = []
        if live_above := self._live_above():
            arrow = self.surroundings.glyphs.up
            above = f" {arrow} {live_above} live above"
            chips.append(Content.assemble((above, "$accent"), ("  home", "$muted")))
        if shown.failures_only:
            chips.append(Content.assemble((" failures only", "bold $error"), ("  f", "$muted")))
        if shown.ended_hidden:
            chips.append(Content.assemble((" ended hidden", "$accent"), ("  e", "$muted")))
        if shown.narrowed:
            total = len(self.account.session.board.rows)
            chips.append(Content.styled(f" {len(self.table.ids)} of {total}", "$muted"))
        return [*chips, *self.match_chips()]

    def _show_figures(self) -> None:
        line = self.query_one("#figures", Line)
        session = self.account.session
        if session.live.freshness.last_good is None:
            so_far = f" {len(session.board.rows):,} calls read so far…"
            line.show(Content.styled(so_far, "$muted"))
            return
        content = figures(self._levels.fleet(), self.surroundings.glyphs, self.size.width)
        line.show(Content.assemble(" ", content), self._today())

    def _today(self) -> Content:
        usage = self.account.session.usage.records.get(USAGE)
        if usage is None or usage.calls_made_today is None:
            return Content()
        most = f" of {usage.max_calls_per_day:,}" if usage.max_calls_per_day else ""
        share = usage.calls_made_today / (usage.max_calls_per_day or float("inf"))
        style = "bold $error" if share >= 1 else "$warning" if share >= _NEARLY_ALL else "$muted"
        return Content.styled(f"{usage.calls_made_today:,.0f}{most} today ", style)

    def _empty_state(self) -> Content:
        session = self.account.session
        if session.board.rows:
            return Content.assemble(("No call fits. ", "bold"), ("esc shows all again.", "$muted"))
        if session.live.freshness.last_good is None:
            return Content.assemble(("Asking for the calls…", "$muted"))
        nothing = _NOTHING_AT_ALL if has_nothing(session) else _NO_CALLS
        return nothing.words(self.surroundings.keys, read_only=self.account.profile.read_only)

    # What the operator does

    def situation(self) -> Situation:
        """The marked calls, else the one under the cursor."""
        rows, chosen = self.account.session.board.rows, self.table.marked
        marked = [call_id for call_id in rows if call_id in chosen] if chosen else []
        under = self.cursor_row()
        chosen = [rows[i] for i in marked] or ([under] if under else [])
        return self.situation_of(chosen, marked=bool(marked), under=under)

    async def calls_to_export(self) -> Source:
        """The marked calls, else all that the board shows."""
        marked = self.situation()
        if marked.marked:
            return Source.of(marked.calls, "marked")
        rows = self.account.session.board.rows
        calls = [rows[call_id].call for call_id in self.table.ids if call_id in rows]
        return Source.of(calls, "as the board shows them")

    def follow(self, call_id: str) -> None:
        """Put the cursor on a call that was just started."""
        self._take_waiting()
        if self.table.move_to(call_id):
            self.account.session.live.watch(call_id)

    def do_dismiss(self, _: str = "") -> None:
        """Take away rows whose calls the platform does not know."""
        for call in self.situation().calls:
            self.account.session.live.dismiss(call.id)

    def do_toggle_failures(self, _: str = "") -> None:
        """Failed and stuck calls only, or all."""
        self._shown.toggle_failures()
        self.redraw()

    def do_toggle_ended(self, _: str = "") -> None:
        """Hide or show ended calls."""
        self._shown.toggle_ended()
        self.redraw()

    @on(LiveTable.Highlighted)
    def _move(self, event: LiveTable.Highlighted) -> None:
        self.account.session.live.watch(event.id)
        self.show_reading()
        self.show_status()

    def on_screen_resume(self) -> None:
        """Watch the call under the cursor again: another screen may have watched its own."""
        self.account.session.live.watch(self.table.cursor_id)

    def on_resize(self) -> None:
        """The figures have a longer and a shorter form."""
        self._show_figures()

    def _live_above(self) -> int:
        """How many live calls stand above what is in sight, where live ones stand on top."""
        if self.table.sorting.column is not None:
            return 0
        rows, above = self.account.session.board.rows, self.table.ids_above
        return bisect_left(above, True, key=lambda call_id: rows[call_id].ended)

    def rows_beyond(self, step: int) -> Sequence[Row]:
        """The rows below the cursor, or above it."""
        rows = self.account.session.board.rows
        return [rows[call_id] for call_id in self.table.ids_beyond(step) if call_id in rows]

    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return self.account.session.board.rows.get(self.table.cursor_id or "")
