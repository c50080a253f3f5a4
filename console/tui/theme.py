"""The console's colours: one accent, the profile's, and three that carry meaning.

Every colour on the screen is a variable of one of these themes. `$muted` is what is old or
secondary, `$rule` a line that separates, `$cursor` the row under the cursor, `$flash` a cell that
has just changed.
"""

from __future__ import annotations

from textual.theme import Theme

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

VARIABLES = {"muted": "#7d8793", "rule": "#2b333d", "cursor": "#222b36", "flash": "#33506a"}
"""The console's own variables, for themes that do not know them."""

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


def dark_theme(colour: str | None) -> Theme:
    """The theme of most terminals, with the profile's colour as its accent."""
    accent = ACCENTS.get(colour or "", ACCENTS[DEFAULT_ACCENT])
    return Theme(
        name="oneinbox-dark",
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
    accents = {
        "teal": "#0f766e",
        "blue": "#0550ae",
        "violet": "#6639ba",
        "pink": "#a1347a",
        "orange": "#a04100",
        "yellow": "#7d5c00",
        "green": "#1a7f37",
        "red": "#b42318",
    }
    accent = accents.get(colour or "", accents[DEFAULT_ACCENT])
    return Theme(
        name="oneinbox-light",
        primary=accent,
        accent=accent,
        secondary="#57606a",
        foreground="#1f2328",
        background="#ffffff",
        surface="#f6f8fa",
        panel="#eaeef2",
        success="#1a7f37",
        warning="#8a5a00",
        error="#c0261c",
        dark=False,
        variables={
            "muted": "#656d76",
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


def ansi_theme(colour: str | None) -> Theme:
    """The terminal's own sixteen colours, where it has no more or the person wants them."""
    accent = _ANSI_ACCENTS.get(colour or "", _ANSI_ACCENTS[DEFAULT_ACCENT])
    return Theme(
        name="oneinbox-ansi",
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
        variables={
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
        },
    )


def theme_for(color_system: str | None) -> str:
    """The theme that a terminal can show, by Rich's name of its colour system.

    A terminal of sixteen colours, or one without any, gets its own; others the dark one.
    """
    return "oneinbox-dark" if color_system in {"256", "truecolor"} else "oneinbox-ansi"
