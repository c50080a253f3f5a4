"""What every list of calls has: the reading pane beside it, and what is done to calls."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from console.actions.suggestions import what_is_typed
from console.archive.errors import ArchiveError
from console.insight.highlights import has_words, said_in
from console.insight.matching import VARIABLE
from console.tui.screens.calls.acting import Acting
from console.tui.screens.calls.reading import (
    CallScreen,
    jumps_of_call,
    no_more_matches,
    show_row,
    to_last_match,
    turn_pane,
)
from console.tui.screens.calls.viewing import Viewing
from console.tui.screens.list_screen import ListScreen
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult

    from console.insight.filters import Filter
    from console.live.board import Row
    from console.tui.navigation import Jump

_VARIABLES = VARIABLE.rstrip(".")
WIDE = 120
"""Terminal cells from which on there is room for the reading pane."""
ROOMY = 100
"""Terminal cells of a list from which on it has every column."""


class CallListScreen(Acting, Viewing, ListScreen):
    """A list whose rows are calls; the one under the cursor can be read beside it."""

    PANE = "#inspector"

    table: LiveTable[Row]

    def compose_body(self) -> ComposeResult:
        """The list, and the reading pane where there is room for it."""
        yield self.table
        yield Inspector(
            glyphs=self.surroundings.glyphs, zone=self.surroundings.zone, id="inspector"
        )

    # What a subclass says

    @property
    @abstractmethod
    def wanted(self) -> Filter:
        """What is asked of the calls; its words are marked where a call is read."""

    @abstractmethod
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""

    @abstractmethod
    def rows_beyond(self, step: int) -> Sequence[Row]:
        """The rows below the cursor, from the nearest on; of a step of -1 those above."""

    # What is drawn

    def show_reading(self) -> None:
        """Show the call under the cursor in the reading pane, as it is now."""
        row, inspector = self.cursor_row(), self.query_one(Inspector)
        show_row(inspector, row, self.account, self.view, wanted=self.wanted)

    def match_chips(self) -> list[Content]:
        """At which of the words that the filter looks for one reads."""
        at, count = self.query_one(Inspector).match
        return [Content.assemble((f" {at} of {count} here", "$accent"), ("  n", "$muted"))][:count]

    async def values_for(self, typed: str) -> Mapping[str, Sequence[str]]:
        """The values that calls have had of late."""
        values = self.values()
        field, sign, beginning = what_is_typed(typed)
        field = self.LANGUAGE.aliases.get(field, field)
        if field in values or not (sign or field.startswith(_VARIABLES)):
            return values
        asked, beginning = (field, beginning) if sign else (VARIABLE, field)
        try:
            seen = await self.account.archive.calls.values(asked, beginning)
        except ArchiveError:
            return values  # what is typed can be looked for all the same
        return {**values, asked: seen}

    # What the operator does

    def jumps(self) -> Sequence[Jump]:
        """The agent of the call under the cursor, and its prompt."""
        row = self.cursor_row()
        return jumps_of_call(row.call, self.account.session) if row else ()

    def acted_on(self, call_ids: Iterable[str]) -> None:
        """Take the marks off calls for which an action was done."""
        self.table.mark(self.table.marked.difference(call_ids))

    def to_top(self) -> None:
        """Go to the first line of the list, or of the reading pane if that has the keys."""
        if self.focused is self.table:
            super().to_top()
        else:
            self.query_one(Inspector).to_top()

    def do_read_call(self, _: str = "") -> None:
        """Go to the reading pane, or to a screen of its own where there is no room for one."""
        row = self.cursor_row()
        if row is None:
            return
        inspector = self.query_one(Inspector)
        if inspector.display:
            inspector.focus()
        else:
            self.app.push_screen(
                CallScreen(
                    row.call.id,
                    self.account,
                    self.surroundings,
                    kept=row,
                    wanted=self.wanted,
                    next_with_match=self.next_with_match,
                )
            )

    def do_next_match(self, _: str = "") -> None:
        """Go to the next word that the filter looks for, in this call or in one below."""
        self._to_match(1)

    def do_previous_match(self, _: str = "") -> None:
        """Go to the word before, in this call or in one above."""
        self._to_match(-1)

    def _to_match(self, step: int) -> None:
        if not has_words(self.wanted):
            self.say("The filter looks for no words: / and a word does.", trouble=True)
            return
        inspector = self.query_one(Inspector)
        if inspector.display and inspector.go_to_match(step):
            self.show_status()
        else:
            self._to_next_with_match(step)

    @work(exclusive=True, group="match", exit_on_error=False)
    async def _to_next_with_match(self, step: int) -> None:
        if await self.next_with_match(step) is None:
            self.say(no_more_matches(step))

    async def next_with_match(self, step: int) -> Row | None:
        """Go to the next call in which something was said that the filter looks for."""
        rows = self.rows_beyond(step)
        found = await asyncio.to_thread(
            lambda: next((row for row in rows if said_in(row.call, self.wanted)), None)
        )
        if found is None or not self.table.move_to(found.call.id):
            return None
        self.show_reading()
        if step < 0:
            to_last_match(self.query_one(Inspector))
        return found

    def do_toggle_reading(self, _: str = "") -> None:
        """Hide or show the pane beside the list."""
        self.table.focus()
        self.query_one("#body").toggle_class("-list-only")

    def do_previous_pane(self, _: str = "") -> None:
        """Turn the reading pane."""
        self.query_one(Inspector).previous_pane()

    def do_next_pane(self, name: str = "") -> None:
        """Turn the reading pane, or to the pane that is named."""
        turn_pane(self.query_one(Inspector), name)

    @on(LiveTable.Selected)
    def _select(self) -> None:
        self.action_perform("read_call")
