"""The board of calls: it opens first, and everything an operator does to calls starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from console.actions.action import Place, Situation
from console.actions.registry import actions_at
from console.insight.filters import FilterError
from console.insight.fleet import figures as fleet_figures
from console.live.changes import Change, merge
from console.session import USAGE
from console.tui.dialogs.menu import Choice, Menu
from console.tui.keys import bindings_of
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.columns import CallColumns
from console.tui.screens.calls.levels import Levels
from console.tui.screens.calls.reading import CallScreen, show_row, turn_pane
from console.tui.screens.calls.shown import Shown
from console.tui.screens.calls.view import BoardView
from console.tui.widgets.figures_line import figures
from console.tui.widgets.footer_line import FooterLine
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.table import LiveTable
from console.tui.widgets.place_line import message, show_place

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.live.board import Row
    from console.tui.opened import OpenAccount, Surroundings

_WIDE = 120
_ROOMY = 100
_MESSAGE_SECONDS = 8.0


class CallsScreen(Acting):
    """Lines of place and figures, the board, the reading pane beside it, the keys."""

    PLACE = Place.CALLS
    AUTO_FOCUS = "#calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.CALLS),
        Binding("escape", "back", "Back", show=False),
        Binding("tab", "other_pane", "Reading pane", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type

    def __init__(self, account: OpenAccount, surroundings: Surroundings) -> None:
        super().__init__()
        self.account = account
        self.surroundings = surroundings
        self.view = BoardView(lambda: account.session.agents.records, account.server_now)
        self._shown = Shown(self.view)
        self._levels = Levels(self.view)
        self._waiting = Change()
        self._filling = True
        self._columns = CallColumns(self.view, surroundings.glyphs)
        self.table: LiveTable[Row] = LiveTable(
            self._columns.wide(),
            order=self.view.rank,
            empty=Content.styled("Asking for the calls…", "$muted"),
            glyphs=surroundings.glyphs,
            id="calls",
        )
        self._message = Content()
        self._message_until = 0.0

    def compose(self) -> ComposeResult:
        """Everything is there at once; only contents change later."""
        glyphs = self.surroundings.glyphs
        yield Line(id="place")
        yield Line(id="figures")
        with Horizontal(id="body"):
            yield self.table
            yield Inspector(glyphs=glyphs, zone=self.surroundings.zone, id="inspector")
        yield Line(id="status")
        yield Input(id="filter", placeholder="words  field:value  !not  dur>60", compact=True)
        yield FooterLine(actions_at(Place.CALLS), id="footer")

    def on_mount(self) -> None:
        """Begin to follow the account."""
        self.query_one("#filter").display = False
        self.account.session.live.on_change.add(self.hear)
        self.account.session.agents.on_change.add(self._hear_of_agents)
        self.set_interval(1.0, self._tick)
        self._show_place()
        self._take(Change(added=tuple(self.account.session.board.rows)))

    # What comes from the account

    def hear(self, change: Change) -> None:
        """Take in a change of the board; several before the next frame are one."""
        if not self._waiting:
            self.call_later(self._take_waiting)
        self._waiting = merge(self._waiting, change)

    def _take_waiting(self) -> None:
        change, self._waiting = self._waiting, Change()
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
        self._show_status()
        if self.table.cursor_id in fresh:
            self._show_reading()

    def _hear_of_agents(self, _: Change) -> None:
        everything = tuple(self.account.session.board.rows)
        self.hear(Change(changed=everything))

    def _tick(self) -> None:
        """Once a second: times, ages, and rows that have become late or stuck."""
        if late := self._levels.moved(self.account.session.board.rows):
            self._take(Change(changed=late))
        self.table.tick()
        if self._filling and self.account.session.live.freshness.last_good is not None:
            self._filling = False
            self.table.empty = self._empty_state()
        self._show_place()
        self._show_reading()
        if self._message and self.surroundings.clock.monotonic() > self._message_until:
            self._message = Content()
            self._show_status()

    # What is drawn

    def _show_place(self) -> None:
        show_place(self.query_one("#place", Line), "Calls", self.account, self.surroundings)

    def _show_figures(self) -> None:
        line = self.query_one("#figures", Line)
        session = self.account.session
        fleet = fleet_figures(
            (row.call for row in session.board.rows.values()),
            self.account.server_now(),
            max_durations={
                agent.id: agent.max_duration_seconds
                for agent in session.agents.records.values()
                if agent.max_duration_seconds
            },
        )
        content = figures(fleet, self.surroundings.glyphs, self.size.width)
        line.show(Content.assemble(" ", content), self._today())

    def _today(self) -> Content:
        usage = self.account.session.usage.records.get(USAGE)
        if usage is None or usage.calls_made_today is None:
            return Content()
        most = f" of {usage.max_calls_per_day:,}" if usage.max_calls_per_day else ""
        return Content.assemble((f"{usage.calls_made_today:,.0f}{most} today ", "$muted"))

    def _show_status(self) -> None:
        table, shown = self.table, self._shown
        chips: list[Content] = []
        if shown.text:
            chips.append(
                Content.assemble(
                    (" / ", "bold $accent"), Content(shown.text), ("  esc clears", "$muted")
                )
            )
        if shown.failures_only:
            chips.append(Content.assemble((" failures only", "bold $error"), ("  f", "$muted")))
        if shown.ended_hidden:
            chips.append(Content.assemble((" ended hidden", "$accent"), ("  e", "$muted")))
        if shown.narrowed:
            total = len(self.account.session.board.rows)
            chips.append(Content.assemble((f" {len(table.ids)} of {total}", "$muted")))
        if table.marked:
            hidden = f", {table.hidden_marks} hidden" if table.hidden_marks else ""
            chips.append(Content.assemble((f" {len(table.marked)} marked{hidden}", "bold $accent")))
        self.query_one("#status", Line).show(Content("  ").join(chips), self._message)
        self.query_one(FooterLine).show_for(self.situation())

    def _show_reading(self) -> None:
        if row := self._cursor_row():
            show_row(self.query_one(Inspector), row, self.account)

    def _empty_state(self) -> Content:
        session = self.account.session
        if session.board.rows:
            return Content.assemble(("No call fits. ", "bold"), ("esc shows all again.", "$muted"))
        if session.live.freshness.last_good is None:
            return Content.assemble(("Asking for the calls…", "$muted"))
        return Content.assemble(
            ("No calls in the last hour.\n\n", "bold"),
            ("s", "bold $accent"),
            (" starts a phone call, ", "$muted"),
            ("w", "bold $accent"),
            (" a web call. Calls from elsewhere show here by themselves.", "$muted"),
        )

    # What the operator does

    def situation(self) -> Situation:
        """The marked calls, else the one under the cursor."""
        rows = self.account.session.board.rows
        marked = [call_id for call_id in rows if call_id in self.table.marked]
        ids = marked or [self.table.cursor_id or ""]
        return Situation(
            calls=tuple(rows[call_id].call for call_id in ids if call_id in rows),
            read_only=self.account.profile.read_only,
        )

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Show a message at the right of the status line for a few seconds."""
        self._message = message(words, self.surroundings.glyphs, trouble=trouble)
        self._message_until = self.surroundings.clock.monotonic() + _MESSAGE_SECONDS
        self._show_status()

    def follow(self, call_id: str) -> None:
        """Put the cursor on a call that was just started."""
        self._take_waiting()
        if self.table.move_to(call_id):
            self.account.session.live.watch(call_id)

    def action_back(self) -> None:
        """Step back: from the reading pane, then the filter, then the marks."""
        if self.focused is not self.table:
            self.table.focus()
        elif self._shown.text:
            self._filter_by("")
        elif self._shown.failures_only:
            self.do_toggle_failures()
        elif self.table.marked:
            self.table.mark(())

    def action_other_pane(self) -> None:
        """Go from the list to the reading pane, or back."""
        inspector = self.query_one(Inspector)
        if self.focused is self.table and inspector.display:
            inspector.focus()
        else:
            self.table.focus()

    def do_read_call(self, _: str = "") -> None:
        """Go to the reading pane, or to a screen of its own where there is no room for one."""
        row = self._cursor_row()
        if row is None:
            return
        inspector = self.query_one(Inspector)
        if inspector.display:
            inspector.focus()
        else:
            self.app.push_screen(CallScreen(row.call.id, self.account, self.surroundings))

    def do_filter(self, text: str = "") -> None:
        """Open the filter's line, or filter by what a command gave."""
        if text:
            self._filter_by(text)
            return
        field = self.query_one("#filter", Input)
        self.query_one("#status").display = False
        field.display = True
        field.value = self._shown.text
        field.focus()

    def do_toggle_failures(self, _: str = "") -> None:
        """Failed and stuck calls only, or all."""
        self._shown.toggle_failures()
        self._take(Change())

    def do_toggle_ended(self, _: str = "") -> None:
        """Hide or show ended calls."""
        self._shown.toggle_ended()
        self._take(Change())

    def do_toggle_reading(self, _: str = "") -> None:
        """Hide or show the pane beside the list."""
        self.table.focus()
        self.query_one("#body").toggle_class("-list-only")

    def do_toggle_mark(self, _: str = "") -> None:
        """Mark the call under the cursor."""
        self.table.action_mark()

    @work(exit_on_error=False)
    async def do_sort(self, argument: str = "") -> None:
        """Sort by a column that is named or chosen; the same again turns the order round."""
        column, _, order = argument.partition(" ")
        if not column:
            column = await self.app.push_screen_wait(self._sort_menu()) or ""
        if not column:
            return
        current = self.table.sorting
        again = current.column == column and not current.descending
        try:
            self.table.sort_by(
                None if column == "health" else column, descending=order == "desc" or again
            )
        except KeyError:
            self.say(f"There is no column “{column}” to sort by.", trouble=True)

    def do_previous_pane(self, _: str = "") -> None:
        """Turn the reading pane."""
        self.query_one(Inspector).previous_pane()

    def do_next_pane(self, name: str = "") -> None:
        """Turn the reading pane, or to the pane that is named."""
        turn_pane(self.query_one(Inspector), name)

    @on(LiveTable.Highlighted)
    def _move(self, event: LiveTable.Highlighted) -> None:
        self.account.session.live.watch(event.id)
        self._show_reading()
        self._show_status()

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("read_call")

    @on(LiveTable.MarksChanged)
    def _mark(self) -> None:
        self._show_status()

    @on(FooterLine.Pressed)
    def _press(self, event: FooterLine.Pressed) -> None:
        self.action_perform(event.name)

    @on(Input.Changed, "#filter")
    def _type_filter(self, event: Input.Changed) -> None:
        try:
            self._filter_by(event.value)
        except FilterError as error:
            self.say(str(error), trouble=True)

    @on(Input.Submitted, "#filter")
    def _keep_filter(self) -> None:
        self.table.focus()

    @on(Input.Blurred, "#filter")
    def _close_filter(self) -> None:
        self.query_one("#filter").display = False
        self.query_one("#status").display = True

    def on_resize(self) -> None:
        """Columns and figures have a longer and a shorter form."""
        roomy = self.size.width >= _ROOMY
        self.table.use_columns(self._columns.wide() if roomy else self._columns.narrow())
        self._show_figures()

    def _cursor_row(self) -> Row | None:
        return self.account.session.board.rows.get(self.table.cursor_id or "")

    def _filter_by(self, text: str) -> None:
        self._shown.filter_by(text)
        self._take(Change())

    def _sort_menu(self) -> Menu:
        choices = [Choice("health", "0", "Health", "live first, the worst on top")]
        letters = "stanwordlc"
        for letter, column in zip(letters, self._columns.wide(), strict=True):
            choices.append(Choice(column.key, letter, (column.title or "Way").capitalize()))
        return Menu("Sort by", choices, chosen=self.table.sorting.column or "health")
