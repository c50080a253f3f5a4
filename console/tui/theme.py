"""The console's colours: one accent, the profile's, and three that carry meaning.

Every colour on the screen is a variable of a theme. `$muted` is what is old or secondary, `$rule`
a line that separates, `$cursor` the row under the cursor, `$flash` a cell that has just changed,
and `$profile` the profile's colour, which in the console's own themes is the accent too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

from console.tui.contrast import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCENTS = {
    "teal": "#56c2b6",
    "blue": "#6cb6ff",
    "violet": "#b392f0",
    "pink": "#f097c0",
    "orange": "#f0a35e",
    "yellow": "#e3c567",
    "green": "#7ec67e",
    "red": "#f47067",
}
"""The colours that a profile can have, by the names that the settings use."""

DEFAULT_ACCENT = "teal"

DARK, LIGHT, CONTRAST, ANSI = (
    "oneinbox-dark",
    "oneinbox-light",
    "oneinbox-contrast",
    "oneinbox-ansi",
)

VARIABLES = {
    "muted": "#7d8793",
    "rule": "#2b333d",
    "cursor": "#222b36",
    "flash": "#33506a",
    "profile": ACCENTS[DEFAULT_ACCENT],
}
"""The console's own variables, as the dark theme has them."""

_LIGHT_ACCENTS = {
    "teal": "#0f766e",
    "blue": "#0550ae",
    "violet": "#6639ba",
    "pink": "#a1347a",
    "orange": "#a04100",
    "yellow": "#7d5c00",
    "green": "#17702f",
    "red": "#b42318",
}
_BRIGHT_ACCENTS = {
    "teal": "#5ff5e4",
    "blue": "#9fd0ff",
    "violet": "#d6c2ff",
    "pink": "#ffb3dd",
    "orange": "#ffc078",
    "yellow": "#ffe566",
    "green": "#8dff8d",
    "red": "#ffb3ab",
}

_ANSI_ACCENTS = {
    "teal": "ansi_cyan",
    "blue": "ansi_bright_blue",
    "violet": "ansi_magenta",
    "pink": "ansi_bright_magenta",
    "orange": "ansi_bright_yellow",
    "yellow": "ansi_yellow",
    "green": "ansi_green",
    "red": "ansi_red",
}


_READABLE = 4.5
"""The contrast of text that is not large, as WCAG wants it."""
_ANSI_VARIABLES = {
    "muted": "ansi_bright_black",
    "rule": "ansi_bright_black",
    "cursor": "ansi_blue",
    "flash": "ansi_cyan",
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "border-blurred": "ansi_bright_black",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_white",
    "input-cursor-background": "ansi_white",
    "input-cursor-foreground": "ansi_black",
    "input-selection-background": "ansi_bright_blue",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_bright_blue",
    "screen-selection-foreground": "ansi_black",
}


def own_themes(colour: str | None) -> tuple[Theme, ...]:
    """The console's own themes, with the profile's colour as their accent."""
    return dark_theme(colour), light_theme(colour), contrast_theme(colour), ansi_theme(colour)


def dark_theme(colour: str | None) -> Theme:
    """The theme of most terminals, with the profile's colour as its accent."""
    accent = _of(ACCENTS, colour)
    return Theme(
        name=DARK,
        primary=accent,
        accent=accent,
        secondary="#8b949e",
        foreground="#d0d7de",
        background="#0e1116",
        surface="#151a21",
        panel="#1c222b",
        success="#7ec67e",
        warning="#e3b341",
        error="#f47067",
        dark=True,
        variables={
            **VARIABLES,
            "profile": accent,
            "block-cursor-background": accent,
            "block-cursor-foreground": "#0e1116",
            "block-cursor-text-style": "none",
            "input-selection-background": "#33506a",
            "border": accent,
            "border-blurred": "#2b333d",
            "button-color-foreground": "#0e1116",
            "button-focus-text-style": "bold",
            "scrollbar": "#2b333d",
            "scrollbar-hover": "#3a4552",
            "scrollbar-active": accent,
            "scrollbar-background": "#0e1116",
            "scrollbar-background-hover": "#0e1116",
            "scrollbar-background-active": "#0e1116",
            "scrollbar-corner-color": "#0e1116",
        },
    )


def light_theme(colour: str | None) -> Theme:
    """For terminals with a light background."""
    accent = _of(_LIGHT_ACCENTS, colour)
    return Theme(
        name=LIGHT,
        primary=accent,
        accent=accent,
        secondary="#57606a",
        foreground="#1f2328",
        background="#ffffff",
        surface="#f6f8fa",
        panel="#eaeef2",
        success="#17702f",
        warning="#8a5a00",
        error="#c0261c",
        dark=False,
        variables={
            "profile": accent,
            "muted": "#5c636b",
            "rule": "#d0d7de",
            "cursor": "#e3ecf5",
            "flash": "#cfe3f7",
            "block-cursor-background": accent,
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "none",
            "border": accent,
            "border-blurred": "#d0d7de",
            "button-color-foreground": "#ffffff",
        },
    )


def contrast_theme(colour: str | None) -> Theme:
    """For bright rooms and tired eyes: each text has at least 7 : 1 on whatever lies under it."""
    accent = _of(_BRIGHT_ACCENTS, colour)
    return Theme(
        name=CONTRAST,
        primary=accent,
        accent=accent,
        secondary="#e0e0e0",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#101010",
        success="#7dff7d",
        warning="#ffd84d",
        error="#ffb3ab",
        dark=True,
        variables={
            "profile": accent,
            "muted": "#d0d0d0",
            "rule": "#8a8a8a",
            "cursor": "#0c2a42",
            "flash": "#123048",
            "block-cursor-background": accent,
            "block-cursor-foreground": "#000000",
            "block-cursor-text-style": "bold",
            "input-selection-background": "#123048",
            "border": accent,
            "border-blurred": "#8a8a8a",
            "button-color-foreground": "#000000",
            "button-focus-text-style": "bold reverse",
            "scrollbar": "#8a8a8a",
            "scrollbar-background": "#000000",
        },
    )


def ansi_theme(colour: str | None) -> Theme:
    """The terminal's own sixteen colours, where it has no more or the person wants them."""
    accent = _of(_ANSI_ACCENTS, colour)
    return Theme(
        name=ANSI,
        ansi=True,
        primary=accent,
        accent=accent,
        secondary="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        variables={**_ANSI_VARIABLES, "profile": accent},
    )


def variables_of(theme: Theme, colour: str | None) -> Mapping[str, str]:
    """The console's own variables for a theme of somebody else, drawn from its colours.

    Args:
        theme: the theme.
        colour: the profile's.
    """
    if theme.ansi:
        return {**_ANSI_VARIABLES, "profile": _of(_ANSI_ACCENTS, colour)}
    drawn = theme.to_color_system().generate()
    background, foreground = Color.parse(drawn["background"]), Color.parse(drawn["foreground"])
    accent = _of(ACCENTS if theme.dark else _LIGHT_ACCENTS, colour)
    return {
        "muted": readable(foreground.blend(background, 0.5), background, _READABLE).hex,
        "rule": foreground.blend(background, 0.8).hex,
        "cursor": foreground.blend(background, 0.88).hex,
        "flash": Color.parse(drawn["primary"]).blend(background, 0.65).hex,
        "profile": readable(Color.parse(accent), background, _READABLE).hex,
    }


def theme_for(color_system: str | None, wanted: str) -> str:
    """The theme that a terminal can show, by Rich's name of its colour system.

    A terminal of sixteen colours, or one without any, gets its own; others the one that is wanted.
    """
    return wanted if color_system in {"256", "truecolor"} or "ansi" in wanted else ANSI


def _of(accents: Mapping[str, str], colour: str | None) -> str:
    return accents.get(colour or "", accents[DEFAULT_ACCENT])
