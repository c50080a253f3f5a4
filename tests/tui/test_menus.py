"""Lists to choose from: the line that would be taken is the one that is read best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.color import Color
from textual.widgets import OptionList

from console.actions.commands import nothing_to_suggest
from console.actions.places.everywhere import EVERYWHERE
from console.tui.dialogs.command_line import CommandLine
from console.tui.dialogs.menu import Choice, Menu
from console.tui.dialogs.pick import Pick, PickOption
from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES, ansi_theme, dark_theme, light_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual.screen import Screen
    from textual.theme import Theme

READABLE = 4.5
"""The contrast that the WCAG asks of text."""


LISTS: dict[str, Callable[[], Screen[Any]]] = {
    "a menu": lambda: Menu("Copy", [Choice("id", "i", "The id", "agt_1"), Choice("n", "n", "No")]),
    "a list to pick from": lambda: Pick("Model", [PickOption("a", "Aria", "gpt-4.1")]),
    "the command line": lambda: CommandLine(EVERYWHERE, nothing_to_suggest),
}


class MenuApp(App[None]):
    """An app with the console's styles and one of its themes."""

    CSS_PATH = style_sheets()

    def __init__(self, theme: Theme, screen: Screen[Any]) -> None:
        super().__init__()
        self._theme = theme
        self._screen = screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def on_mount(self) -> None:
        self.register_theme(self._theme)
        self.theme = self._theme.name
        self.push_screen(self._screen)


async def highlighted_styles(theme: Theme, screen: Screen[Any]) -> dict[str, Style]:
    """The words of the highlighted line, each with how it is drawn."""
    app = MenuApp(theme, screen)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        line = options.render_line(options.highlighted or 0)
        return {each.text.strip(): each.style for each in line if each.text.strip() and each.style}


def contrast(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    one, other = (luminance(Color.from_rich_color(each)) for each in (style.color, style.bgcolor))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminance(colour: Color) -> float:
    """How bright a colour is, as the WCAG measures it."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("name", LISTS)
class TestTheHighlightedLine:
    async def test_can_be_read_word_by_word(self, name: str) -> None:
        for theme in (dark_theme("teal"), dark_theme("red"), light_theme("yellow")):
            styles = await highlighted_styles(theme, LISTS[name]())
            assert len(styles) > 1
            for words, style in styles.items():
                assert contrast(style) > READABLE, (theme.name, words)

    async def test_is_inverted_where_the_colours_are_the_terminal_s_own(self, name: str) -> None:
        styles = await highlighted_styles(ansi_theme(None), LISTS[name]())
        assert len(styles) > 1
        for style in styles.values():
            assert style.reverse
            assert style.color == style.bgcolor
            assert not style.dim
