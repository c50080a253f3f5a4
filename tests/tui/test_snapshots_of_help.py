"""How help, tour and themes look. `make snapshots` accepts a change that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from console.tui.dialogs.choose_theme import ChooseTheme
from console.tui.dialogs.tour import Tour
from console.tui.screens.help import Help
from tests.tui.editing_life import until
from tests.tui.still_life import settled, still_console

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.test_snapshots import Compare

WALL, LAPTOP = (160, 45), (80, 24)
SIZES = pytest.mark.parametrize("size", [WALL, LAPTOP], ids=["wall", "laptop"])
pytestmark = pytest.mark.usefixtures("still_pictures")


async def command(pilot: Pilot[None], words: str) -> None:
    await pilot.press("colon")
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    await pilot.press(*words, "enter")


@SIZES
def test_the_help_of_the_board(
    snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))

    with still_console(tmp_path) as (app, _):
        assert snap_compare(app, terminal_size=size, run_before=settled(steps))


@SIZES
@pytest.mark.parametrize("turns", [0, 2, 4], ids=["above", "within", "below"])
def test_the_tour(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], turns: int) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await command(pilot, "tour")
        await until(pilot, lambda: isinstance(pilot.app.screen, Tour))
        await pilot.press(*["enter"] * turns)
        await pilot.pause()

    with still_console(tmp_path) as (app, _):
        assert snap_compare(app, terminal_size=size, run_before=settled(steps))


@pytest.mark.parametrize("theme", ["light", "contrast", "ansi"])
def test_choosing_a_theme(snap_compare: Compare, tmp_path: Path, theme: str) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await command(pilot, "theme")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseTheme))
        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.press(*f"oneinbox-{theme}")
        await until(pilot, lambda: pilot.app.theme == f"oneinbox-{theme}")
        await pilot.pause()

    with still_console(tmp_path) as (app, _):
        assert snap_compare(app, terminal_size=WALL, run_before=settled(steps))
