"""The line for finding and replacing: where it goes, what it counts, what it changes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

import pytest
from textual.app import App
from textual.binding import Binding

from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES
from console.tui.widgets.line import Line
from console.tui.widgets.prompt_area.area import PromptArea
from console.tui.widgets.prompt_area.find_bar import FindBar
from console.tui.widgets.prompt_area.finding import matches_in, pattern_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.pilot import Pilot

TEXT = "Call the customer.\r\nThe Customer is king, customers are many.\nEnd."


class Desk(App[None]):
    """An area and its find bar."""

    CSS_PATH = style_sheets()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find"), Binding("escape", "leave"), Binding("ctrl+s", "save"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.area = PromptArea()
        self.bar = FindBar()
        self.noted: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield self.area
        yield self.bar

    def action_find(self) -> None:
        self.bar.open(self.area)

    def action_leave(self) -> None:
        self.noted.append("left")

    def action_save(self) -> None:
        self.noted.append("saved")

    @property
    def count(self) -> str:
        return (
            self.bar.query_one("#find-count", Line).text.strip().removesuffix("esc closes").strip()
        )

    @property
    def marked(self) -> list[str]:
        """What is drawn as a match."""
        match = self.area.get_component_rich_style("prompt-area--match").bgcolor
        strips = [self.area.render_line(y) for y in range(self.area.size.height)]
        segments = [segment for strip in strips for segment in strip]
        return [s.text for s in segments if s.style and s.style.bgcolor == match]


@asynccontextmanager
async def desk(text: str = TEXT) -> AsyncGenerator[tuple[Desk, PromptArea, Pilot[None]]]:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.area.load_exact(text)
        app.area.focus()
        await pilot.pause()
        yield app, app.area, pilot


class TestFinding:
    async def test_goes_to_the_first_match_while_one_types(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"cust")
            assert area.selection == ((0, 9), (0, 13))
            assert app.count == "1 of 3"

    async def test_goes_round_in_both_directions(self) -> None:
        async with desk() as (app, _, pilot):
            await pilot.press("ctrl+f", *"customer")
            counts: list[str] = []
            for key in ("enter", "down", "enter", "up", "up"):
                await pilot.press(key)
                counts.append(app.count)
            assert counts == ["2 of 3", "3 of 3", "1 of 3", "3 of 3", "2 of 3"]

    async def test_starts_where_the_cursor_is(self) -> None:
        async with desk() as (app, _, pilot):
            await pilot.press("down", "end", "ctrl+f", *"the")
            assert app.count == "1 of 2"
            await pilot.press("escape", "down", "home", "ctrl+f", *"customer")
            assert app.count == "2 of 3"

    async def test_begins_with_what_is_selected(self) -> None:
        async with desk() as (app, _, pilot):
            await pilot.press(*["shift+right"] * 4, "ctrl+f")
            assert app.count == "1 of 1"

    async def test_marks_all_matches_until_it_is_closed(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"customer")
            assert app.marked == ["Customer", "customer"]  # the first one is selected
            await pilot.press("escape")
            await pilot.pause()
            assert app.marked == []
            assert area.selected_text == "customer"

    async def test_says_when_there_is_none(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"nowhere")
            assert app.count == "not found"
            assert area.selection.is_empty

    async def test_counts_anew_when_the_text_changes(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"king")
            area.replace_exact(TEXT + " king")
            await pilot.pause()
            assert app.count == "1 of 2"

    @pytest.mark.parametrize(
        ("words", "found"), [("ab", 3), ("AB", 1), ("Ab", 1), ("a.b", 1), ("", 0)]
    )
    def test_minds_capitals_only_if_there_are_some(self, words: str, found: int) -> None:
        pattern = pattern_of(words)
        assert len(matches_in(["ab Ab AB", "a.b"], pattern) if pattern else ()) == found


class TestReplacing:
    async def test_replaces_the_match_that_is_selected_and_goes_on(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"customer", "tab", *"guest", "enter")
            assert area.exact == TEXT.replace("customer", "guest", 1)
            assert app.count == "1 of 2"

    async def test_replaces_all_in_one_step_and_nothing_else(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"customer", "tab", *"guest", "ctrl+r")
            await pilot.pause()
            assert area.exact == TEXT.replace("customer", "guest").replace("Customer", "guest")
            assert app.count == "3 replaced"
            await pilot.press("ctrl+z")
            assert area.exact == TEXT

    async def test_takes_words_as_they_are(self) -> None:
        async with desk() as (_, area, pilot):
            await pilot.press("ctrl+f", *"king", "tab", *r"\1{{a}}", "ctrl+r")
            assert area.exact == TEXT.replace("king", r"\1{{a}}")

    async def test_by_nothing_deletes(self) -> None:
        async with desk() as (_, area, pilot):
            await pilot.press("ctrl+f", *"End.", "tab", "enter")
            assert area.exact == TEXT.removesuffix("End.")

    async def test_of_nothing_says_so(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", *"nowhere", "tab", "ctrl+r")
            assert app.count == "nothing replaced"
            assert not area.edited

    async def test_is_refused_in_a_text_that_can_only_be_read(self) -> None:
        async with desk() as (app, area, pilot):
            area.read_only = True
            await pilot.press("ctrl+f", *"customer", "tab", "enter", "ctrl+r")
            assert app.count == "nothing replaced"
            assert not area.edited


class TestLeaving:
    async def test_esc_goes_back_to_the_text_before_it_leaves_the_screen(self) -> None:
        async with desk() as (app, area, pilot):
            await pilot.press("ctrl+f", "escape")
            assert app.focused is area
            assert not app.bar.display
            assert app.noted == []
            await pilot.press("escape")
            assert app.noted == ["left"]

    async def test_keys_of_the_screen_still_work_in_it(self) -> None:
        async with desk() as (app, _, pilot):
            await pilot.press("ctrl+f", "a", "ctrl+s")
            assert app.noted == ["saved"]
