"""Choosing a theme: seen while choosing, kept, and with the profile's colour in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

from console.accounts.paths import settings_file
from console.accounts.settings import load_settings
from console.tui.dialogs.choose_theme import ChooseTheme
from console.tui.theme import ACCENTS, VARIABLES
from console.tui.widgets.line import Line
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

    from console.tui.app import ConsoleApp
    from tests.console_pilot import Console


def colour_of_the_profile(app: ConsoleApp) -> Color:
    """The colour in which the top line draws the profile's name."""
    first, *_ = app.screen.query_one("#place", Line).render_line(0)
    assert first.style
    assert first.style.color
    return Color.from_rich_color(first.style.color)


async def command(console: Console, words: str) -> None:
    await console.press("colon")
    await console.type(words)
    await console.press("enter")


async def test_a_theme_is_shown_while_one_chooses_and_kept_once_it_is_taken(tmp_path: Path) -> None:
    async with opened(tmp_path) as console:
        app = console.app
        await command(console, "theme")
        await console.until(lambda: isinstance(app.screen, ChooseTheme))
        await console.press("down")
        await console.until(lambda: app.theme == "oneinbox-light")
        await console.press("escape")
        await console.until(lambda: app.theme == "oneinbox-dark")
        assert load_settings(settings_file()).preferences.theme == "oneinbox-dark"

        await command(console, "theme")
        await console.until(lambda: isinstance(app.screen, ChooseTheme))
        await console.type("contrast")
        await console.until(lambda: app.theme == "oneinbox-contrast")
        await console.press("enter")
        await console.until(lambda: "your theme now" in console.line("status"))
        assert load_settings(settings_file()).preferences.theme == "oneinbox-contrast"

        await command(console, "theme gruvbocks")
        await console.until(lambda: "Did you mean “gruvbox”?" in console.line("status"))
        assert app.theme == "oneinbox-contrast"

        settings_file().unlink()
        settings_file().mkdir()
        await command(console, "theme nord")
        await console.until(lambda: "nord for this session" in console.line("status"))
        assert app.theme == "nord"


async def test_the_colour_is_that_of_the_profile_in_every_theme_and_after_another_profile(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as console:
        app = console.app
        assert colour_of_the_profile(app) == Color.parse(ACCENTS["teal"])
        app.wear("oneinbox-dark", colour="red")
        await console.until(lambda: colour_of_the_profile(app) == Color.parse(ACCENTS["red"]))
        await console.press("question_mark")
        for name in app.theme_names:
            app.wear(name)
            await console.pilot.pause()
            assert app.theme == name
            assert VARIABLES.keys() <= app.theme_variables.keys()
        await console.press("escape")
        app.wear("nord")
        await console.until(lambda: colour_of_the_profile(app) == Color.parse(ACCENTS["red"]))
