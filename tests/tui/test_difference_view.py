"""Differences as they are read: numbers, signs, marks, and nothing that steers a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from console.actions.saving.parts import ListPart, Part, TextPart, ValuePart
from console.insight.difference import diff_lines
from console.tui.glyphs import UNICODE
from console.tui.styles import style_sheets
from console.tui.widgets.difference import Difference, difference_page
from console.tui.widgets.live_table.columns import Tone
from tests.tui.reading import ReadingApp

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from console.tui.widgets.reader import Line

RULES = "".join(f"Rule {number}.\n" for number in range(1, 13))


def lines_of(*parts: Part, width: int = 60) -> list[Line]:
    page = difference_page(parts, UNICODE)
    return [line for paragraph in page(width) for line in paragraph.lines]


def of_texts(old: str, new: str, width: int = 60) -> list[Line]:
    return lines_of(TextPart("", diff_lines(old, new)), width=width)


def plain(lines: list[Line]) -> list[str]:
    return ["".join(cell.text for cell in line).rstrip() for line in lines]


def in_tone(lines: list[Line], tone: Tone) -> list[str]:
    return [cell.text for line in lines for cell in line if cell.tone is tone and cell.text.strip()]


class TestALineOfADifference:
    def test_stands_before_what_it_became_with_its_number_and_sign(self) -> None:
        shown = plain(of_texts(RULES, RULES.replace("Rule 11.", "Rule eleven.")))
        assert shown == [
            "      … 7 unchanged lines",
            " 8  8   Rule 8.",
            " 9  9   Rule 9.",
            "10 10   Rule 10.",
            "11    - Rule 11.",
            "   11 + Rule eleven.",
            "12 12   Rule 12.",
        ]

    def test_has_its_changed_words_marked(self) -> None:
        lines = of_texts("Confirm {{oder_id}} first.\n", "Confirm {{order_id}} first.\n")
        assert in_tone(lines, Tone.REMOVED_MARK) == ["oder_id"]
        assert in_tone(lines, Tone.ADDED_MARK) == ["order_id"]

    def test_goes_on_below_itself_and_loses_nothing(self) -> None:
        words = "one two three four five six seven eight nine ten"
        lines = of_texts("", words, width=24)
        assert plain(lines) == [
            "  1 + one two three",
            "      four five six",
            "      seven eight nine",
            "      ten",
        ]
        broken = of_texts("", "x" * 50, width=24)
        assert "".join(plain(broken)).count("x") == 50

    def test_never_gets_wider_than_its_place(self) -> None:
        wide = "予約を確認してください。" * 4 + " {{name}} café " + "y" * 90
        for width in (24, 31, 60):
            for line in plain(of_texts("予約\n", wide, width=width)):
                assert cell_len(line) <= width

    def test_says_which_ending_changed_where_nothing_else_did(self) -> None:
        shown = "\n".join(plain(of_texts("Hello.\r\n", "Hello.\n")))
        assert "ends with CR LF" in shown
        assert "ends with LF" in shown


class TestWhatCannotBeSeen:
    def test_is_named_where_it_is_what_changed(self) -> None:
        lines = of_texts("Dear {{name}}\n", "Dear\u200b {{name}}\n")
        assert in_tone(lines, Tone.ADDED_MARK) == ["<U+200B>"]

    def test_cannot_steer_the_terminal(self) -> None:
        shown = "".join(plain(of_texts("a\n", "a\x1b]52;c;!\x07 \u202etxt\n")))
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "␛]52;c;!" in shown


class TestValues:
    def test_stand_on_one_line_with_what_they_become(self) -> None:
        assert plain(lines_of(ValuePart("temperature", "0.7", "0.9"))) == ["temperature  0.7 → 0.9"]

    def test_that_are_long_stand_below_each_other(self) -> None:
        part = ValuePart("end call phrases", "goodbye, bye bye", "goodbye, bye bye, see you")
        assert plain(lines_of(part, width=40)) == [
            "end call phrases",
            "- goodbye, bye bye",
            "+ goodbye, bye bye, see you",
        ]


class TestLists:
    PART = ListPart("tools", ("book_demo",), ("find_slots", "send_sms"))

    def test_stand_on_one_line_with_what_goes_and_what_comes(self) -> None:
        lines = lines_of(self.PART)
        assert plain(lines) == ["tools  - book_demo  + find_slots  + send_sms"]
        assert in_tone(lines, Tone.REMOVED) == ["- book_demo"]
        assert in_tone(lines, Tone.ADDED) == ["+ find_slots", "+ send_sms"]

    def test_that_are_long_have_a_line_for_each(self) -> None:
        shown = plain(lines_of(self.PART, width=30))
        assert shown == ["tools", "- book_demo", "+ find_slots", "+ send_sms"]


class Desk(ReadingApp):
    CSS_PATH: ClassVar = style_sheets()

    def __init__(self) -> None:
        super().__init__()
        self.difference = Difference()

    def compose(self) -> ComposeResult:
        yield self.difference


class TestOnTheScreen:
    async def test_two_texts_are_compared_and_scrolled_through(self) -> None:
        app = Desk()
        async with app.run_test(size=(60, 5)) as pilot:
            app.difference.focus()
            await app.difference.compare("", RULES)
            await pilot.pause()
            assert "+ Rule 1." in app.difference.render_line(0).text
            await pilot.press("G")
            assert "+ Rule 12." in app.difference.render_line(4).text

    async def test_a_changed_line_is_tinted_from_edge_to_edge(self) -> None:
        app = Desk()
        async with app.run_test(size=(60, 5)) as pilot:
            await app.difference.compare("", "Hello.\n")
            await pilot.pause()
            tinted = [
                segment.style.bgcolor
                for segment in app.difference.render_line(0)
                if segment.style and segment.text.strip(" 1")
            ]
            plain = app.difference.rich_style.bgcolor
            assert tinted
            assert all(colour != plain for colour in tinted)

    async def test_what_it_is_given_out_of_sight_is_there_when_it_is_shown(self) -> None:
        app = Desk()
        async with app.run_test(size=(60, 20)) as pilot:
            app.difference.styles.height = "auto"
            app.difference.show_parts([])
            await pilot.pause()
            app.difference.display = False
            await pilot.pause()
            app.difference.show_parts([TextPart("", diff_lines("", RULES))])
            app.difference.display = True
            await pilot.pause()
            assert app.difference.region.height == 12
            assert "+ Rule 1." in app.difference.render_line(0).text

    async def test_a_mark_at_the_end_of_a_line_ends_with_its_word(self) -> None:
        app = Desk()
        async with app.run_test(size=(60, 5)) as pilot:
            await app.difference.compare("one two three\n", "one two four\n")
            await pilot.pause()
            last = app.difference.render_line(1).crop(40)
            marked = app.difference.get_component_rich_style("live-table--added-mark").bgcolor
            assert {segment.style.bgcolor for segment in last if segment.style} != {marked}

    async def test_texts_that_are_the_same_say_so(self) -> None:
        app = Desk()
        async with app.run_test(size=(60, 5)) as pilot:
            await app.difference.compare("same", "same")
            await pilot.pause()
            assert app.difference.text == "No difference."
