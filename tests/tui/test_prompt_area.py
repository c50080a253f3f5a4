"""The prompt area on a screen: what it keeps, what it shows, and which keys it leaves alone."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.widgets import Input

from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES, ansi_theme, dark_theme
from console.tui.widgets.prompt_area.area import PromptArea
from console.tui.widgets.prompt_area.document import ExactDocument, signs
from console.tui.widgets.prompt_area.highlighting import Look, fenced_lines, spans
from console.tui.widgets.prompt_area.wrapping import WrappedText, breaks
from tests.tui.reading import Repaints

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from rich.style import Style
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.pilot import Pilot

SCREEN_KEYS = [f"ctrl+{letter}" for letter in "sdtfnoleg"]
HOSTILE = "a\x1b[31m\x00\x07\x0b\x0c\x1c\x1d\x1e\x7f\x85\x9b\u2028\u2029\u202e\u200b\ud800\tz"
MIXED = "unix\nwindows\r\nold\rmac\n\nlast\r\n"

texts = st.text(st.sampled_from("ab \n\r\t\x0b\x85\u2028é日\u0301\ud800{"), max_size=40)


class Plain(PromptArea):
    """One for short texts."""

    NUMBERED = False


class Desk(App[None]):
    """An area between two fields, on a screen with keys of its own."""

    CSS_PATH = style_sheets()
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"note('{key}')") for key in (*SCREEN_KEYS, "escape")
    ]

    def __init__(self, area: type[PromptArea] = PromptArea) -> None:
        super().__init__()
        self.area = area()
        self.noted: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield Input(id="before")
        yield self.area
        yield Input(id="after")

    def action_note(self, key: str) -> None:
        self.noted.append(key)

    def lines(self) -> list[str]:
        height = self.area.size.height
        return [self.area.render_line(y).text.rstrip() for y in range(height)]

    def style_of(self, text: str) -> Style:
        strips = [self.area.render_line(y) for y in range(self.area.size.height)]
        found = (segment.style for strip in strips for segment in strip if text in segment.text)
        style = next(found)
        assert style is not None
        return style


@asynccontextmanager
async def desk(
    text: str = "", *, size: tuple[int, int] = (60, 20), area: type[PromptArea] = PromptArea
) -> AsyncGenerator[tuple[Desk, PromptArea, Pilot[None]]]:
    app = Desk(area)
    async with app.run_test(size=size) as pilot:
        app.register_theme(dark_theme(None))
        app.register_theme(ansi_theme(None))
        app.theme = "oneinbox-dark"
        app.area.load_exact(text)
        app.area.focus()
        await pilot.pause()
        yield app, app.area, pilot


class TestWhatIsLoaded:
    @pytest.mark.parametrize("text", ["", "\n", "one line", MIXED, HOSTILE, "\r", "\r\n\r\n"])
    async def test_comes_back_byte_for_byte(self, text: str) -> None:
        async with desk(text) as (_, area, _):
            assert area.exact == text
            assert not area.edited

    @given(texts)
    def test_is_kept_by_the_document_whatever_it_is(self, text: str) -> None:
        document = ExactDocument(text)
        assert document.get_text_range(document.start, document.end) == text

    async def test_cannot_be_undone_to_what_was_there_before(self) -> None:
        async with desk("first") as (_, area, pilot):
            await pilot.press("x")
            area.load_exact("second")
            await pilot.press("ctrl+z")
            assert area.exact == "second"


class TestEditing:
    async def test_changes_nothing_but_the_edited_spot(self) -> None:
        async with desk(MIXED + HOSTILE) as (_, area, pilot):
            await pilot.press("down", "end", "!")
            assert area.exact == "unix\nwindows!\r\nold\rmac\n\nlast\r\n" + HOSTILE
            assert area.edited

    @given(texts, st.data())
    def test_and_taking_it_back_gives_the_same_text(self, text: str, data: st.DataObject) -> None:
        document = ExactDocument(text)
        places = st.integers(0, len(text)).map(document.location_at)
        start, end = sorted((data.draw(places), data.draw(places)))
        result = document.replace_range(start, end, data.draw(texts))
        document.replace_range(start, result.end_location, result.replaced_text)
        assert document.text == text

    @pytest.mark.parametrize(("text", "ending"), [("a\r\nb", "\r\n"), ("a\nb", "\n"), ("a", "\n")])
    async def test_ends_new_lines_as_the_loaded_ones_end(self, text: str, ending: str) -> None:
        async with desk(text) as (_, area, pilot):
            await pilot.press("enter", "x")
            pilot.app.post_message(events.Paste("1\r2\r\n3\n4"))
            await pilot.pause()
            assert area.exact == ending.join(("", "x1", "2", "3", "4")) + text

    async def test_back_to_what_was_loaded_is_not_edited(self) -> None:
        async with desk("text") as (_, area, pilot):
            await pilot.press("x", "backspace")
            assert not area.edited

    async def test_what_was_saved_counts_as_loaded(self) -> None:
        async with desk("text") as (_, area, pilot):
            await pilot.press("x")
            area.settle("xtext")
            assert not area.edited
            await pilot.press("ctrl+z")
            assert area.edited

    async def test_pastes_fifty_kilobytes_as_one_step(self) -> None:
        async with desk("start ") as (_, area, pilot):
            await pilot.press("end")
            pasted = "a line of about eighty characters " * 2 + "\r"
            pilot.app.post_message(events.Paste(pasted * 730))
            await pilot.pause()
            assert area.exact == "start " + pasted.replace("\r", "\n") * 730
            await pilot.press("ctrl+z")
            assert area.exact == "start "

    async def test_an_empty_clipboard_deletes_nothing(self) -> None:
        async with desk("text") as (_, area, pilot):
            await pilot.press("f7", "ctrl+v")
            assert area.exact == "text"


class TestReplacingTheWholeText:
    async def test_is_one_step_that_can_be_undone_and_redone(self) -> None:
        async with desk(MIXED) as (_, area, pilot):
            area.replace_exact("unix\r\nwindows\nnew")
            assert area.exact == "unix\r\nwindows\nnew"
            await pilot.press("ctrl+z")
            assert area.exact == MIXED
            await pilot.press("ctrl+y")
            assert area.exact == "unix\r\nwindows\nnew"

    async def test_leaves_the_cursor_where_it_can(self) -> None:
        async with desk("one\ntwo\nthree") as (_, area, pilot):
            await pilot.press("down", "right")
            area.replace_exact("one\ntwo\n3")
            assert area.cursor_location == (1, 1)

    @given(texts, texts)
    def test_gives_exactly_the_new_text(self, old: str, new: str) -> None:
        document = ExactDocument(old)
        start, end, between = document.difference_to(new)
        document.replace_range(start, end, between)
        assert document.text == new


class TestWhatIsShown:
    async def test_holds_nothing_that_steers_a_terminal(self) -> None:
        async with desk(HOSTILE) as (app, area, _):
            shown = "".join(app.lines())
            assert shown.isprintable()
            assert "a␛[31m␀" in shown
            assert area.exact == HOSTILE

    @given(texts)
    def test_has_a_sign_for_each_character(self, text: str) -> None:
        assert len(signs(text)) == len(text)

    async def test_puts_the_cursor_where_it_is_also_behind_what_is_hidden(self) -> None:
        async with desk("\x1b\u200b日x") as (_, area, pilot):
            await pilot.press("end", "left")
            assert area.cursor_screen_offset.x == area.gutter_width + 4
            await pilot.press("backspace")
            assert area.exact == "\x1b\u200bx"

    async def test_numbers_lines_but_not_their_continuations(self) -> None:
        async with desk("word " * 20 + "\nsecond", size=(40, 16)) as (app, _, _):
            numbers = [line[:5].strip() for line in app.lines()]
            assert numbers[:6] == ["1", "", "", "", "2", ""]

    async def test_has_no_numbers_where_they_are_not_wanted(self) -> None:
        async with desk("one\n" * 12 + "日x", size=(40, 20), area=Plain) as (app, area, pilot):
            assert app.lines()[10:13] == [" one", " one", " 日x"]
            area.focus()
            await pilot.press("ctrl+end", "left")
            assert area.cursor_screen_offset.x == area.region.x + 3
            await pilot.click(area, offset=(2, 1))
            assert area.cursor_location == (1, 1)

    async def test_is_broken_anew_for_another_width(self) -> None:
        async with desk("word " * 20) as (app, area, pilot):
            before = app.lines()
            await pilot.resize_terminal(30, 20)
            await pilot.pause()
            assert app.lines() != before
            assert [line[5:].strip() for line in app.lines() if line.strip()] == [
                section.strip() for section in area.wrapped_document.get_sections(0)
            ]

    async def test_is_repainted_only_where_a_key_changed_it(self) -> None:
        async with desk("one\ntwo\nthree") as (_, area, pilot):
            await pilot.press("down")
            repaints = Repaints(area)
            await pilot.press("x")
            assert {region and region.y for region in repaints.asked} == {1}

    async def test_follows_the_theme(self) -> None:
        async with desk("\n{{name}}") as (app, _, pilot):
            before = app.style_of("{{name}}")
            app.theme = "oneinbox-ansi"
            await pilot.pause()
            assert app.style_of("{{name}}") != before


class TestColours:
    async def test_tell_missing_variables_from_others(self) -> None:
        async with desk("\n{{known}} {{unknown}}") as (app, area, pilot):
            area.mark_variables(frozenset({"unknown"}))
            await pilot.pause()
            assert app.style_of("{{known}}") != app.style_of("{{unknown}}")
            area.mark_variables(frozenset())
            await pilot.pause()
            assert app.style_of("{{known}}") == app.style_of("{{unknown}}")

    async def test_tell_them_apart_without_colour_too(self) -> None:
        async with desk("\n{{known}} {{unknown}} {near}") as (app, area, pilot):
            area.mark_variables(frozenset({"unknown"}))
            await pilot.pause()
            kinds = [app.style_of(text) for text in ("{{known}}", "{{unknown}}", "{near}")]
            assert len({(style.bold, style.underline) for style in kinds}) == 3

    async def test_reach_the_end_of_a_very_long_line(self) -> None:
        async with desk("word " * 9_999 + "{{name}} end") as (app, _, pilot):
            plain = app.style_of("word")
            app.area.go_to(1, 50_006)
            await pilot.pause()
            assert app.style_of("{{name}}") != plain

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("## Rules", [("## Rules", Look.HEADING)]),
            ("- be **kind**", [("-", Look.MARKER), ("**kind**", Look.STRONG)]),
            ("2. say `no`", [("2.", Look.MARKER), ("`no`", Look.CODE)]),
            ("> _so_", [("> ", Look.MARKER), ("_so_", Look.EMPHASIS)]),
            ("<rules> a < b", [("<rules>", Look.MARKER)]),
            ("snake_case_name 2 * 3 * 4", []),
            ("{{a}} {{gone}}", [("{{a}}", Look.VARIABLE), ("{{gone}}", Look.MISSING)]),
            ("{name} {{ a }}", [("{name}", Look.DOUBTFUL), ("{{ a }}", Look.DOUBTFUL)]),
            ('say {"a": {"b": 1}}', []),
            ("never {{closed", [("{{", Look.MISSING)]),
        ],
    )
    def test_of_a_line(self, line: str, found: list[tuple[str, Look]]) -> None:
        seen = spans(line, fenced=False, missing=frozenset({"gone"}))
        assert [(line[start:end], look) for start, end, look in seen] == found

    def test_of_code_blocks_go_from_fence_to_fence(self) -> None:
        lines = ["a", "```json", "# no heading", "~~~", "```", "b", "~~~~", "```"]
        assert fenced_lines(lines) == {1, 2, 3, 4, 6, 7}


class TestWrapping:
    def test_breaks_behind_spaces_and_in_words_that_are_too_long(self) -> None:
        assert breaks("one two three", 8) == [8]
        assert breaks("abcdefghij", 4) == [4, 8]

    def test_leaves_one_space_beyond_the_width(self) -> None:
        assert breaks("1234 6789", 4) == [5]

    def test_breaks_between_wide_characters_and_not_before_accents(self) -> None:
        assert breaks("日本語の", 4) == [2]
        assert breaks("abce\u0301\u0301fg", 4) == [6]

    @given(texts, st.integers(1, 9), st.data())
    def test_after_an_edit_is_as_if_it_had_always_been_so(
        self, text: str, width: int, data: st.DataObject
    ) -> None:
        document = ExactDocument(text)
        wrapped = WrappedText(document, width)
        places = st.integers(0, len(text)).map(document.location_at)
        start, end = sorted((data.draw(places), data.draw(places)))
        result = document.replace_range(start, end, data.draw(texts))
        wrapped.wrap_range(start, end, result.end_location)
        anew = WrappedText(document, width)
        assert wrapped.height == anew.height
        for y in range(anew.height):
            assert wrapped.section_at(y) == anew.section_at(y)

    @given(texts, st.integers(2, 9))
    def test_finds_every_character_again_by_its_place_on_the_screen(
        self, text: str, width: int
    ) -> None:
        document = ExactDocument(text)
        wrapped = WrappedText(document, width)
        for line, drawn in enumerate(document.lines):
            for column, character in enumerate(drawn):
                if character != "\u0301":
                    offset = wrapped.location_to_offset((line, column))
                    assert wrapped.offset_to_location(offset) == (line, column)


class TestGoingToAPlace:
    async def test_counts_from_one_and_shows_it(self) -> None:
        text = "\n".join(f"line {n}" for n in range(1, 100))
        async with desk(text) as (app, area, pilot):
            area.go_to(70, 3)
            await pilot.pause()
            assert area.cursor_location == (69, 2)
            assert any("line 70" in line for line in app.lines())

    async def test_selects_the_variable_that_begins_there(self) -> None:
        async with desk("say {{name}}!") as (_, area, _):
            area.go_to(1, 5)
            assert area.selected_text == "{{name}}"

    @pytest.mark.parametrize("place", [(0, 0), (99, 1), (1, 99), (-5, -5)])
    async def test_stays_inside_the_text(self, place: tuple[int, int]) -> None:
        async with desk("one\ntwo") as (_, area, _):
            area.go_to(*place)
            assert area.selection.is_empty
            assert area.cursor_location in {(0, 0), (0, 3), (1, 0), (1, 3)}


class TestKeys:
    async def test_of_the_screen_are_left_to_it(self) -> None:
        async with desk("text") as (app, area, pilot):
            await pilot.press(*SCREEN_KEYS, "escape")
            assert app.noted == [*SCREEN_KEYS, "escape"]
            assert area.exact == "text"

    async def test_tab_moves_the_focus_both_ways(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("tab")
            assert app.focused is app.query_one("#after")
            await pilot.press("shift+tab")
            assert app.focused is area
            await pilot.press("shift+tab")
            assert app.focused is app.query_one("#before")

    async def test_move_by_lines_of_the_screen(self) -> None:
        async with desk("word " * 20 + "\nsecond", size=(40, 10)) as (_, area, pilot):
            await pilot.press("down", "down", "down", "down")
            assert area.cursor_location == (1, 0)
            await pilot.press("up", "end", "home")
            assert area.cursor_location[0] == 0
            assert area.cursor_location[1] > 0

    async def test_go_to_the_start_and_the_end_of_the_text(self) -> None:
        text = "one\n\n" + "word " * 200
        async with desk(text) as (_, area, pilot):
            area.focus()
            await pilot.press("down", "ctrl+end")
            assert area.cursor_location == (2, 1000)
            await pilot.pause()
            assert area.scroll_offset.y == area.max_scroll_y > 0
            await pilot.press("ctrl+home")
            assert area.cursor_location == (0, 0)

    async def test_select_up_to_the_start_and_the_end_of_the_text(self) -> None:
        async with desk("one\ntwo\nthree") as (_, area, pilot):
            area.focus()
            area.move_cursor((1, 1))
            await pilot.press("ctrl+shift+end")
            assert area.selected_text == "wo\nthree"
            area.move_cursor((1, 1))
            await pilot.press("ctrl+shift+home")
            assert area.selected_text == "one\nt"

    async def test_a_click_puts_the_cursor_there(self) -> None:
        async with desk("first\nsecond") as (_, area, pilot):
            await pilot.click(area, offset=(area.gutter_width + 3, 1))
            assert area.cursor_location == (1, 3)
