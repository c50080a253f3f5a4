"""Choosing a theme: the screen behind shows each as one goes through the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.tui.dialogs.pick import PickOption
from console.tui.dialogs.try_out import TryOut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ABOUT = {
    "oneinbox-dark": "for this board",
    "oneinbox-light": "for this board, on white",
    "oneinbox-contrast": "at least 7 : 1 for all text",
    "oneinbox-ansi": "the terminal's own 16 colours",
    "ansi-dark": "the terminal's own 16 colours",
    "ansi-light": "the terminal's own 16 colours",
}


class ChooseTheme(TryOut):
    """Answers with a theme's name, or `None` when left by escape.

    Args:
        names: the themes.
        chosen: the one that is worn now.
        show: draws in a theme.
    """

    def __init__(self, names: Sequence[str], chosen: str, show: Callable[[str], object]) -> None:
        options = [PickOption(name, name, _ABOUT.get(name, "")) for name in names]
        super().__init__("Theme", options, chosen=chosen, show=show)
