"""The history on the real app: found by filter, narrowed by counts, read and come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.actions.action import Place
from console.history.progress import State
from console.tui.navigation import Among, Destination, Go
from console.tui.screens.calls.reading import CallScreen
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.history.counts_dialog import CountsDialog
from console.tui.screens.history.counts_pane import CountsPane
from console.tui.screens.history.screen import HistoryScreen
from console.tui.widgets.filter_input import FilterInput
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path

PAST: dict[str, Any] = {"history": 150}


async def to_history(console: Console, filter_text: str = "") -> HistoryScreen:
    """Go there, and wait until the past is read."""
    console.app.screen.post_message(Go(Destination(Place.HISTORY, filter=filter_text)))
    await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
    screen = console.app.screen
    assert isinstance(screen, HistoryScreen)
    history = screen.account.history
    await console.until(lambda: history.progress.state is State.COMPLETE)
    await console.until(lambda: screen.table.ids)
    return screen


def start_a_call(console: Console) -> str:
    """Have somebody else start one; return its id."""
    with console.sandbox.api() as api:
        numbers = api.get("/phone-numbers").raise_for_status().json()
        body = {
            "agent_id": next(iter(console.session.agents.records)),
            "from_number": numbers["items"][0]["phone_number"],
            "to_number": "+14155550123",
        }
        started: str = api.post("/calls", json=body).raise_for_status().json()["id"]
    return started


async def typed(console: Console, text: str) -> None:
    await console.press("slash")
    await console.type(text)


class TestTheList:
    async def test_has_all_calls_that_ever_were_and_reads_on_as_one_goes_down(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=350) as console:
            history = await to_history(console)
            await console.until(lambda: "350 calls" in console.line("status"))
            assert len(console.session.board.rows) < 350
            assert "all calls there are" in console.line("figures") or (
                "back to" in console.line("figures")
            )
            await console.press("G")
            await console.until(lambda: len(history.table.ids) == 350)
            await console.until(lambda: history.table.cursor_id == history.table.ids[-1])
            begun = [history.listing.calls[i].created_at for i in history.table.ids]
            assert begun == sorted(begun, reverse=True, key=str)

            await console.press("o", "c")
            await console.until(lambda: history.table.sorting.column == "cost")
            costs = [history.listing.calls[i].cost_cents for i in history.table.ids]
            assert costs[0] == max(cost for cost in costs if cost is not None)

    async def test_takes_in_a_call_that_begins_without_moving_the_reader(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=20) as console:
            history = await to_history(console)
            await console.press("j", "j")
            under = history.table.cursor_id
            new = start_a_call(console)
            await console.until(lambda: new in history.table.ids)
            assert history.table.ids[0] == new
            assert history.table.cursor_id == under


class TestTheFilter:
    async def test_is_completed_counted_and_marked_where_it_is_not_understood(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, **PAST) as console:
            history = await to_history(console)
            field = history.query_one(FilterInput)
            await typed(console, "status:fai")
            await console.until(lambda: field.offered == "status:failed")
            await console.press("tab")
            assert field.value == "status:failed "
            await console.until(
                lambda: {c.status for c in history.listing.calls.values()} == {"failed"}
            )
            await console.until(
                lambda: console.line("filter-note").strip().startswith(history.left)
            )
            await console.type("reason:")
            await console.until(lambda: field.offered.startswith("status:failed reason:"))
            await console.type("busy colour:blue")
            await console.until(lambda: "no field “colour”" in console.line("filter-note"))
            assert field.trouble_at == field.value.index("colour")
            await console.press("escape", "escape")
            await console.until(lambda: not history.filter_text)

    async def test_finds_stuck_calls_as_the_board_does(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=20, calls_per_minute=1) as console:
            history = await to_history(console, "status:stuck")
            await console.until(lambda: len(history.table.ids) == 2)
            rows = console.session.board.rows
            assert {history.view.state(rows[i]).word for i in history.table.ids} == {"stuck"}
            await console.press("f")
            await console.until(lambda: history.filter_text == "status:stuck status=failed")
            await console.until(lambda: not history.table.ids)

    async def test_of_words_marks_them_and_goes_from_call_to_call(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **PAST) as console:
            history = await to_history(console, "you")
            await console.until(lambda: console.inspector.match[1] > 0)
            first = history.table.cursor_id
            while console.inspector.match[0] < console.inspector.match[1]:
                await console.press("n")
                assert history.table.cursor_id == first
            await console.press("n")
            await console.until(lambda: history.table.cursor_id != first)
            assert console.inspector.match[0] == 1
            await console.press("N")
            await console.until(lambda: history.table.cursor_id == first)
            at, count = console.inspector.match
            assert at == count > 0


class TestTheCounts:
    async def test_beside_the_list_narrow_it_and_widen_it_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **PAST) as console:
            history = await to_history(console)
            pane = history.query_one(CountsPane)
            assert not pane.display
            await console.press("c")
            await console.until(lambda: "STATUS" in pane.text)
            await console.press("shift+tab", "enter")
            await console.until(lambda: history.filter_text == "status=completed")
            await console.until(lambda: "failed" not in pane.text)
            await console.press("enter")
            await console.until(lambda: not history.filter_text)
            await console.press("tab")
            assert history.focused is history.table

    async def test_lie_over_it_where_there_is_no_room(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **PAST) as console:
            history = await to_history(console)
            await console.press("c")
            await console.until(lambda: isinstance(console.app.screen, CountsDialog))
            dialog = console.app.screen.query_one(".dialog")
            assert console.app.screen.region.contains_region(dialog.region)
            await console.press("enter")
            await console.until(lambda: history.filter_text == "status=completed")

    async def test_are_none_without_calls_and_count_those_that_come_meanwhile(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, size=(80, 24), history=0, live=0) as console:
            console.app.screen.post_message(Go(Destination(Place.HISTORY)))
            await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
            history = console.app.screen
            assert isinstance(history, HistoryScreen)
            await console.until(lambda: history.account.history.progress.state is State.COMPLETE)
            await console.until(lambda: "no calls yet" in history.empty_state().plain)
            await console.press("c")
            await console.until(lambda: isinstance(console.app.screen, CountsDialog))
            pane = console.app.screen.query_one(CountsPane)
            await console.until(lambda: "no calls to count" in pane.text)
            start_a_call(console)
            await console.until(lambda: "STATUS" in pane.text)


class TestTheWayBack:
    @pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])
    async def test_leads_from_chosen_calls_to_the_list_as_it_was(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, **PAST) as console:
            history = await to_history(console, "status:completed")
            await console.press("G")
            await console.until(lambda: len(history.table.ids) > 101)
            await console.press("G", "k", "space", "k", "k")
            before = history.position
            chosen = tuple(list(history.listing.calls)[:3])
            among = Among("busy, last 24 h", chosen)
            console.app.screen.post_message(Go(Destination(Place.HISTORY, among=among)))
            await console.until(lambda: set(history.table.ids) == set(chosen))
            assert "busy, last 24 h" in console.line("status")
            await console.press("escape")
            await console.until(lambda: history.position == before)
            await console.press("escape", "escape")
            await console.until(lambda: not history.table.marked)
            await console.until(lambda: isinstance(console.app.screen, CallsScreen))


class TestACallOfThePast:
    async def test_is_read_again_when_it_is_opened(self, tmp_path: Path) -> None:
        async with opened(tmp_path, size=(80, 24), **PAST) as console:
            history = await to_history(console)
            await console.press("G")
            await console.until(lambda: len(history.table.ids) == 150)
            await console.press("G")
            call = history.listing.calls[history.table.cursor_id or ""]
            assert call.id not in console.session.board.rows
            console.sandbox.edit("calls", call.id, outcome="Corrected elsewhere")
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.screen, CallScreen))
            screen = console.app.screen
            assert isinstance(screen, CallScreen)
            await console.until(lambda: "History ›" in console.line("place"))
            await console.until(
                lambda: screen.situation().calls[0].outcome == "Corrected elsewhere"
            )
            await console.press("escape")
            await console.until(
                lambda: history.listing.calls[call.id].outcome == "Corrected elsewhere"
            )


class TestADataFolderThatCannotBeUsed:
    async def test_is_told_until_somebody_has_seen_it_and_on_the_history_always(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "xdg_data_home").touch()
        async with opened(tmp_path, size=(80, 24), history=30, live=0) as console:
            notice = "▲ Kept in memory only, until the console is left: "
            await console.until(lambda: notice in console.line("status"))
            await console.passes(30.0)
            await console.pilot.pause()
            assert notice in console.line("status")
            await console.press("j")
            await console.until(lambda: notice not in console.line("status"))

            await to_history(console)
            told = ", in memory only, until the console is left"
            await console.until(lambda: told in console.line("figures"))
            assert "kept in memory only" in console.line("place")
