"""How one moves in lists and texts: keys that have no action, but that a person may change too."""

from __future__ import annotations

from dataclasses import dataclass

from console.actions.action import LISTS, Place


@dataclass(frozen=True, slots=True)
class Move:
    """One way to move; its name is that of the widgets' bindings, and of the settings."""

    name: str
    about: str
    keys: tuple[str, ...]
    """Textual's key names."""


MOVING_IN = (*LISTS, Place.CALL, Place.COMPARISON, Place.SETUP, Place.SETTINGS)
"""Where these keys are the lists' and texts'; in editor and forms they are typed, or are others."""

MOVES = (
    Move("move_down", "Next", ("down", "j")),
    Move("move_up", "Previous", ("up", "k")),
    Move("move_top", "First", ("home",)),
    Move("move_bottom", "Last", ("end", "G")),
    Move("page_down", "A page on", ("pagedown", "ctrl+f")),
    Move("page_up", "A page back", ("pageup", "ctrl+b")),
    Move("columns_right", "The columns that do not fit on the right", ("right", "l")),
    Move("columns_left", "The columns that do not fit on the left", ("left", "h")),
    Move("sort_next", "Sort by the next column", ("greater_than_sign",)),
    Move("sort_previous", "Sort by the column before", ("less_than_sign",)),
    Move("sort_reverse", "Sort the other way round", ("equals_sign",)),
)
