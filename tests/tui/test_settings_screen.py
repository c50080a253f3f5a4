"""The settings screen: what holds, changed while it is seen, and written beside the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from console.accounts.paths import settings_file
from console.accounts.preferences import COLUMNS_OF, Preferences
from console.accounts.settings import load_settings
from console.actions.action import LISTS
from console.tui.dialogs.choose_columns import ChooseColumns
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.try_out import TryOut
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.settings.screen import SettingsScreen
from console.tui.widgets.live_table.table import ROOMY
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console_pilot import Console

BY_HAND = '# mine\n[console]\nclock = "24h"  # as at home\n'


def write(text: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text)


def file_text() -> str:
    return settings_file().read_text()


def spoil() -> None:
    """Leave no file that could be written."""
    settings_file().unlink()
    settings_file().mkdir()


async def at(console: Console, name: str) -> SettingsScreen:
    """The settings, with the cursor on one of them."""
    if not isinstance(console.app.screen, SettingsScreen):
        await console.press("comma")
    await console.until(lambda: isinstance(console.app.screen, SettingsScreen))
    screen = console.app.screen
    assert isinstance(screen, SettingsScreen)
    table = screen._table  # pyright: ignore[reportPrivateUsage]
    await console.until(lambda: name in table.ids)
    table.move_to(name)
    await console.pilot.pause()
    return screen


def status(console: Console) -> str:
    return console.line("status")


async def test_a_setting_is_seen_while_one_chooses_and_written_where_it_stands(
    tmp_path: Path,
) -> None:
    write(BY_HAND)
    async with opened(tmp_path) as console:
        app, preferring = console.app, console.board.surroundings.preferring

        # Taken back by escape.
        await at(console, "console.density")
        await console.press("enter")
        await console.until(lambda: isinstance(app.screen, TryOut))
        await console.press("down")
        await console.until(lambda: app.has_class(ROOMY))
        await console.press("escape")
        await console.until(lambda: not app.has_class(ROOMY))
        assert file_text() == BY_HAND

        # Kept by enter, with the comments as they were.
        screen = await at(console, "console.clock")
        await console.press("enter")
        await console.until(lambda: isinstance(app.screen, TryOut))
        await console.press("down")
        about = screen.query_one("#setting-about", Static)
        await console.until(
            lambda: "am UTC" in str(about.render()) or "pm UTC" in str(about.render())
        )
        await console.press("enter")
        await console.until(lambda: "settings.toml, line 3" in status(console))
        assert file_text() == '# mine\n[console]\nclock = "12h"  # as at home\n'

        # On and off by enter; a number is typed, and refused where it cannot be.
        await at(console, "console.flash")
        await console.press("enter")
        await console.until(lambda: "flash is false" in status(console))
        await at(console, "console.refresh_seconds")
        await console.press("enter")
        await console.until(lambda: isinstance(app.screen, NewName))
        app.screen.query_one(Input).value = "1"
        await console.press("enter")
        problem = app.screen.query_one("#name-problem", Static)
        await console.until(lambda: "from 2 to 60" in str(problem.render()))
        app.screen.query_one(Input).value = "30"
        await console.press("enter")
        await console.until(lambda: "refresh seconds is 30" in status(console))
        assert console.session.live.freshness.interval >= 30

        # Back to the default.
        await at(console, "console.flash")
        await console.press("d")
        await console.until(lambda: "flash: default" in status(console))
        assert "flash" not in file_text()

        # What cannot be written holds for the session.
        spoil()
        await at(console, "console.message_seconds")
        await console.press("d")
        await at(console, "console.animation")
        await console.press("enter")
        await console.until(lambda: "animation is true for this session." in status(console))
        assert preferring.now.animation


async def test_columns_are_chosen_while_one_looks_at_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as console:
        app, board = console.app, console.board
        heading = board.table.render_line(0).text
        await console.press("C")
        await console.until(lambda: isinstance(app.screen, ChooseColumns))
        assert board.table.render_line(0).text == heading
        await console.press("space", "J")  # without the state; the time after the agent
        await console.until(
            lambda: board.table.render_line(0).text.split()[:2] == ["AGENT", "TIME"]
        )
        await console.press("escape")
        await console.until(lambda: board.table.render_line(0).text == heading)
        await console.press("C")
        await console.until(lambda: isinstance(app.screen, ChooseColumns))
        await console.press("space", "enter")
        await console.until(lambda: "calls: 10 columns" in status(console))
        assert load_settings(settings_file()).preferences.columns == {
            "calls": COLUMNS_OF["calls"][1:]
        }
        # They are those of the settings, on every list.
        for place in LISTS:
            await console.type(":")
            await console.type(place.value)
            await console.press("enter")
            await console.until(
                lambda place=place: isinstance(app.screen, ListScreen) and app.screen.PLACE is place
            )
            screen = app.screen
            assert isinstance(screen, ListScreen)
            keys = [column.key for column in screen.table._columns]  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType]
            assert tuple(keys) == COLUMNS_OF[place], place


async def test_the_console_opens_as_the_settings_have_it(tmp_path: Path) -> None:
    wanted = Preferences(density="roomy", reading_pane=False, columns={"calls": ("agent", "state")})
    async with opened(tmp_path, preferences=wanted) as console:
        assert console.table.render_line(0).text.split() == ["AGENT", "STATE"]
        assert not console.table.render_line(2).text.strip(" ▐")
        assert not console.inspector.display
