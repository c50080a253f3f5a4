"""Text cut and padded to exact widths, and the difference between two lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from console.text import clean
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import changed_span, fit, steady

TEXTS = st.text(
    st.sampled_from("aé日本ア한🙂👩🏽\u200d💻❤️e\u0301[b]… ") | st.characters(), max_size=30
).map(clean)


def text_of(cells: list[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def fitted(text: str, width: int, *, right: bool = False) -> str:
    return text_of(fit(Cell(text), width, right=right))


class TestFitting:
    @pytest.mark.parametrize(
        ("text", "width", "result"),
        [
            ("Sales EN", 10, "Sales EN  "),
            ("Sales EN", 8, "Sales EN"),
            ("Sales EN", 7, "Sales …"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日… "),
            ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
            ("[bold]x[/]", 12, "[bold]x[/]  "),
            ("", 3, "   "),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ],
    )
    def test_text_is_cut_or_padded_to_the_width(self, text: str, width: int, result: str) -> None:
        assert fitted(text, width) == result

    def test_numbers_stand_on_the_right(self) -> None:
        assert fitted("12:40", 8, right=True) == "   12:40"

    def test_a_number_that_is_too_long_loses_its_end_and_says_so(self) -> None:
        assert fitted("1234567", 5, right=True) == "1234…"

    def test_pieces_keep_their_tones_and_the_ellipsis_takes_that_of_what_it_cuts(self) -> None:
        pieces = (Cell("from", Tone.DIM), Cell(" → "), Cell("destination", Tone.STRONG))
        assert fit(pieces, 12, right=False) == [
            Cell("from", Tone.DIM),
            Cell(" → "),
            Cell("dest", Tone.STRONG),
            Cell("…", Tone.STRONG),
        ]

    @given(text=TEXTS, width=st.integers(0, 40), right=st.booleans())
    def test_the_result_is_exactly_as_wide_as_asked(
        self, text: str, width: int, right: bool
    ) -> None:
        assert cell_len(fitted(text, width, right=right)) == width

    @given(text=TEXTS)
    def test_a_steady_text_is_as_wide_as_its_characters_together(self, text: str) -> None:
        text = steady(text)
        assert cell_len(text) == sum(cell_len(character) for character in text)


STYLES = (Style(bold=True), Style(dim=True), Style())


def strip_of(pieces: list[tuple[str, int]]) -> Strip:
    """A line of 60 terminal cells with pieces of text in some styles."""
    segments = [Segment(steady(text), STYLES[style]) for text, style in pieces if steady(text)]
    return Strip(segments).adjust_cell_length(60, Style())


LINES = st.lists(st.tuples(TEXTS, st.integers(0, 2)), max_size=5).map(strip_of)


def grid(strip: Strip) -> list[tuple[str, Style | None]]:
    """Each terminal cell with the character it shows; the right half of a wide one is empty."""
    cells: list[tuple[str, Style | None]] = []
    for text, style, _ in strip:
        for character in text:
            size = cell_len(character)
            if size:
                cells += [(character, style), *[("", style)] * (size - 1)]
            else:
                text_before, style_before = cells[-1]
                cells[-1] = (text_before + character, style_before)
    return cells


class TestDifference:
    def test_equal_lines_have_none(self) -> None:
        assert changed_span(strip_of([("abc", 0)]), strip_of([("abc", 0)])) is None

    def test_it_begins_near_the_first_changed_character_and_ends_with_the_last(self) -> None:
        assert changed_span(strip_of([("time 10:01 x", 2)]), strip_of([("time 10:02 x", 2)])) == (
            8,
            10,
        )

    def test_another_style_counts(self) -> None:
        before = strip_of([("ab", 2), ("cd", 1), ("ef", 2)])
        after = strip_of([("ab", 2), ("cd", 0), ("ef", 2)])
        assert changed_span(before, after) == (2, 4)

    @given(old=LINES, new=LINES)
    def test_outside_of_it_the_lines_look_the_same(self, old: Strip, new: Strip) -> None:
        start, end = changed_span(old, new) or (60, 60)
        before, after = grid(old), grid(new)
        assert before[:start] == after[:start]
        assert before[end:] == after[end:]
