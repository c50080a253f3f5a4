"""How the live calls stand: which become late or stuck with time alone, and what all add up to."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from console.insight.fleet import Fleet, Tally
from console.tui.screens.calls.view import FOR_EVER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from console.live.board import Row
    from console.live.changes import Change
    from console.tui.screens.calls.view import BoardView, Standing


class Levels:
    """Follows every row's state through reads and through time.

    Each row is looked at again when its state may be another, not before: a second in which
    nothing is due costs nothing, however many calls live.
    """

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._tally = Tally()
        self._standings: dict[str, Standing] = {}
        self._due: list[tuple[datetime, str]] = []

    def update(self, rows: Mapping[str, Row], change: Change) -> None:
        """Take in what a read, or time, has changed."""
        for call_id in change.removed:
            self._forget(call_id)
        for call_id in (*change.added, *change.changed):
            if (row := rows.get(call_id)) is None:
                self._forget(call_id)
            else:
                standing = self._view.standing(row)
                self._tally.put(row.call, standing.state, self._view.told(row.call).turns_ms)
                self._follow(call_id, standing)

    def moved(self, rows: Mapping[str, Row]) -> tuple[str, ...]:
        """The calls whose state is another than it was, without a read in between."""
        now = self._view.now()
        moved: list[str] = []
        while self._due and self._due[0][0] <= now:
            due, call_id = heapq.heappop(self._due)
            row, before = rows.get(call_id), self._standings.get(call_id)
            if row is not None and before is not None and before.until == due:
                standing = self._view.standing(row)
                self._follow(call_id, standing)
                if standing.state != before.state:
                    moved.append(call_id)
        return tuple(moved)

    def fleet(self) -> Fleet:
        """What all rows add up to."""
        return self._tally.figures(self._view.now())

    def _follow(self, call_id: str, standing: Standing) -> None:
        before = self._standings.get(call_id)
        self._standings[call_id] = standing
        if standing.until < FOR_EVER and (before is None or before.until != standing.until):
            heapq.heappush(self._due, (standing.until, call_id))

    def _forget(self, call_id: str) -> None:
        self._tally.drop(call_id)
        self._standings.pop(call_id, None)
        self._view.forget(call_id)
