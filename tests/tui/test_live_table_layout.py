"""Which columns fit, how wide they are, and which lines show the position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.tui.widgets.live_table.columns import Cell, Column, Flexible
from console.tui.widgets.live_table.layout import (
    GAP,
    GUTTER,
    HINT,
    Layout,
    chosen_of,
    lay_out,
    thumb,
)


def column(key: str, width: int | Flexible, importance: int = 0) -> Column[str]:
    return Column(key, key.upper(), Cell, width, importance=importance)


def keys(layout: Layout[str]) -> str:
    return "".join(placed.column.key for placed in layout.placed)


class TestWidths:
    def test_flexible_columns_share_by_weight_what_the_fixed_ones_leave(self) -> None:
        columns = [column("a", 10), column("b", Flexible(5, 1)), column("c", Flexible(5, 3))]
        room = 10 + 5 + 5 + 2 * GAP + 40
        layout = lay_out(columns, GUTTER + room + HINT)
        assert [placed.width for placed in layout.placed] == [10, 5 + 10, 5 + 30]

    def test_columns_stand_one_after_the_other_with_a_gap_between_them(self) -> None:
        layout = lay_out([column("a", 10), column("b", 4), column("c", 4)], 80)
        assert [placed.x for placed in layout.placed] == [
            GUTTER,
            GUTTER + 10 + GAP,
            GUTTER + 10 + GAP + 4 + GAP,
        ]

    def test_a_first_column_wider_than_the_table_is_cut(self) -> None:
        (placed,) = lay_out([column("a", 50)], 20).placed
        assert placed.x + placed.width <= 20 - HINT

    @given(
        widths=st.lists(
            st.integers(1, 30) | st.builds(Flexible, st.integers(1, 30), st.integers(1, 5)),
            min_size=1,
            max_size=8,
        ),
        width=st.integers(0, 200),
        moved=st.integers(0, 9),
    )
    def test_nothing_ever_stands_outside_of_the_table(
        self, widths: list[int | Flexible], width: int, moved: int
    ) -> None:
        columns = [column(str(index), each) for index, each in enumerate(widths)]
        placed = lay_out(columns, width, moved).placed
        assert placed[0].column is columns[0]
        last = placed[-1]
        assert last.width == 0 or last.x + last.width <= width - HINT


class TestNarrowTables:
    columns = (
        column("a", 10, 9),
        column("b", 10, 1),
        column("c", 10, 5),
        column("d", 10, 1),
        column("e", 10, 5),
    )

    @pytest.mark.parametrize(
        ("columns_of_room", "shown"), [(5, "abcde"), (4, "abce"), (3, "ace"), (2, "ac"), (1, "a")]
    )
    def test_the_least_important_go_first_and_among_equals_the_rightmost(
        self, columns_of_room: int, shown: str
    ) -> None:
        width = GUTTER + HINT + columns_of_room * (10 + GAP)
        assert keys(lay_out(self.columns, width)) == shown

    def test_moving_makes_room_for_what_was_left_out_and_keeps_the_first(self) -> None:
        width = GUTTER + HINT + 3 * (10 + GAP)
        assert keys(lay_out(self.columns, width, moved=2)) == "ade"

    def test_a_layout_tells_whether_anything_is_missing_on_the_right(self) -> None:
        width = GUTTER + HINT + 3 * (10 + GAP)
        assert not lay_out(self.columns, width).complete
        assert lay_out(self.columns, width, moved=2).complete


class TestThumb:
    def test_a_list_that_fits_needs_none(self) -> None:
        assert not thumb(0, 10, 10)

    def test_it_stands_at_the_top_for_the_first_rows_and_at_the_bottom_for_the_last(self) -> None:
        assert thumb(0, 10, 50) == range(2)
        assert thumb(40, 10, 50) == range(8, 10)

    @given(height=st.integers(1, 100), total=st.integers(0, 10_000), data=st.data())
    def test_it_never_leaves_the_list(self, height: int, total: int, data: st.DataObject) -> None:
        top = data.draw(st.integers(0, max(0, total - height)))
        lines = thumb(top, height, total)
        assert lines.start >= 0
        assert lines.stop <= height
        assert bool(lines) == (total > height)


class TestChosenColumns:
    COLUMNS = (column("a", 5), column("b", 5), column("c", 5))

    def test_stand_in_the_order_in_which_they_were_chosen(self) -> None:
        assert [each.key for each in chosen_of(self.COLUMNS, ("c", "a"))] == ["c", "a"]

    def test_leave_from_the_end_where_they_do_not_fit(self) -> None:
        layout = lay_out(chosen_of(self.COLUMNS, ("c", "a", "b")), 18)
        assert [placed.column.key for placed in layout.placed] == ["c", "a"]

    def test_are_those_of_the_narrow_table_where_it_has_its_own(self) -> None:
        narrow = column("a", 3)
        assert chosen_of((*self.COLUMNS, narrow), ("a",))[0].width == 3
