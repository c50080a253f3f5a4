"""How lists, forms and the editor look. `make snapshots` accepts a change that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.tui.dialogs.menu import Menu
from console.tui.saving.dialog import SaveDialog
from console.tui.screens.agents.form import AgentScreen
from console.tui.screens.prompts.preview import PreviewScreen
from console.tui.screens.versions import VersionsScreen
from tests.tui.editing_life import at, until, with_a_misspelt_variable
from tests.tui.still_life import settled, still_console

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.still_life import Steps
    from tests.tui.test_snapshots import Compare

WALL, LAPTOP = (160, 45), (80, 24)
SIZES = pytest.mark.parametrize("size", [WALL, LAPTOP], ids=["wall", "laptop"])
pytestmark = pytest.mark.usefixtures("still_pictures")


def list_at(letter: str, name: str = "") -> Steps:
    async def steps(pilot: Pilot[None]) -> None:
        await at(pilot, letter, name)

    return settled(steps)


class TestTheLists:
    @SIZES
    @pytest.mark.parametrize(
        "letter", ["a", "p", "n", "r"], ids=["agents", "prompts", "numbers", "credentials"]
    )
    def test_of_a_busy_account(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int], letter: str
    ) -> None:
        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=list_at(letter))

    def test_the_ways_to_go(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at(pilot, "a", "Sales EN – Aria")
            await pilot.press("g")
            await until(pilot, lambda: isinstance(pilot.app.screen, Menu))

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))


class TestAnAgent:
    @SIZES
    def test_in_its_form(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at(pilot, "a", "Sales EN – Aria")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, AgentScreen))
            await until(pilot, lambda: pilot.app.screen.query("FieldRow"))

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))


class TestAPrompt:
    @SIZES
    def test_in_the_editor_with_a_misspelt_variable(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await with_a_misspelt_variable(pilot)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_about_to_be_saved(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await with_a_misspelt_variable(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SaveDialog))
            await until(pilot, lambda: pilot.app.screen.query_one("#yes").region)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_as_a_call_would_have_heard_it(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await with_a_misspelt_variable(pilot)
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(pilot.app.screen, PreviewScreen))
            await pilot.pause()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_in_its_versions(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await with_a_misspelt_variable(pilot)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
            await pilot.pause()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))
