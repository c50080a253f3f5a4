"""The reading pane on a screen: what it repaints, where its reader stands, keys and mouse."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.inspector.tabs import Pane
from console.tui.widgets.reader import Reader
from tests.tui.reading import MESSAGES, NOW, ReadingApp, Repaints, a_call, a_live_call

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from console.api.records.call import Call


class Desk(ReadingApp):
    """A reading pane alone."""

    def __init__(self) -> None:
        super().__init__()
        self.inspector = Inspector(zone=UTC)

    def compose(self) -> ComposeResult:
        yield self.inspector

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def show(
        self, call: Call | None, now: datetime = NOW, as_of_seconds: float | None = None
    ) -> None:
        self.inspector.show(call, now=now, as_of_seconds=as_of_seconds)

    def screen_text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


@asynccontextmanager
async def desk(
    call: Call | None = None, size: tuple[int, int] = (70, 16)
) -> AsyncGenerator[tuple[Desk, Pilot[None]]]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        app.show(call)
        app.inspector.focus()
        await pilot.pause()
        yield app, pilot


class TestReadingACall:
    async def test_shows_its_heading_the_panes_and_the_transcript(self) -> None:
        async with desk(a_call()) as (app, _):
            text = app.screen_text()
            assert "Sama · +44 20 7946 0958 · agt_1" in text
            assert "▸Transcript  Latency  Analysis  Details  JSON" in text
            assert "AGENT  Hi Sama! This is Aria from Acme." in text

    async def test_can_be_told_before_there_is_a_screen(self) -> None:
        app = Desk()
        app.show(a_call())
        async with app.run_test(size=(70, 16)):
            assert "Hi Sama!" in app.screen_text()

    async def test_says_what_to_do_without_a_call(self) -> None:
        async with desk() as (app, pilot):
            assert "Put the cursor on a call" in app.screen_text()
            app.show(a_call())
            app.show(None)
            await pilot.pause()
            assert "Sama" not in app.screen_text()

    async def test_has_a_heading_as_high_as_what_it_tells(self) -> None:
        async with desk(a_call(), (48, 20)) as (app, pilot):
            variables = {f"name_{n}": "some value" for n in range(4)}
            app.show(a_call(variables=variables))
            await pilot.pause()
            text = app.screen_text()
            assert "name_3 some value" in text
            assert "▸Transcript" in text
            app.show(a_call())
            await pilot.pause()
            lines = app.screen_text().splitlines()
            assert lines.index("customer_name Sama · order_id ORD-001") == 4
            assert lines[6].startswith("▸Transcript")

    async def test_begins_at_the_top_of_another_call(self) -> None:
        async with desk(a_call()) as (app, pilot):
            await pilot.press("G")
            app.show(a_call(id="call_2"))
            assert app.reader.place == ("message 0", 0)

    @pytest.mark.parametrize("size", [(8, 3), (20, 8), (80, 24), (200, 60)])
    async def test_fits_into_any_room(self, size: tuple[int, int]) -> None:
        async with desk(a_call(), size) as (app, pilot):
            for _ in Pane:
                await pilot.press("right")
            assert app.inspector.pane is Pane.TRANSCRIPT


class TestPanes:
    async def test_are_turned_by_keys_and_come_round(self) -> None:
        async with desk(a_call()) as (app, pilot):
            seen: list[Pane] = []
            for key in ("right", "l", "right", "right", "right", "left", "h"):
                await pilot.press(key)
                seen.append(app.inspector.pane)
            assert seen == [*list(Pane)[1:], Pane.TRANSCRIPT, Pane.JSON, Pane.DETAILS]

    async def test_are_opened_by_the_beginning_of_their_name(self) -> None:
        async with desk(a_call()) as (app, _):
            app.inspector.show_pane("an")
            assert app.inspector.pane is Pane.ANALYSIS
            app.inspector.show_pane("nothing")
            assert app.inspector.pane is Pane.ANALYSIS

    @pytest.mark.parametrize(
        ("x", "pane"),
        [(0, Pane.TRANSCRIPT), (11, Pane.TRANSCRIPT), (12, Pane.LATENCY), (43, Pane.JSON)],
    )
    async def test_are_opened_by_a_click_on_their_name(self, x: int, pane: Pane) -> None:
        async with desk(a_call()) as (app, pilot):
            app.inspector.show_pane("details")
            await pilot.click("#inspector-tabs", offset=(x, 0))
            assert app.inspector.pane is pane

    async def test_keep_their_readers_place(self) -> None:
        async with desk(a_call(), (50, 10)) as (app, pilot):
            await pilot.press("j", "j", "j", "right", "j", "left")
            assert app.reader.place == ("message 1", 1)
            await pilot.press("right")
            assert app.reader.text.startswith("2 turns")
            assert app.reader.place is not None
            assert app.reader.place.line == 1


class TestTools:
    async def test_are_unfolded_one_by_one_with_the_mouse(self) -> None:
        async with desk(a_call(), (70, 24)) as (app, pilot):
            line = app.reader.text.splitlines().index("       ⚙ lookup_order(order_id=ORD-001) ✓ ▸")
            await pilot.click(app.reader, offset=(9, line))
            assert "shipped on Monday" in app.inspector.text
            assert "no such number" not in app.inspector.text
            await pilot.click(app.reader, offset=(9, line))
            assert "shipped on Monday" not in app.inspector.text

    async def test_are_unfolded_all_together_with_a_key(self) -> None:
        async with desk(a_call()) as (app, pilot):
            await pilot.press("enter")
            assert "shipped on Monday" in app.inspector.text
            assert "no such number" in app.inspector.text
            await pilot.press("enter")
            assert "shipped on Monday" not in app.inspector.text

    async def test_leave_the_reader_where_they_are_when_unfolded(self) -> None:
        async with desk(a_call(), (70, 12)) as (app, pilot):
            app.reader.scroll_by(6)
            place = app.reader.place
            await pilot.press("enter")
            assert app.reader.place == place


class TestATranscriptThatLands:
    async def test_takes_the_place_of_the_words_that_promised_it(self) -> None:
        async with desk(a_live_call()) as (app, pilot):
            assert "comes when the call has ended" in app.screen_text()
            app.show(a_call(messages=[]), now=NOW - timedelta(minutes=4))
            await pilot.pause()
            assert "pending" in app.screen_text()
            app.show(a_call())
            await pilot.pause()
            assert "AGENT  Hi Sama!" in app.screen_text()

    async def test_leaves_who_reads_what_is_there_already_in_place(self) -> None:
        async with desk(a_call(messages=MESSAGES[:7]), (50, 12)) as (app, pilot):
            await pilot.press("j", "j", "j", "j")
            place = app.reader.place
            app.show(a_call())
            await pilot.pause()
            assert app.reader.place == place

    @pytest.mark.parametrize("pane", ["details", "json"])
    async def test_leaves_who_reads_another_pane_in_place(self, pane: str) -> None:
        async with desk(a_live_call(), (70, 14)) as (app, pilot):
            app.inspector.show_pane(pane)
            app.reader.scroll_by(3)
            place = app.reader.place
            app.show(a_call())
            await pilot.pause()
            assert app.reader.place == place
            assert app.inspector.pane.casefold() == pane


class TestRepainting:
    async def test_an_ended_call_shown_again_costs_nothing(self) -> None:
        async with desk(a_call()) as (app, pilot):
            repaints = Repaints(*app.inspector.walk_children(Widget))
            for name in Pane:
                app.inspector.show_pane(name)
                await pilot.pause()
                repaints.asked.clear()
                app.show(a_call())
                app.show(a_call(), now=NOW + timedelta(seconds=1), as_of_seconds=2)
                await pilot.pause()
                assert repaints.asked == [], name

    async def test_a_second_of_a_live_call_costs_its_clock(self) -> None:
        async with desk(a_live_call()) as (app, pilot):
            repaints = Repaints(*app.inspector.walk_children(Widget))
            app.show(a_live_call(), now=NOW + timedelta(seconds=1))
            await pilot.pause()
            assert [region and region.y for region in repaints.asked] == [1]
            assert all(region and region.width <= 2 for region in repaints.asked)

    async def test_a_long_transcript_is_drawn_only_where_it_is_seen(self) -> None:
        messages = [{"role": "agent", "content": f"Sentence {n}."} for n in range(1000)]
        async with desk(a_call(messages=messages)) as (app, pilot):
            repaints = Repaints(app.reader)
            longer = [*messages, {"role": "user", "content": "Bye."}]
            app.show(a_call(messages=longer))
            await pilot.pause()
            assert "Bye." in app.inspector.text
            height = app.reader.size.height
            assert all(region and region.y < height for region in repaints.asked)
