from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.tui.widgets.live_table.columns import Cell
from console.tui.widgets.prose import flow, wrap


class TestWrapping:
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", [""]),
            ("short", ["short"]),
            ("one two three", ["one two", "three"]),
            ("one\n\ntwo", ["one", "", "two"]),
            ("abcdefghijkl", ["abcdefghij", "kl"]),
            ("a abcdefghijkl", ["a", "abcdefghij", "kl"]),
            ("日本語のテキスト", ["日本語のテ", "キスト"]),
            ("one      two three", ["one", "two three"]),
        ],
    )
    def test_breaks_at_spaces_and_between_ideographs_else_where_it_must(
        self, text: str, lines: list[str]
    ) -> None:
        assert wrap(text, 10) == lines

    @given(st.text(alphabet="ab 日é\u0301😀\n\u200d", max_size=60), st.integers(2, 12))
    def test_never_makes_a_line_too_wide_and_loses_no_word(self, text: str, width: int) -> None:
        lines = wrap(text, width)
        assert all(cell_len(line) <= width for line in lines)
        kept = "".join("".join(lines).split()).replace("\u200d", "")
        # An accent without a letter to stand on may go.
        assert kept.replace("\u0301", "") == "".join(text.split()).replace("\u200d", "").replace(
            "\u0301", ""
        )


class TestFlowing:
    def lines(self, parts: list[str], width: int = 10) -> list[str]:
        flowing = flow([(Cell(part),) for part in parts], Cell(" · "), width)
        return ["".join(cell.text for cell in line) for line in flowing]

    def test_puts_parts_beside_each_other_where_they_fit(self) -> None:
        assert self.lines(["one", "two", "three"]) == ["one · two", "three"]
        assert self.lines([]) == []

    def test_breaks_a_part_only_where_it_is_longer_than_a_line(self) -> None:
        assert self.lines(["a", "one two 3", "b"]) == ["a", "one two 3", "b"]
        assert self.lines(["a", "one two three", "b"]) == ["a · one", "two three", "b"]
        assert self.lines(["日本語のテキスト"]) == ["日本語のテ", "キスト"]

    @given(st.lists(st.text(alphabet="ab 日é\u0301😀", max_size=40)), st.integers(2, 12))
    def test_fits_into_any_width(self, parts: list[str], width: int) -> None:
        assert all(cell_len(line) <= width for line in self.lines(parts, width))
