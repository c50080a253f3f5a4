"""Which rows are shown in which order, and where cursor, marks and view stand among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from console.tui.widgets.live_table.order import Order, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from console.tui.widgets.live_table.columns import Sortable

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Stance:
    """Where somebody stood in a list, to come back to.

    Attributes:
        cursor: the row under the cursor.
        marked: the marked rows.
        top: the row on the first line.
        untouched: whether the list rested at its top.
    """

    cursor: str | None
    marked: frozenset[str]
    top: str | None
    untouched: bool


class Rows(Generic[R]):
    """The rows of a table, without a screen.

    Cursor and marks belong to ids, never to positions. While rows come, go and change places,
    the cursor's row stays on its line of the screen (or, with the cursor out of sight, the first
    row in sight does), so that nothing jumps under a reader. A list that nobody has touched yet
    rests at its top instead, so that what arrives above is seen.
    """

    def __init__(self, value: Callable[[R], Sortable | None] | None = None) -> None:
        self.records: dict[str, R] = {}
        self.ids: list[str] = []
        """The shown rows, in order."""
        self.cursor: str | None = None
        self.marked: frozenset[str] = frozenset()
        self.top: int = 0
        """Index of the row on the first line."""
        self.height: int = 0
        """Lines on the screen for rows."""
        self._order: Order[R] | None = Order(value, {}) if value else None
        self._only: frozenset[str] | None = None
        self.untouched = True
        """Nobody has moved cursor or view yet."""
        self._lost: str | None = None

    def show(
        self,
        records: Mapping[str, R],
        only: Collection[str] | None = None,
        changed: Iterable[str] = (),
    ) -> None:
        """Take in what there is now.

        Args:
            records: every record there is, by id.
            only: the ids to show of them; None shows all.
            changed: ids whose record is not the one of the last time.
        """
        self.records = dict(records)  # the owner's may lose records before it says so
        self.marked = frozenset(id_ for id_ in self.marked if id_ in records)
        self._only = None if only is None else frozenset(only)
        if self._order is not None:
            self._order.update(self.records, changed)
        self._arrange(self._shown())

    def sort(self, value: Callable[[R], Sortable | None] | None, *, descending: bool) -> None:
        """Sort by another value; None leaves the records' own order."""
        self._order = Order(value, self.records, descending=descending) if value else None
        self._arrange(self._shown())

    def _shown(self) -> list[str]:
        """The rows to show, in order."""
        ids = self.records if self._order is None else self._order.ids
        return [id_ for id_ in ids if self._only is None or id_ in self._only]

    def _arrange(self, ids: list[str]) -> None:
        """Put the rows into their new order, around what must not move on the screen."""
        before, self.ids = self.ids, ids
        if before == ids:
            return
        staying = set(ids)
        in_sight = before[self.top : self.top + self.height]
        index = self._index_in(before)
        line = None if index is None else index - self.top
        if self.cursor not in staying:
            self._hand_on_the_cursor(before, index, staying)
        if self.untouched and self.top == 0:
            self._scroll_into_sight()
            return
        anchor = self.cursor
        if line is None or not 0 <= line < self.height:
            line, anchor = next(
                ((line, id_) for line, id_ in enumerate(in_sight) if id_ in staying), (0, None)
            )
        if anchor is not None:
            self.scroll_to(ids.index(anchor) - line)
        else:
            self.scroll_to(self.top)

    def _hand_on_the_cursor(self, before: list[str], index: int | None, staying: set[str]) -> None:
        """Give it to a neighbour; a list that was empty gives it back where it was."""
        if index is None:
            self.cursor = self._lost if self._lost in staying else None
        else:
            self._lost, self.cursor = self.cursor, nearest(before, index, staying)
        if self.cursor is None:
            self.cursor = next(iter(self.ids), None)

    @property
    def index(self) -> int | None:
        """Where the cursor's row stands among the shown ones."""
        return self._index_in(self.ids)

    def _index_in(self, ids: list[str]) -> int | None:
        return None if self.cursor is None else ids.index(self.cursor)

    @property
    def in_sight(self) -> list[str]:
        """The rows on the screen, from the first line down."""
        return self.ids[self.top : self.top + self.height]

    @property
    def hidden_marks(self) -> int:
        """How many marked rows are not shown at present."""
        return len(self.marked.difference(self.ids)) if self.marked else 0

    def resize(self, height: int) -> None:
        """Take another number of lines; a cursor that was in sight stays in sight."""
        was_in_sight = self.cursor in self.in_sight
        self.height = max(0, height)
        self.scroll_to(self.top)
        if was_in_sight or self.untouched:
            self._scroll_into_sight()

    @property
    def stance(self) -> Stance:
        """Where cursor, marks and view stand."""
        top = next(iter(self.ids[self.top :]), None)
        return Stance(self.cursor, self.marked, top, self.untouched)

    def take(self, stance: Stance) -> None:
        """Stand so again, as far as the rows are still there."""
        self.marked = stance.marked.intersection(self.records)
        if stance.untouched:
            self.rest()
            return
        if stance.cursor in self.ids:
            self.put_cursor(self.ids.index(stance.cursor))
        if stance.top in self.ids:
            self.untouched = False
            self.scroll_to(self.ids.index(stance.top))

    def put_cursor(self, index: int) -> None:
        """Move the cursor to a position (the nearest there is) and bring it into sight."""
        self.untouched = False
        if self.ids:
            self.cursor = self.ids[max(0, min(index, len(self.ids) - 1))]
            self._scroll_into_sight()

    def rest(self) -> None:
        """Go to the very top and rest there, as if nobody had touched the list."""
        self.put_cursor(0)
        self.untouched = True

    def move(self, steps: int) -> None:
        """Move the cursor down by `steps` rows, or up."""
        if (index := self.index) is not None:
            self.put_cursor(index + steps)

    def page(self, pages: int) -> None:
        """Turn pages: cursor and view move together by a screen less one line."""
        steps = pages * max(1, self.height - 1)
        self.scroll_to(self.top + steps)
        self.move(steps)

    def scroll_to(self, top: int) -> None:
        """Let the view begin at a position, as far as there are rows; the cursor stays."""
        self.top = max(0, min(top, len(self.ids) - self.height))

    def scroll(self, lines: int) -> None:
        """Move the view, and it is a reader's from now on."""
        self.untouched = False
        self.scroll_to(self.top + lines)

    def toggle_mark(self, id_: str) -> None:
        """Mark a row, or take its mark away."""
        if id_ in self.records:
            self.marked = self.marked.symmetric_difference({id_})

    def _scroll_into_sight(self) -> None:
        index = self.index
        if index is None or self.height == 0:
            self.scroll_to(self.top)
        else:
            self.scroll_to(max(index - self.height + 1, min(self.top, index)))
