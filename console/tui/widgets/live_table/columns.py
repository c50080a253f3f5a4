"""What an owner declares: columns, the cells in them, and the order of rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

R_contra = TypeVar("R_contra", contravariant=True)


class Sortable(Protocol):
    """A value that knows whether it comes before another of its kind."""

    def __lt__(self, other: Any, /) -> bool: ...


class Tone(StrEnum):
    """What a cell's colour means; the colour itself stands in `styles/live_table.tcss`."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    ALARM = "alarm"
    ADDED = "added"
    ADDED_MARK = "added-mark"
    REMOVED = "removed"
    REMOVED_MARK = "removed-mark"
    MATCH = "match"
    MATCH_HERE = "match-here"


class Cell(NamedTuple):
    """A piece of text in one tone. The text is drawn as it is, never read as markup."""

    text: str = ""
    tone: Tone = Tone.PLAIN


Cells: TypeAlias = Cell | tuple[Cell, ...]
"""One cell, or several pieces in different tones that stand in one column."""


class Flexible(NamedTuple):
    """A column that takes a share of the width which the fixed columns leave."""

    least: int
    """Terminal cells below which the column is not shown at all."""
    weight: int = 1
    """Its share of what is left, against the other flexible columns."""


@dataclass(frozen=True)
class Column(Generic[R_contra]):
    """One column: how it is named, how a record shows in it, and how it sorts."""

    key: str
    title: str
    cell: Callable[[R_contra], Cells]
    """Draws a record's cell. Asked only for rows on the screen."""
    width: int | Flexible
    align: Literal["left", "right"] = "left"
    sort: Callable[[R_contra], Sortable | None] | None = None
    """The typed value to sort by (None comes last); a column without it cannot be sorted."""
    importance: int = 0
    """Where the width does not do for all, the least important columns go first."""
    ticks: bool = False
    """Changes with time alone: asked again at each `LiveTable.tick`."""
    flashes: bool = True
    """Whether a new value is shown by a short flash. Times and ages say no."""

    @property
    def largest_first(self) -> bool:
        """Whether sorting by it begins with the largest: of numbers, those are the news."""
        return self.align == "right"

    @property
    def least_width(self) -> int:
        """Terminal cells without which the column cannot be shown."""
        return self.width.least if isinstance(self.width, Flexible) else self.width


@dataclass(frozen=True, slots=True)
class Narrow(Generic[R_contra]):
    """The columns of a table that has fewer than `below` terminal cells."""

    below: int
    columns: Sequence[Column[R_contra]]


class Sorting(NamedTuple):
    """What rows are sorted by: a column's key, or None for the owner's own order."""

    column: str | None = None
    descending: bool = False
