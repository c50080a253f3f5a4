"""An order that is kept by placing what changed is the order that sorting all would make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.tui.widgets.live_table.order import Order, in_order

Records = dict[str, int | None]

IDS = [f"{number:02}" for number in range(40)]
RECORDS = st.dictionaries(st.sampled_from(IDS), st.none() | st.integers(0, 5))


def value(record: int | None) -> int | None:
    return record


class TestAnOrder:
    @given(st.lists(RECORDS, min_size=1, max_size=8), st.booleans())
    @settings(max_examples=200, deadline=None)
    def test_is_that_of_sorting_whatever_comes_changes_and_goes(
        self, boards: list[Records], descending: bool
    ) -> None:
        before = boards[0]
        order = Order(value, before, descending=descending)
        for records in boards:
            changed = [id_ for id_ in records if id_ in before and records[id_] != before[id_]]
            order.update(records, changed)
            assert order.ids == in_order(records, records, descending=descending)
            before = records

    @pytest.mark.parametrize("descending", [False, True])
    def test_places_few_among_many(self, descending: bool) -> None:
        records: Records = {id_: int(id_) % 7 for id_ in IDS}
        order = Order(value, records, descending=descending)
        records |= {"07": 6, "08": None, "new": 3}
        order.update(records, ["07", "08"])
        assert order.ids == in_order(records, records, descending=descending)

    def test_asks_nothing_of_rows_that_stayed_as_they_are(self) -> None:
        asked: list[int] = []

        def asking(record: int) -> int:
            asked.append(record)
            return record

        order = Order(asking, {"a": 1, "b": 2, "c": 3})
        asked.clear()
        order.update({"a": 1, "b": 5, "c": 3, "d": 4}, ["b"])
        assert sorted(asked) == [4, 5]
        assert order.ids == ["a", "c", "d", "b"]

    def test_leaves_the_list_alone_that_it_gave_out(self) -> None:
        order = Order(value, {"a": 1, "b": 2})
        given_out = order.ids
        order.update({"b": 2, "c": 0}, [])
        assert given_out == ["a", "b"]
        assert order.ids == ["c", "b"]
