"""What a table tells its owner; handlers are named `on_live_table_…`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from console.tui.widgets.live_table.columns import Sorting
    from console.tui.widgets.live_table.table import LiveTable


@dataclass
class TableMessage(Message):
    """Anything from a table."""

    table: LiveTable[Any]

    @property
    def control(self) -> LiveTable[Any]:
        """The table, for `@on(…, "#id")`."""
        return self.table


@dataclass
class Highlighted(TableMessage, namespace="live_table"):
    """The cursor is on another record now, or on none."""

    id: str | None


@dataclass
class Selected(TableMessage, namespace="live_table"):
    """A record was chosen, by enter or a double click."""

    id: str


@dataclass
class SortChanged(TableMessage, namespace="live_table"):
    """The rows are sorted by another column now, or the other way round."""

    sorting: Sorting


@dataclass
class MarksChanged(TableMessage, namespace="live_table"):
    """Other records are marked now."""

    marked: frozenset[str]
