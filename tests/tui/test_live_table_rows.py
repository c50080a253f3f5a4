"""Cursor, marks and view while rows come, go and change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from console.tui.widgets.live_table.order import in_order
from console.tui.widgets.live_table.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable


def rows_of(ids: Iterable[str], *, height: int = 4) -> Rows[str]:
    """Rows whose records are their ids, in a view of some lines."""
    rows: Rows[str] = Rows()
    rows.resize(height)
    rows.show({id_: id_ for id_ in ids})
    return rows


def show(rows: Rows[str], ids: Iterable[str], only: Iterable[str] | None = None) -> None:
    rows.show({id_: id_ for id_ in ids}, None if only is None else set(only))


def touched(ids: Iterable[str], cursor: str, *, height: int = 4) -> Rows[str]:
    """Rows in which a person has gone to one."""
    rows = rows_of(ids, height=height)
    rows.put_cursor(rows.ids.index(cursor))
    return rows


class TestOrder:
    def test_values_sort_by_their_type_and_not_as_text(self) -> None:
        assert in_order("abc", {"a": 10, "b": 9, "c": 100}) == ["b", "a", "c"]

    def test_no_value_comes_last_in_both_directions(self) -> None:
        values = {"a": None, "b": 1, "c": 2}
        assert in_order("abc", values) == ["b", "c", "a"]
        assert in_order("abc", values, descending=True) == ["c", "b", "a"]

    def test_ties_are_broken_by_id_in_both_directions(self) -> None:
        values = {"c": 1, "a": 1, "b": 1, "e": None, "d": None}
        assert in_order("cabed", values) == ["a", "b", "c", "d", "e"]
        assert in_order("cabed", values, descending=True) == ["a", "b", "c", "d", "e"]

    def test_a_changed_value_moves_its_row(self) -> None:
        values = {"a": 1, "b": 2, "c": 3}
        rows: Rows[str] = Rows(values.__getitem__)
        rows.show({id_: id_ for id_ in "abc"})
        values["a"] = 9
        rows.show({id_: id_ for id_ in "abc"}, changed="a")
        assert rows.ids == ["b", "c", "a"]

    def test_without_a_value_the_records_stand_in_their_own_order(self) -> None:
        rows = rows_of("cab")
        rows.sort(lambda row: row, descending=False)
        assert rows.ids == ["a", "b", "c"]
        rows.sort(None, descending=False)
        assert rows.ids == ["c", "a", "b"]


class TestCursor:
    def test_it_begins_on_the_first_row(self) -> None:
        assert rows_of("abc").cursor == "a"

    def test_it_stays_on_its_record_and_line_when_rows_come_above(self) -> None:
        rows = touched("abcdefgh", "c")
        line = rows.ids.index("c") - rows.top
        show(rows, "xyzabcdefgh")
        assert rows.cursor == "c"
        assert rows.ids.index("c") - rows.top == line

    def test_it_stays_on_its_record_and_line_when_rows_go_above(self) -> None:
        rows = touched("abcdefgh", "g")
        line = rows.ids.index("g") - rows.top
        show(rows, "efgh" + "ijkl")
        assert rows.cursor == "g"
        assert rows.ids.index("g") - rows.top == min(line, 2)

    def test_the_next_row_takes_over_from_one_that_vanishes_and_stands_on_its_line(self) -> None:
        rows = touched("abcdefgh", "f")
        line = rows.ids.index("f") - rows.top
        show(rows, "abcdegh" + "ijkl")
        assert rows.cursor == "g"
        assert rows.ids.index("g") - rows.top == line

    def test_the_row_before_takes_over_from_the_last_one(self) -> None:
        rows = touched("abc", "c")
        show(rows, "ab")
        assert rows.cursor == "b"

    def test_a_filter_that_hides_its_row_is_like_a_removal(self) -> None:
        rows = touched("abcdef", "c")
        show(rows, "abcdef", only="adf")
        assert rows.cursor == "d"

    def test_it_comes_back_to_its_record_after_a_list_was_empty(self) -> None:
        rows = touched("abcdef", "c")
        show(rows, "abcdef", only="")
        assert rows.cursor is None
        show(rows, "abcdef")
        assert rows.cursor == "c"

    def test_sorting_keeps_it_on_its_record_and_line(self) -> None:
        rows = touched("abcdefghij", "e")
        line = rows.ids.index("e") - rows.top
        rows.sort(lambda row: row, descending=True)
        assert rows.cursor == "e"
        assert rows.ids.index("e") - rows.top == line

    def test_pages_move_it_together_with_the_view(self) -> None:
        rows = touched("abcdefghijkl", "b")
        rows.page(1)
        assert (rows.cursor, rows.top) == ("e", 3)
        rows.page(-1)
        assert (rows.cursor, rows.top) == ("b", 0)


class TestView:
    def test_a_list_nobody_touched_rests_at_its_top(self) -> None:
        rows = rows_of("abcdef")
        show(rows, "xyabcdef")
        assert (rows.cursor, rows.top) == ("a", 0)

    def test_even_then_the_cursor_is_not_pushed_out_of_sight(self) -> None:
        rows = rows_of("abcdef")
        show(rows, "uvwxyzabcdef")
        assert rows.cursor == "a"
        assert "a" in rows.in_sight

    def test_going_to_the_top_lets_the_list_rest_again(self) -> None:
        rows = touched("abcdef", "e")
        rows.rest()
        show(rows, "xyabcdef")
        assert (rows.cursor, rows.top) == ("a", 0)

    def test_the_wheel_moves_the_view_and_not_the_cursor(self) -> None:
        rows = touched("abcdefghijkl", "a")
        rows.scroll(5)
        assert (rows.cursor, rows.top) == ("a", 5)

    def test_what_is_in_sight_stays_when_the_cursor_is_elsewhere(self) -> None:
        rows = touched("abcdefghijkl", "a")
        rows.scroll(5)
        in_sight = rows.in_sight
        show(rows, "xyzabcdefghijkl")
        assert rows.in_sight == in_sight

    def test_a_lower_window_keeps_the_cursor_in_sight(self) -> None:
        rows = touched("abcdefghijkl", "d", height=6)
        rows.resize(2)
        assert "d" in rows.in_sight

    def test_there_is_no_empty_space_below_a_list_that_fills_the_view(self) -> None:
        rows = touched("abcdefghijkl", "l")
        show(rows, "abcdef")
        assert rows.in_sight == ["c", "d", "e", "f"]


class TestMarks:
    def test_they_follow_their_records(self) -> None:
        rows = rows_of("abc")
        rows.toggle_mark("b")
        show(rows, "xcba")
        assert rows.marked == {"b"}

    def test_a_second_time_takes_the_mark_away(self) -> None:
        rows = rows_of("abc")
        rows.toggle_mark("b")
        rows.toggle_mark("b")
        assert not rows.marked

    def test_the_mark_of_a_vanished_record_is_dropped(self) -> None:
        rows = rows_of("abc")
        rows.toggle_mark("b")
        show(rows, "ac")
        show(rows, "abc")
        assert not rows.marked

    def test_a_mark_behind_a_filter_stays_and_is_counted(self) -> None:
        rows = rows_of("abc")
        rows.toggle_mark("a")
        rows.toggle_mark("b")
        show(rows, "abc", only="ac")
        assert rows.marked == {"a", "b"}
        assert rows.hidden_marks == 1


IDS = [f"{number:02}" for number in range(30)]


class LiveRows(RuleBasedStateMachine):
    """Anything that can happen to a table, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.values = dict.fromkeys(IDS, 0)
        self.rows: Rows[str] = Rows(lambda id_: self.values[id_])
        self.rows.resize(5)
        self.rows.put_cursor(0)
        self.present: set[str] = set()
        self.only: set[str] | None = None

    def show(self, changed: Iterable[str] = ()) -> None:
        """Hand over what there is, and check what must not have moved."""
        before, cursor = list(self.rows.ids), self.rows.cursor
        line = before.index(cursor) - self.rows.top if cursor else None
        self.rows.show({id_: id_ for id_ in self.present}, self.only, changed)
        self.check_the_cursor(before, cursor, line)

    def check_the_cursor(self, before: list[str], cursor: str | None, line: int | None) -> None:
        rows = self.rows
        if cursor is None or line is None or not rows.ids:
            return
        if cursor in rows.ids:
            assert rows.cursor == cursor
        else:
            index = before.index(cursor)
            after = [id_ for id_ in before[index:] if id_ in rows.ids]
            earlier = [id_ for id_ in before[:index] if id_ in rows.ids]
            if after or earlier:
                assert rows.cursor == (after[0] if after else earlier[-1])
        if 0 <= line < rows.height and rows.cursor in before:
            lowest = max(0, len(rows.ids) - rows.height)
            wanted = rows.ids.index(rows.cursor) - line
            assert rows.top == max(0, min(wanted, lowest))

    @rule(ids=st.sets(st.sampled_from(IDS), max_size=12))
    def rows_come(self, ids: set[str]) -> None:
        self.present |= ids
        self.show()

    @rule(ids=st.sets(st.sampled_from(IDS), max_size=12))
    def rows_go(self, ids: set[str]) -> None:
        self.present -= ids
        self.show()

    @rule(ids=st.sets(st.sampled_from(IDS), max_size=5), value=st.integers(0, 5))
    def rows_change(self, ids: set[str], value: int) -> None:
        self.values |= dict.fromkeys(ids, value)
        self.show(changed=ids)

    @rule(only=st.none() | st.sets(st.sampled_from(IDS)))
    def somebody_filters(self, only: set[str] | None) -> None:
        self.only = only
        self.show()

    @rule(descending=st.booleans(), by_value=st.booleans())
    def somebody_sorts(self, descending: bool, by_value: bool) -> None:
        before, cursor = list(self.rows.ids), self.rows.cursor
        line = before.index(cursor) - self.rows.top if cursor else None
        self.rows.sort(
            (lambda id_: self.values[id_]) if by_value else (lambda id_: id_),
            descending=descending,
        )
        self.check_the_cursor(before, cursor, line)

    @rule(steps=st.integers(-8, 8))
    def somebody_moves(self, steps: int) -> None:
        index = self.rows.index
        self.rows.move(steps)
        if index is not None:
            assert self.rows.index == max(0, min(index + steps, len(self.rows.ids) - 1))
            assert self.rows.cursor in self.rows.in_sight or not self.rows.height

    @rule(pages=st.sampled_from((-1, 1)))
    def somebody_turns_a_page(self, pages: int) -> None:
        self.rows.page(pages)

    @rule(lines=st.integers(-8, 8))
    def somebody_scrolls(self, lines: int) -> None:
        cursor = self.rows.cursor
        self.rows.scroll(lines)
        assert self.rows.cursor == cursor

    @rule(height=st.integers(0, 40))
    def the_window_changes(self, height: int) -> None:
        self.rows.resize(height)

    @precondition(lambda self: self.rows.cursor is not None)
    @rule()
    def somebody_marks(self) -> None:
        assert self.rows.cursor
        self.rows.toggle_mark(self.rows.cursor)

    @invariant()
    def exactly_the_chosen_rows_are_shown_once_each(self) -> None:
        shown = self.present if self.only is None else self.present & self.only
        assert sorted(self.rows.ids) == sorted(shown)

    @invariant()
    def there_is_a_cursor_exactly_when_there_are_rows(self) -> None:
        assert (self.rows.cursor in self.rows.ids) == bool(self.rows.ids)
        assert bool(self.rows.ids) or self.rows.cursor is None

    @invariant()
    def the_view_is_filled(self) -> None:
        assert 0 <= self.rows.top <= max(0, len(self.rows.ids) - self.rows.height)

    @invariant()
    def only_records_that_exist_are_marked(self) -> None:
        assert self.rows.marked <= self.present


TestAnythingThatCanHappen = LiveRows.TestCase
TestAnythingThatCanHappen.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None
)
