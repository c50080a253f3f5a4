"""Which live calls have become late or stuck with time alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.insight.state import Kind, Level
    from console.live.board import Row
    from console.live.changes import Change
    from console.tui.screens.calls.view import BoardView


class Levels:
    """Remembers how each live call stood, to tell those that time has moved."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._levels: dict[str, tuple[Kind, Level]] = {}

    def update(self, rows: Mapping[str, Row], change: Change) -> None:
        """Take in what a read has changed."""
        for call_id in change.removed:
            self._levels.pop(call_id, None)
        for call_id in (*change.added, *change.changed):
            if (row := rows.get(call_id)) is None or row.ended:
                self._levels.pop(call_id, None)
            else:
                self._levels[call_id] = self._level(row)

    def moved(self, rows: Mapping[str, Row]) -> tuple[str, ...]:
        """The calls whose state is another than it was, without a read in between."""
        moved: list[str] = []
        for call_id, before in self._levels.items():
            row = rows.get(call_id)
            if row is not None and (now := self._level(row)) != before:
                self._levels[call_id] = now
                moved.append(call_id)
        return tuple(moved)

    def _level(self, row: Row) -> tuple[Kind, Level]:
        state = self._view.state(row)
        return state.kind, state.level
