"""Keys for people who come from elsewhere. Each preset says only what it changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Preset:
    """Other keys for some actions and moves.

    Attributes:
        about: what the help says of it: what it brings, and what stays different.
        keys: all keys of each action or move that has others than usual.
    """

    about: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


STANDARD = "standard"

PRESETS: Mapping[str, Preset] = {
    STANDARD: Preset("The console's own keys. j k g g G / n N : are as in vim already."),
    "vim": Preset(
        "Adds ctrl+d and ctrl+u for pages, ctrl+o for the way back and d to delete, which asks. "
        ":w saves and :q quits. Keys of several letters, such as dd, are not known.",
        {
            "page_down": ("pagedown", "ctrl+f", "ctrl+d"),
            "page_up": ("pageup", "ctrl+b", "ctrl+u"),
            "step_back": ("escape", "backspace", "ctrl+o"),
            "delete_agent": ("delete", "d"),
            "delete_number": ("delete", "d"),
            "delete_credential": ("delete", "d"),
        },
    ),
    "k9s": Preset(
        "Adds ctrl+d to delete, ctrl+k to stop a call, d to describe, l for a call's transcript, "
        "ctrl+a for where to go, ctrl+w for all columns and S to sort. Columns move by ← → alone, "
        "a row is dismissed with ctrl+d, the editor's difference is f3. Digits are saved views.",
        {
            "delete_agent": ("delete", "ctrl+d"),
            "delete_number": ("delete", "ctrl+d"),
            "delete_credential": ("delete", "ctrl+d"),
            "dismiss": ("ctrl+d",),
            "show_difference": ("f3",),
            "stop_calls": ("x", "ctrl+k"),
            "read_call": ("enter", "d", "l"),
            "open_agent": ("enter", "d"),
            "edit_prompt": ("enter", "d", "e"),
            "open_number": ("enter", "d"),
            "rename_credential": ("enter", "e"),
            "go": ("g", "ctrl+g", "ctrl+a"),
            "toggle_reading": ("i", "ctrl+w"),
            "toggle_pane": ("i", "ctrl+w"),
            "sort": ("o", "S"),
            "columns_right": ("right",),
            "columns_left": ("left",),
        },
    ),
}
