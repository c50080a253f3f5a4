"""Which rows of the board are shown: the filter, failures only, ended ones hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.filter_language import HISTORY
from console.insight.filters import Filter, parse
from console.insight.moments import Now
from console.insight.state import Kind, Level
from console.tui.screens.calls.view import BoardView, filter_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from console.live.board import Row


_SLICE = 20
"""Rows decided at once: some 4 ms for new ones. A key passes through several hands, and each waits
for one."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """All that hides rows of the board."""

    text: str
    failures_only: bool
    ended_hidden: bool


class Shown:
    """Decides for each row once, and again only when the row or the question changes.

    A new question to thousands of rows is decided in slices, so that keys are answered in
    between; until the last one the rows stay as they are.
    """

    def __init__(self, view: BoardView, zone: tzinfo) -> None:
        self._view = view
        self._zone = zone
        self._matches: dict[str, bool] = {}
        self._open = False
        self._ids: set[str] | None = None
        self._waiting: list[str] | None = None
        self.filter: Filter = parse("", HISTORY)
        """What is asked."""
        self.text = ""
        """The filter as it was typed."""
        self.failures_only = False
        self.ended_hidden = False

    @property
    def narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.filter) or self.failures_only or self.ended_hidden

    @property
    def narrowing(self) -> Narrowing:
        """What hides rows now."""
        return Narrowing(self.text, self.failures_only, self.ended_hidden)

    def narrow_again(self, narrowing: Narrowing) -> None:
        """Hide rows as they were hidden once."""
        self.failures_only = narrowing.failures_only
        self.ended_hidden = narrowing.ended_hidden
        self.filter_by(narrowing.text)

    def filter_by(self, text: str) -> None:
        """Take another filter.

        Raises:
            FilterError: it cannot be read; the one before stays.
        """
        self.filter = parse(text, HISTORY, Now(self._view.now(), self._zone))
        self.text = text
        self._ask()

    def toggle_failures(self) -> None:
        """Failed and stuck calls only, or all again."""
        self.failures_only = not self.failures_only
        self._ask()

    def toggle_ended(self) -> None:
        """Hide ended calls, or show them again."""
        self.ended_hidden = not self.ended_hidden
        self._ask()

    def decide(self, rows: Mapping[str, Row]) -> bool:
        """Put a new question to a slice of the rows; tell whether it is decided for all."""
        if self._waiting is None:
            self._waiting = [*rows] if self.narrowed else []
        chosen, self._waiting = self._waiting[:_SLICE], self._waiting[_SLICE:]
        self._decide({call_id: rows[call_id] for call_id in chosen if call_id in rows})
        self._open = bool(self._waiting)
        return not self._open

    def ids(self, rows: Mapping[str, Row], changed: Iterable[str]) -> set[str] | None:
        """The ids to show, or `None` for all; between two slices those of the last question.

        Args:
            rows: all there are.
            changed: the ids of those that are others than the last time.
        """
        for call_id in changed:
            self._matches.pop(call_id, None)
        for call_id in self._matches.keys() - rows.keys():
            del self._matches[call_id]
        if not self.narrowed:
            self._ids = None
        elif not self._open:
            self._decide(rows)
            self._ids = {call_id for call_id, fits in self._matches.items() if fits}
        return self._ids

    def _ask(self) -> None:
        self._matches.clear()
        self._waiting = None
        self._open = False

    def _decide(self, rows: Mapping[str, Row]) -> None:
        """Decide about those of the rows that have not been asked."""
        for call_id, row in rows.items():
            if call_id not in self._matches:
                self._matches[call_id] = self._fits(row)

    def _fits(self, row: Row) -> bool:
        if self.ended_hidden and row.ended:
            return False
        if self.failures_only:
            state = self._view.last_state(row)
            if state.kind is not Kind.FAILED and state.level is not Level.ALARM:
                return False
        return not self.filter or self.filter.matches(filter_fields(row, self._view))
