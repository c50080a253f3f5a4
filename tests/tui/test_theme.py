"""The colours: what can be read, by whom, and with whose account."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from console.accounts.profiles import COLOURS
from console.tui.contrast import contrast, readable
from console.tui.theme import (
    ANSI,
    VARIABLES,
    ansi_theme,
    contrast_theme,
    dark_theme,
    light_theme,
    theme_for,
    variables_of,
)

STATES = ("foreground", "accent", "profile", "success", "warning", "error")
"""What says something."""
GROUNDS = ("background", "surface", "panel", "cursor")
"""What text stands on, but for a cell that has just changed."""


def colours_of(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def least(theme: Theme, texts: tuple[str, ...], grounds: tuple[str, ...]) -> float:
    """The contrast of the text that is hardest to read."""
    colours = {
        name: Color.parse(value) for name, value in colours_of(theme).items() if value[:1] == "#"
    }
    return min(contrast(colours[text], colours[ground]) for text in texts for ground in grounds)


class TestContrast:
    def test_is_reckoned_as_wcag_does(self) -> None:
        black, white = Color(0, 0, 0), Color(255, 255, 255)
        assert contrast(black, white) == contrast(white, black) == 21
        assert round(contrast(white, Color.parse("#767676")), 2) == 4.54

    def test_is_found_without_leaving_the_colour_where_it_does(self) -> None:
        white, teal = Color(255, 255, 255), Color.parse("#0f766e")
        assert readable(teal, white, 4.5) == teal
        assert contrast(readable(Color.parse("#56c2b6"), white, 4.5), white) >= 4.5


@pytest.mark.parametrize("colour", COLOURS)
class TestOurThemes:
    def test_can_be_read(self, colour: str) -> None:
        for theme in (dark_theme(colour), light_theme(colour)):
            assert least(theme, STATES, GROUNDS) >= 4.5, theme.name
            assert least(theme, ("muted",), ("background", "surface")) >= 4.5, theme.name

    def test_of_high_contrast_can_be_read_easily(self, colour: str) -> None:
        texts, grounds = (*STATES, "secondary", "muted"), (*GROUNDS, "flash")
        assert least(contrast_theme(colour), texts, grounds) >= 7

    def test_of_sixteen_colours_has_no_other(self, colour: str) -> None:
        theme = ansi_theme(colour)
        used = [theme.primary, theme.accent, theme.foreground, *theme.variables.values()]
        assert all(value and value.startswith("ansi_") for value in used)


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_themes_of_others_are_given_our_variables_in_their_colours(theme: Theme) -> None:
    own = variables_of(theme, "violet")
    assert own.keys() >= VARIABLES.keys()
    if not theme.ansi:
        colours = {**colours_of(theme), **own}
        background = Color.parse(colours["background"])
        for text in ("muted", "profile"):
            assert contrast(Color.parse(colours[text]), background) >= 4.5, text


class TestATerminal:
    def test_of_sixteen_colours_has_its_own(self) -> None:
        assert theme_for("standard", "nord") == theme_for(None, "oneinbox-dark") == ANSI
        assert theme_for("standard", "ansi-light") == "ansi-light"

    def test_of_more_has_what_is_wanted(self) -> None:
        assert theme_for("truecolor", "nord") == "nord"
        assert theme_for("256", "oneinbox-light") == "oneinbox-light"
