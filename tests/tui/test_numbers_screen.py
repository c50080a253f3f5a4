"""The list of phone numbers, as an operator looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.tui.widgets.reader import Reader
from tests.console_pilot import opened
from tests.tui.at_numbers import LONDON, SPARE, drawn, id_of, line_with, numbers_of

if TYPE_CHECKING:
    from pathlib import Path


class TestTheListOfNumbers:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])
    async def test_shows_number_agent_and_last_call_in_every_size(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size) as console:
            await numbers_of(console)
            await console.until(lambda: console.session.day.complete)
            await console.pilot.pause()
            title = line_with(console, "NUMBER")
            assert all(word in title for word in ("NAME", "AGENT", "24 H", "FAILED", "LAST CALL"))
            row = line_with(console, "+44 20 7946 0180")
            assert "Survey UK" in row
            assert "Survey" in row.split("Survey UK")[1]

    async def test_shows_everything_where_there_is_room(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(220, 45), history=0) as console:
            screen = await numbers_of(console)
            screen.table.move_to(id_of(console, LONDON))
            await console.pilot.pause()
            title = line_with(console, "NUMBER")
            assert all(word in title for word in ("COUNTRY", "CARRIER", "FALLBACK", "STATUS"))
            row = line_with(console, "+44 20 7946 0180")
            assert all(word in row for word in ("United Kingdom", "Twilio", "active"))

    async def test_stands_in_the_order_of_countries(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            records = console.session.numbers.records
            numbers = [records[number_id].phone_number or "" for number_id in screen.table.ids]
            assert numbers == sorted(numbers)

    async def test_warns_of_a_number_that_nobody_answers(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            assert "▲ none" in line_with(console, "+1 737-555-0110")
            assert "1 without an agent" in console.line("figures")
            screen.table.move_to(id_of(console, SPARE))
            await console.pilot.pause()
            assert "No agent: nobody answers" in screen.query_one(Reader).text

    async def test_warns_of_an_agent_that_is_not_there_any_more(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await numbers_of(console)
            console.sandbox.edit("phone-numbers", id_of(console, LONDON), agent_id="agt_gone")
            console.session.numbers.look_again()
            await console.until(lambda: "2 without an agent" in console.line("figures"))
            assert "▲ agt_gone" in line_with(console, "+44 20 7946 0180")

    async def test_says_how_long_a_number_has_been_idle_as_far_as_that_is_known(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            await console.until(lambda: console.session.day.complete)
            await console.until(lambda: "idle > 24 h" in line_with(console, "+1 737-555-0110"))
            assert len(screen.table.ids) == len(
                [line for line in drawn(console) if "idle > 24 h" in line.partition("│")[0]]
            )
            assert f"{len(screen.table.ids)} idle" in console.line("figures")

    async def test_counts_the_calls_of_a_number_and_says_when_the_last_was(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, calls_per_minute=30.0, history=60) as console:
            screen = await numbers_of(console)
            await console.passes(60)
            await console.until(lambda: console.session.day.complete)
            day, records = console.session.day, console.session.numbers.records
            busy = max(
                records.values(), key=lambda each: day.of_number(each.phone_number or "").calls
            )

            def calls() -> int:
                return day.of_number(busy.phone_number or "").calls

            assert calls() > 0
            screen.table.move_to(busy.id)
            await console.until(
                lambda: f"calls           {calls():,}" in screen.query_one(Reader).text
            )

    async def test_takes_in_another_name_of_an_agent(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            agent_id = console.session.numbers.records[id_of(console, LONDON)].agent_id or ""
            screen.table.move_to(id_of(console, LONDON))
            console.sandbox.edit("agents", agent_id, name="Poll [b]2[/b]")
            console.session.agents.look_again()
            await console.until(lambda: "Poll [b]2" in line_with(console, "+44 20 7946 0180"))

    async def test_gives_the_pane_up_for_every_column(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(160, 30), history=0) as console:
            screen = await numbers_of(console)
            title = line_with(console, "NUMBER")
            assert all(word in title for word in ("CARRIER", "FALLBACK", "STATUS"))
            assert "COUNTRY" not in title
            assert "i pane" in console.line("footer")
            screen.table.sort_by("failed", descending=True)
            await console.until(lambda: "FAILED▼" in line_with(console, "NUMBER"))
            await console.press("i")
            await console.until(lambda: "COUNTRY" in line_with(console, "NUMBER"))
            assert not screen.query_one("#glance").display

    async def test_tells_carrier_fallback_and_status_in_a_small_terminal_too(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), history=0) as console:
            screen = await numbers_of(console)
            assert not screen.query_one("#glance").display
            await console.press("right", "right", "right")
            title = line_with(console, "NUMBER")
            assert all(word in title for word in ("CARRIER", "FALLBACK", "STATUS"))
            await console.press("i")
            await console.until(lambda: "INBOUND CALLS" in "\n".join(drawn(console)))
            await console.press("tab")
            assert screen.focused is screen.query_one("#glance")
            assert line_with(console, "+44 20 7946 0180")
            await console.press("i")
            await console.until(lambda: not screen.query_one("#glance").display)
            assert screen.focused is screen.table

    async def test_shows_text_with_brackets_and_controls_as_it_is(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(160, 30), history=0) as console:
            screen = await numbers_of(console)
            hostile = "[/x] [@click=app.quit]go[/]\x1b]52;c;ZXZpbA==\x07"
            routing = {"voicemail_message": hostile}
            number_id = id_of(console, LONDON)
            console.sandbox.edit(
                "phone-numbers", number_id, friendly_name=hostile, inbound_routing=routing
            )
            console.session.numbers.look_again()
            screen.table.move_to(number_id)
            await console.until(lambda: "[/x]" in line_with(console, "+44 20 7946 0180"))
            await console.press("enter")
            await console.until(lambda: "[@click=app.quit]" in "\n".join(drawn(console)))
            assert "\x1b" not in console.app.export_screenshot()


class TestNarrowingTheNumbers:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("number:2079460180", {LONDON}),
            ('country:"united kingdom"', {LONDON}),
            ("agent:none", {SPARE}),
            ("name:survey", {LONDON}),
            ("carrier:telnyx country:germany", {"+493023125140"}),
            ("fallback:none name:spare", {SPARE}),
        ],
    )
    async def test_by_what_the_columns_show(
        self, tmp_path: Path, text: str, expected: set[str]
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            await console.press("slash")
            await console.type(text)
            await console.press("enter")
            records = console.session.numbers.records
            assert {records[number_id].phone_number for number_id in screen.table.ids} == expected

    async def test_by_how_long_they_have_been_idle(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            screen = await numbers_of(console)
            await console.until(lambda: console.session.day.complete)
            await console.press("slash")
            await console.type("idle>=24")
            assert len(screen.table.ids) == len(console.session.numbers.records)


class TestSortingTheNumbers:
    async def test_by_any_column_also_one_that_is_not_shown(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), history=0) as console:
            screen = await numbers_of(console)
            await console.press("colon")
            await console.type("sort carrier")
            await console.press("enter")
            await console.until(lambda: screen.table.sorting.column == "carrier")
            records = console.session.numbers.records
            providers = [records[number_id].provider or "" for number_id in screen.table.ids]
            assert providers == sorted(providers)
