"""How history, triage and figures look. `make snapshots` accepts a change that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.tui.dialogs.bundle import BundleExport
from console.tui.dialogs.redial_many import RedialMany
from console.tui.screens.comparison.screen import ComparisonScreen
from tests.tui.editing_life import until
from tests.tui.looking_back import at_figures, at_history, at_triage
from tests.tui.still_life import settled, still_console

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.test_snapshots import Compare

WALL, LAPTOP = (160, 45), (80, 24)
SIZES = pytest.mark.parametrize("size", [WALL, LAPTOP], ids=["wall", "laptop"])
pytestmark = pytest.mark.usefixtures("still_pictures")


class TestTheHistory:
    @SIZES
    def test_of_failed_calls(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at_history(pilot, "status:failed")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    def test_with_two_calls_compared(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            screen = await at_history(pilot, 'status:completed agent:"Sales EN"')
            screen.table.focus()
            await pilot.press("space", "space", "D")
            await until(pilot, lambda: isinstance(pilot.app.screen, ComparisonScreen))
            await pilot.pause()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=WALL, run_before=settled(steps))


class TestTheTriage:
    @SIZES
    def test_of_a_busy_account(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at_triage(pilot, "country_blocked")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    def test_with_whom_redialling_would_call(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at_triage(pilot, "no_answer ended badly")
            await pilot.press("R")
            await until(pilot, lambda: isinstance(pilot.app.screen, RedialMany))
            await pilot.pause()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))

    def test_with_the_bundle_of_a_call(self, snap_compare: Compare, tmp_path: Path) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at_triage(pilot, "country_blocked")
            await pilot.press("b")
            await until(pilot, lambda: isinstance(pilot.app.screen, BundleExport))
            await pilot.pause()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=LAPTOP, run_before=settled(steps))


class TestTheFigures:
    @SIZES
    def test_of_a_busy_account(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at_figures(pilot)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))
