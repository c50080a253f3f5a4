"""The order of rows: typed values, None last, ties broken by id."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from console.tui.widgets.live_table.columns import Sortable

R = TypeVar("R")

_FEW = 1 / 8
"""Share of the rows up to which placing each anew is quicker than sorting all."""


class Order(Generic[R]):
    """The ids of all records, sorted by a value of theirs.

    Once sorted it stays so by placing what came and changed; of the rest nothing is asked again.
    """

    def __init__(
        self,
        value: Callable[[R], Sortable | None],
        records: Mapping[str, R],
        *,
        descending: bool = False,
    ) -> None:
        self._value = value
        self._descending = descending
        self._values = {id_: value(record) for id_, record in records.items()}
        self.ids = in_order(self._values, self._values, descending=descending)
        """In order. Another list after each change."""

    def update(self, records: Mapping[str, R], changed: Iterable[str]) -> None:
        """Take in which records there are now, and which of them are others than before."""
        values = self._values
        gone = values.keys() - records.keys()
        for id_ in gone:
            del values[id_]
        moved: set[str] = set()
        for id_ in (records.keys() - values.keys()).union(changed) & records.keys():
            value = self._value(records[id_])
            if id_ not in values or values[id_] != value:
                values[id_] = value
                moved.add(id_)
        if len(moved) > len(values) * _FEW:
            self.ids = in_order(values, values, descending=self._descending)
        elif moved or gone:
            leaving = gone | moved
            self.ids = [id_ for id_ in self.ids if id_ not in leaving]
            for id_ in moved:
                insort(self.ids, id_, key=self._place)

    def _place(self, id_: str) -> tuple[bool, Sortable | None, str]:
        value = self._values[id_]
        if self._descending and value is not None:
            value = _Turned(value)
        return value is None, value, id_


class _Turned(NamedTuple):
    """A value that comes after what is greater."""

    value: Sortable

    def __lt__(self, other: Any) -> bool:
        return other[0] < self[0]


def in_order(
    ids: Iterable[str], values: Mapping[str, Sortable | None], *, descending: bool = False
) -> list[str]:
    """Sort ids by their values.

    Rows without a value come last in both directions, and equal values stand in the order of
    their ids in both directions, so that rows which are alike never swap places.
    """
    by_id = sorted(ids)
    valued = {id_: value for id_ in by_id if (value := values[id_]) is not None}
    ordered = sorted(valued, key=valued.__getitem__, reverse=descending)
    return ordered + [id_ for id_ in by_id if id_ not in valued]


def nearest(ids: Sequence[str], index: int, staying: Collection[str]) -> str | None:
    """The row that takes over from the one at `index`: the next that stays, else the previous."""
    after = (id_ for id_ in ids[index:] if id_ in staying)
    before = (id_ for id_ in reversed(ids[:index]) if id_ in staying)
    return next(after, None) or next(before, None)
