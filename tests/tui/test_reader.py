"""The reader on a screen: where it stands, what it repaints, and what can be selected."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.events import MouseScrollDown

from console.tui.widgets.live_table.columns import Cell
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Page, Paragraph, Place, Reader
from tests.tui.reading import ReadingApp, Repaints

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from textual.app import ComposeResult
    from textual.pilot import Pilot


class Desk(ReadingApp):
    """A reader alone."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_reader_picked(self, event: Reader.Picked) -> None:
        self.picked.append(event.key)

    def lines(self) -> list[str]:
        height = self.reader.size.height
        return [self.reader.render_line(y).text.rstrip(" │") for y in range(height)]


@asynccontextmanager
async def desk(size: tuple[int, int] = (20, 5)) -> AsyncGenerator[tuple[Desk, Pilot[None]]]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        app.reader.focus()
        await pilot.pause()
        yield app, pilot


def verses(*keys: str, lines: int = 3) -> Page:
    """A page with a paragraph of some lines for each key."""
    return lambda _: [
        Paragraph(key, tuple((Cell(f"{key}{n}"),) for n in range(lines))) for key in keys
    ]


class TestScrolling:
    async def test_goes_by_lines_pages_and_ends_and_no_further(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a", "b", "c"))
            shown: list[str] = []
            for key in ("j", "k", "k", "pagedown", "down", "G", "home", "end", "up", "home"):
                await pilot.press(key)
                shown.append(app.lines()[0])
            assert shown == ["a1", "a0", "a0", "b1", "b1", "b1", "a0", "b1", "b0", "a0"]

    async def test_shows_how_far_the_reader_is_only_when_there_is_more(self) -> None:
        async with desk() as (app, _):
            app.reader.show(verses("a"))
            assert "│" not in app.reader.render_line(0).text
            app.reader.show(verses("a", "b", "c"))
            assert "│" in app.reader.render_line(0).text
            assert "│" not in app.reader.render_line(4).text


class TestTheReadersPlace:
    async def test_stays_when_text_comes_before_it(self) -> None:
        async with desk() as (app, _):
            app.reader.show(verses("b", "c", "d"))
            app.reader.scroll_by(4)
            app.reader.show(verses("a", "b", "c", "d"))
            assert app.reader.place == Place("c", 1)
            assert app.lines()[0] == "c1"

    async def test_falls_back_to_what_stood_above_when_its_paragraph_goes(self) -> None:
        async with desk() as (app, _):
            app.reader.show(verses("a", "b", "c", "d"))
            app.reader.scroll_by(7)
            app.reader.show(verses("a", "b", "d", "e"))
            assert app.reader.place == Place("b", 0)

    async def test_stays_on_its_paragraph_when_the_width_changes(self) -> None:
        async with desk() as (app, pilot):
            text = "some words that need to be wrapped " * 2

            def page(width: int) -> list[Paragraph]:
                lines = tuple((Cell(line),) for line in wrap(text, width))
                return [Paragraph(key, lines) for key in "abcd"]

            app.reader.show(page)
            app.reader.scroll_by(9)
            place = app.reader.place
            assert place is not None
            await pilot.resize_terminal(14, 5)
            await pilot.pause()
            now = app.reader.place
            assert now is not None
            assert now.key == place.key

    async def test_is_the_beginning_of_another_page_unless_one_is_given(self) -> None:
        async with desk() as (app, _):
            app.reader.show(verses("a", "b", "c"))
            app.reader.scroll_by(4)
            app.reader.open(verses("a", "b", "c"))
            assert app.reader.place == Place("a", 0)
            app.reader.open(verses("a", "b", "c"), place=Place("b", 1))
            assert app.reader.place == Place("b", 1)


class TestRepainting:
    async def test_the_same_page_costs_nothing(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a", "b"))
            await pilot.pause()
            repaints = Repaints(app.reader)
            app.reader.show(verses("a", "b"))
            await pilot.pause()
            assert repaints.asked == []

    async def test_a_changed_line_is_repainted_alone(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a"))
            await pilot.pause()
            repaints = Repaints(app.reader)
            app.reader.show(
                lambda _: [Paragraph("a", tuple((Cell(t),) for t in ("a0", "new", "a2")))]
            )
            assert [region and region.y for region in repaints.asked] == [1]

    async def test_what_is_out_of_sight_costs_nothing(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a", "b", "c"))
            await pilot.pause()
            repaints = Repaints(app.reader)
            app.reader.show(verses("a", "b", "x"))
            assert repaints.asked == []


class TestTheMouse:
    async def test_wheel_scrolls(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a", "b", "c"))
            await pilot._post_mouse_events([MouseScrollDown], app.reader, offset=(1, 1))
            assert app.lines()[0] == "b0"

    async def test_click_tells_the_paragraph(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a", "b", lines=2))
            await pilot.click(app.reader, offset=(1, 2))
            await pilot.click(app.reader, offset=(1, 4))
            assert app.picked == ["b"]

    async def test_dragging_selects_text_that_is_marked_and_can_be_copied(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(lambda _: [Paragraph("a", ((Cell("日本 tea"),), (Cell("for two"),)))])
            await pilot.pause()
            await pilot.mouse_down(app.reader, offset=(5, 0))
            await pilot.hover(app.reader, offset=(2, 1))
            await pilot.mouse_up(app.reader, offset=(2, 1))
            await pilot.pause()
            assert app.screen.get_selected_text() == "tea\nfor"
            style = app.screen.get_component_rich_style("screen--selection")
            marked = [
                segment.text
                for segment in app.reader.render_line(0)
                if segment.style and segment.style.bgcolor == style.bgcolor
            ]
            assert "".join(marked).startswith("tea")


class TestThemes:
    async def test_a_new_theme_is_drawn_at_once(self) -> None:
        async with desk() as (app, pilot):
            app.reader.show(verses("a"))
            await pilot.pause()
            before = [segment.style for segment in app.reader.render_line(0)]
            app.theme = "textual-light"
            await pilot.pause()
            assert [segment.style for segment in app.reader.render_line(0)] != before
