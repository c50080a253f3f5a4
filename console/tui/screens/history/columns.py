"""The columns of the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.insight.call_fields import moment_of
from console.insight.local_time import room_for_time
from console.insight.spans import moment_words
from console.insight.state import Kind
from console.tui.screens.calls.columns import CallColumns
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from console.api.records.call import Call
    from console.insight.reasons import Reason
    from console.live.board import Row
    from console.tui.glyphs import Glyphs
    from console.tui.screens.calls.view import BoardView

SORTS = {"begun": "moment", "lasted": "dur", "slowest": "slow", "cost": "cost"}
"""The columns to sort by, with what the archive calls that."""
LETTERS = "blsc"
"""Their letters in the menu."""


class HistoryColumns:
    """The board's columns with the time of the call; the archive sorts, by what it can."""

    def __init__(
        self,
        view: BoardView,
        glyphs: Glyphs,
        zone: tzinfo,
        failure_of: Callable[[Call], Reason | None],
    ) -> None:
        """Draw by these.

        Args:
            view: what a row needs besides itself.
            glyphs: the signs to draw with.
            zone: of the times.
            failure_of: why a call failed: some 0.3 ms, asked of rows as they come into sight.
        """
        self._view = view
        self._failure_of = failure_of
        self._zone = zone
        self._of_calls = CallColumns(view, glyphs, over=Tone.PLAIN)

    def wide(self) -> tuple[Column[Row], ...]:
        """All columns; the least important leave first where they do not fit."""
        of = self._of_calls
        columns = (
            self._begun(),
            of.state(),
            of.agent(13),
            of.ours(),
            of.way(),
            of.other_side(),
            self._result(),
            replace(of.lasted(), importance=5),
            of.slowest(),
            of.cost(),
        )
        return tuple(_sorted_by_archive(column) for column in columns)

    def narrow(self) -> tuple[Column[Row], ...]:
        """What is looked for first."""
        of = self._of_calls
        columns = (
            self._begun(),
            of.state(),
            of.agent(8),
            of.way(),
            of.other_side(),
            replace(self._result(), width=Flexible(8, 6)),
        )
        return tuple(_sorted_by_archive(column) for column in columns)

    def _begun(self) -> Column[Row]:
        return Column(
            "begun",
            "BEGUN",
            self._moment,
            room_for_time(self._zone, 12),
            align="right",
            importance=11,
            ticks=True,
            flashes=False,
        )

    def _result(self) -> Column[Row]:
        """What came of it, or why it failed in the words that the triage has for it."""
        column = self._of_calls.result()

        def cell(row: Row) -> Cells:
            failed = self._view.state(row).kind is Kind.FAILED
            failure = self._failure_of(row.call) if failed else None
            return Cell(failure.words, Tone.ALARM) if failure else column.cell(row)

        return replace(column, cell=cell)

    def _moment(self, row: Row) -> Cell:
        moment = moment_of(row.call)
        if moment is None:
            return Cell("–", Tone.DIM)
        return Cell(moment_words(moment, self._view.now(), self._zone), Tone.DIM)


def _sorted_by_archive(column: Column[Row]) -> Column[Row]:
    """The same column, for a table that does not sort by itself."""
    return replace(column, sort=_nothing if column.key in SORTS else None)


def _nothing(_: Row) -> None:
    return None
