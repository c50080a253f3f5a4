"""The board of calls, as an operator looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.state import Level
from console.live.board import Presence
from console.tui.screens.calls.reading import CallScreen
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path

LIVE = ("queued", "initiated", "in_progress")
BUSY: dict[str, Any] = {"calls_per_minute": 20.0, "history": 60}


def words(console: Console) -> list[str]:
    """The states of the shown rows, from the top."""
    view, rows = console.board.view, console.session.board.rows
    return [view.state(rows[call_id]).word for call_id in console.table.ids]


class TestTheBoard:
    async def test_opens_first_with_live_calls_above_ended_ones(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            rows = console.session.board.rows
            ended = [rows[call_id].ended for call_id in console.table.ids]
            assert ended == sorted(ended)
            assert {True, False} == set(ended)
            assert console.line("place").startswith("▌demo  Calls")

    async def test_puts_the_least_healthy_live_call_on_top(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=4, history=0) as console:
            stuck = console.table.ids[-1]
            console.sandbox.edit(
                "calls", stuck, status="initiated", started_at=None,
                scheduled_at="2026-06-01T09:40:00Z", updated_at="2026-06-01T10:00:09Z",
            )  # fmt: skip
            await console.passes(5)
            await console.until(lambda: console.table.ids[0] == stuck)
            assert words(console)[0] == "stuck"
            assert "stuck" in console.line("figures")

    @pytest.mark.parametrize(
        ("waiting_since", "level", "word"),
        [("09:58:10", Level.WARN, "queued"), ("09:55:10", Level.ALARM, "stuck")],
    )
    async def test_a_waiting_call_turns_amber_and_red_by_time_alone(
        self, tmp_path: Path, waiting_since: str, level: Level, word: str
    ) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            call_id, view = console.table.ids[0], console.board.view
            console.sandbox.edit(
                "calls", call_id, status="queued", started_at=None,
                scheduled_at=f"2026-06-01T{waiting_since}Z", updated_at="2026-06-01T10:00:09Z",
            )  # fmt: skip
            await console.until(lambda: words(console) == ["queued"])
            before = view.state(console.row(call_id)).level
            await console.until(lambda: view.state(console.row(call_id)).level > before)
            assert view.state(console.row(call_id)).level is level
            await console.until(lambda: words(console) == [word])

    async def test_says_what_to_do_when_there_is_no_call(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.until(lambda: "No calls" in console.table.empty.plain)
            assert "s    starts a phone call" in console.table.empty.plain

    async def test_shows_text_with_brackets_and_controls_as_it_is(self, tmp_path: Path) -> None:
        hostile = {"customer_name": "[/x] [@click=app.quit]go[/]\x1b]52;c;ZXZpbA==\x07"}
        async with opened(tmp_path, live=2, history=0) as console:
            call_id = console.table.ids[0]
            console.sandbox.edit("calls", call_id, variables=hostile)
            await console.until(
                lambda: "[/x]" in console.row(call_id).call.variables.get("customer_name", "")
            )
            await console.pilot.pause()
            shown = console.app.export_screenshot()
            assert "[/x]" in shown
            assert "\x1b" not in shown


class TestTheCursor:
    async def test_starts_on_the_top_row(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            assert console.table.cursor_id == console.table.ids[0]

    async def test_stays_on_its_call_while_others_come_and_go(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("j", "j", "j")
            held = console.table.cursor_id
            before = list(console.table.ids)
            await console.passes(30)
            await console.until(lambda: list(console.table.ids) != before)
            assert console.table.cursor_id == held

    async def test_marks_follow_their_calls(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("space", "space")
            marked = console.table.marked
            assert len(marked) == 2
            assert "2 marked" in console.line("status")
            await console.passes(20)
            await console.until(lambda: console.session.live.freshness.failures == 0)
            assert console.table.marked == marked


class TestTheFilter:
    async def test_narrows_as_one_types_and_says_how_much_is_left(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            everything = len(console.table.ids)
            await console.press("slash")
            await console.type("status:completed")
            assert 0 < len(console.table.ids) < everything
            await console.press("enter")
            chip = console.line("status")
            assert "status:completed" in chip
            assert f"{len(console.table.ids)} of {len(console.session.board.rows)}" in chip
            assert set(words(console)) == {"completed"}

    async def test_escape_shows_all_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("filter nothing-is-called-so")
            await console.press("enter")
            assert not console.table.ids
            assert "No call fits" in console.table.empty.plain
            await console.press("escape")
            assert len(console.table.ids) == len(console.session.board.rows)

    async def test_keeps_the_last_good_filter_while_a_wrong_one_is_typed(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("slash")
            await console.type("dur>6")
            before = list(console.table.ids)
            await console.type("x")
            assert list(console.table.ids) == before

    async def test_f_shows_failed_calls_only(self, tmp_path: Path) -> None:
        async with opened(tmp_path, calls_per_minute=20.0, history=300) as console:
            await console.press("f")
            assert set(words(console)) <= {"failed", "stuck"}
            assert "failed" in words(console)
            assert "failures only" in console.line("status")
            await console.press("f")
            assert "completed" in words(console)

    async def test_e_hides_what_has_ended(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("e")
            rows = console.session.board.rows
            assert console.table.ids
            assert not any(rows[call_id].ended for call_id in console.table.ids)


class TestSorting:
    async def test_by_a_column_from_the_menu_and_again_the_other_way(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("o", "a")
            view, rows = console.board.view, console.session.board.rows
            names = [view.agent(rows[call_id].call).casefold() for call_id in console.table.ids]
            assert names == sorted(names)
            await console.press("o", "a")
            again = [view.agent(rows[call_id].call).casefold() for call_id in console.table.ids]
            assert again == sorted(again, reverse=True)

    async def test_by_command(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("sort cost desc")
            await console.press("enter")
            rows = console.session.board.rows
            costs = [rows[call_id].call.cost_cents for call_id in console.table.ids]
            known = [cost for cost in costs if cost is not None]
            assert known == sorted(known, reverse=True)
            assert costs[: len(known)] == known
            assert "by cost ▼" in console.line("status")

    async def test_an_unknown_column_is_refused_in_words(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("colon")
            await console.type("sort weather")
            await console.press("enter")
            assert "no column “weather”" in console.line("status")

    async def test_by_a_click_on_the_heading(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.pilot.click("#calls", offset=(6, 0))
            assert console.table.sorting.column == "state"


class TestReading:
    async def test_beside_the_list_where_there_is_room(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            assert console.inspector.display
            assert console.inspector.call is not None
            assert console.inspector.call.id == console.table.cursor_id
            await console.press("j")
            assert console.inspector.call.id == console.table.cursor_id

    async def test_on_a_screen_of_its_own_where_it_is_narrow(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **BUSY) as console:
            assert not console.board.query_one("#inspector").display
            chosen = console.table.cursor_id
            await console.press("enter")
            assert isinstance(console.app.screen, CallScreen)
            assert console.inspector.call is not None
            assert console.inspector.call.id == chosen
            await console.press("escape")
            assert console.app.screen is console.board
            assert console.table.cursor_id == chosen

    async def test_brackets_turn_the_pane(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("right_square_bracket")
            assert console.inspector.pane == "Latency"
            await console.press("left_square_bracket")
            assert console.inspector.pane == "Transcript"

    async def test_i_gives_the_list_the_whole_width(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("i")
            assert console.table.size.width == 160
            await console.press("i")
            assert console.table.size.width < 120

    async def test_a_transcript_lands_under_the_reader_by_itself(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            call_id = next(
                call_id for call_id, row in console.session.board.rows.items()
                if row.call.status == "in_progress"
            )  # fmt: skip
            assert console.table.move_to(call_id)
            await console.pilot.pause()
            assert "The transcript comes when the call has ended" in console.inspector.text
            with console.sandbox.api() as api:
                api.post(f"/calls/{call_id}/stop").raise_for_status()
            await console.until(lambda: console.row(call_id).ended)
            assert "AGENT" not in console.inspector.text.upper()
            await console.passes(4)
            await console.until(lambda: "AGENT" in console.inspector.text.upper())
            assert console.table.cursor_id == call_id


class TestTruthAboutTime:
    async def test_rows_stay_and_age_when_the_server_is_lost_and_recover(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **BUSY) as console:
            rows = len(console.table.ids)
            console.sandbox.fault("drop")
            await console.until(lambda: "offline since" in console.line("place"))
            assert len(console.table.ids) == rows
            console.sandbox.mend()
            await console.until(lambda: "live" in console.line("place"))

    async def test_a_rejected_key_freezes_the_board_and_says_so(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            console.sandbox.fault("status", status=401)
            await console.until(lambda: "frozen" in console.line("place"))
            assert "ctrl+r" in console.line("place")
            assert console.table.ids
            console.sandbox.mend()
            await console.press("ctrl+r")
            await console.until(lambda: "live" in console.line("place"))


class TestHostileRecords:
    @pytest.mark.parametrize(
        "status",
        ["x \ud83d y", "X" * 70_000, "a&status=b\x1b[2J"],
        ids=["half an emoji", "endless", "controls"],
    )
    async def test_a_status_that_no_address_can_hold_costs_no_other_call(
        self, tmp_path: Path, status: str
    ) -> None:
        async with opened(tmp_path, live=3, history=0) as console:
            odd, other = console.table.ids[0], console.table.ids[1]
            console.sandbox.edit("calls", odd, status=status, updated_at="2026-06-01T10:05:00Z")
            await console.until(lambda: console.row(odd).call.status not in LIVE)
            with console.sandbox.api() as api:
                api.post(f"/calls/{other}/stop").raise_for_status()
            await console.until(lambda: console.row(other).ended)
            await console.passes(10)
            assert "live" in console.line("place")


class TestSizes:
    @pytest.mark.parametrize("size", [(80, 24), (120, 30), (300, 80), (40, 12), (20, 5)])
    async def test_every_size_is_drawn(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with opened(tmp_path, size=size, **BUSY) as console:
            assert console.app.export_screenshot()
            assert console.table.size.width <= size[0]


class TestACallThatIsGone:
    async def test_is_told_counted_no_more_and_can_be_dismissed(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=2, history=0) as console:
            call_id = console.table.ids[0]
            assert console.table.move_to(call_id)
            with console.sandbox.api() as api:
                api.delete(f"/calls/{call_id}").raise_for_status()
            await console.until(lambda: "gone" in words(console))
            live = re.findall(r"(\d+) (?:talking|waiting)", console.line("figures"))
            assert sum(map(int, live)) == 1
            assert " stop" not in console.line("footer")
            await console.press("d")
            assert call_id not in console.table.ids

    async def test_is_not_to_be_stopped_on_a_screen_of_its_own_either(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), live=2, history=0) as console:
            call_id = console.table.ids[0]
            assert console.table.move_to(call_id)
            await console.press("enter")
            with console.sandbox.api() as api:
                api.delete(f"/calls/{call_id}").raise_for_status()
            await console.until(lambda: console.row(call_id).presence is Presence.GONE)
            await console.until(lambda: " stop" not in console.line("footer"))
            await console.press("x")
            assert "does not know this call" in console.line("status")

    async def test_has_clocks_that_stand_still_on_a_screen_of_its_own_while_nobody_hears_of_it(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), live=1, history=0) as console:
            await console.press("enter")
            call = console.app.screen
            assert isinstance(call, CallScreen)
            console.sandbox.fault("drop")
            await console.until(lambda: "offline since" in console.line("place"))
            row = console.row(console.table.ids[0])
            before = call.view.time(row)
            await console.passes(5)
            assert call.view.time(row) == before
