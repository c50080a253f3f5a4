"""How the settings look. `make snapshots` accepts a change that is meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from console.tui.dialogs.choose_columns import ChooseColumns
from console.tui.screens.settings import screen
from console.tui.screens.settings.screen import SettingsScreen
from console.tui.widgets.live_table.table import LiveTable
from tests.tui.editing_life import until
from tests.tui.still_life import settled, still_console

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.tui.test_snapshots import Compare

WALL, LAPTOP = (160, 45), (80, 24)
SIZES = pytest.mark.parametrize("size", [WALL, LAPTOP], ids=["wall", "laptop"])
pytestmark = pytest.mark.usefixtures("still_pictures")


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings, wherever the machine has some."""
    path = Path("/home/ops/.config/oneinbox-console/settings.toml")
    monkeypatch.setattr(screen, "settings_file", lambda: path)
    for variable in ("TZ", "VISUAL", "EDITOR", "NO_COLOR", "ONEINBOX_ASCII", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(variable, raising=False)


@SIZES
def test_the_settings(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("comma")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await until(pilot, lambda: pilot.app.screen.query_one("#settings", LiveTable).ids)
        await pilot.press(*["down"] * 8)

    with still_console(tmp_path) as (app, _):
        assert snap_compare(app, terminal_size=size, run_before=settled(steps))


@SIZES
def test_the_columns_of_a_list(
    snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("C")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseColumns))
        await pilot.press("down", "down", "space", "J")

    with still_console(tmp_path) as (app, _):
        assert snap_compare(app, terminal_size=size, run_before=settled(steps))
