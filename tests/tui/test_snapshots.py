"""How the screens look. `make snapshots` accepts a change that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.first_start import FirstStart
from tests.tui.still_life import Steps, api_of_the_pictures, settled, still_console

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from console.tui.app import ConsoleApp


class Compare(Protocol):
    """Draws the app as it is after some steps, and compares the picture with the one kept."""

    def __call__(
        self, app: ConsoleApp, *, terminal_size: tuple[int, int], run_before: Steps
    ) -> bool: ...


WALL, LAPTOP = (160, 45), (80, 24)


@pytest.fixture(autouse=True)
def same_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox's port is another each time, and the pictures must not be."""
    monkeypatch.setattr("console.accounts.profiles.host_of", api_of_the_pictures)


def board_of(pilot: Pilot[None]) -> CallsScreen:
    return next(s for s in pilot.app.screen_stack if isinstance(s, CallsScreen))


async def on_a_finished_call(pilot: Pilot[None]) -> None:
    board = board_of(pilot)
    rows = board.account.session.board.rows
    call_id = next(i for i in board.table.ids if len(rows[i].call.messages) > 8)
    assert board.table.move_to(call_id)
    await pilot.pause()


class TestTheBoard:
    @pytest.mark.parametrize("size", [WALL, LAPTOP], ids=["wall", "laptop"])
    def test_with_a_busy_account(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled())

    def test_without_the_reading_pane(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await pilot.press("i")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=WALL, run_before=settled(steps))

    def test_failures_only(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await pilot.press("f")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))

    def test_of_an_empty_account(self, snap_compare: Compare, tmp_path: Path) -> None:
        with still_console(tmp_path, empty=True) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled())


class TestReading:
    @pytest.mark.parametrize("turns", range(5), ids=lambda turns: f"pane-{turns + 1}")
    def test_a_finished_call(self, snap_compare: Compare, tmp_path: Path, turns: int) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await on_a_finished_call(pilot)
            await pilot.press(*["right_square_bracket"] * turns)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=WALL, run_before=settled(steps))

    def test_on_a_screen_of_its_own(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await on_a_finished_call(pilot)
            await pilot.press("enter")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))


class TestDialogs:
    @pytest.mark.parametrize(
        "keys",
        [["x"], ["o"], ["y"], ["colon"], ["s"], ["w"], ["slash", "s", "a"]],
        ids=["stop", "sort", "copy", "command", "start", "web", "filter"],
    )
    def test_over_the_board(self, snap_compare: Compare, tmp_path: Path, keys: list[str]) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await pilot.press(*keys)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))


class TestTheFirstStart:
    def test_asks_for_a_key(
        self, snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", "/home/operator/.config")

        async def asked(pilot: Pilot[None]) -> None:
            while not isinstance(pilot.app.screen, FirstStart):
                await pilot.pause()

        with still_console(tmp_path, with_key=False) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=asked)
