"""The order of rows: typed values, None last, ties broken by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from console.tui.widgets.live_table.columns import Sortable


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
