"""Which rows of the board are shown: the filter, failures only, ended ones hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.filters import Filter, parse
from console.insight.state import Kind, Level
from console.tui.screens.calls.view import BoardView, filter_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.live.board import Row


class Shown:
    """Decides for each row once, and again only when the row or the question changes."""

    def __init__(self, view: BoardView) -> None:
        self._view = view
        self._matches: dict[str, bool] = {}
        self._filter: Filter = parse("")
        self.text = ""
        """The filter as it was typed."""
        self.failures_only = False
        self.ended_hidden = False

    @property
    def narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self._filter) or self.failures_only or self.ended_hidden

    def filter_by(self, text: str) -> None:
        """Take another filter.

        Raises:
            FilterError: it cannot be read; the one before stays.
        """
        self._filter = parse(text)
        self.text = text
        self._matches.clear()

    def toggle_failures(self) -> None:
        """Failed and stuck calls only, or all again."""
        self.failures_only = not self.failures_only
        self._matches.clear()

    def toggle_ended(self) -> None:
        """Hide ended calls, or show them again."""
        self.ended_hidden = not self.ended_hidden
        self._matches.clear()

    def ids(self, rows: Mapping[str, Row], changed: Iterable[str]) -> set[str] | None:
        """The ids to show, or `None` for all."""
        if not self.narrowed:
            self._matches.clear()
            return None
        for call_id in changed:
            self._matches.pop(call_id, None)
        for call_id in self._matches.keys() - rows.keys():
            del self._matches[call_id]
        for call_id, row in rows.items():
            if call_id not in self._matches:
                self._matches[call_id] = self._fits(row)
        return {call_id for call_id, fits in self._matches.items() if fits}

    def _fits(self, row: Row) -> bool:
        if self.ended_hidden and row.ended:
            return False
        if self.failures_only:
            state = self._view.state(row)
            if state.kind is not Kind.FAILED and state.level is not Level.ALARM:
                return False
        return not self._filter or self._filter.matches(filter_fields(row, self._view))
