"""Keys: from the action registry to Textual's bindings, and to what a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from console.actions.registry import ACTIONS

if TYPE_CHECKING:
    from console.actions.action import Action, Place

_SHOWN = {
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "space": "space",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def shown(key: str) -> str:
    """A key as the footer and the help write it."""
    return _SHOWN.get(key, key)


def shown_keys(action: Action) -> str:
    """All keys of an action, for the help."""
    return " ".join(shown(key) for key in action.keys)


def bindings_of(place: Place) -> list[Binding]:
    """The bindings of a place; each performs its action through the screen that has it."""
    return [
        Binding(
            ",".join(action.keys),
            f"perform('{action.name}')",
            action.title,
            show=False,
            id=action.name,
        )
        for action in ACTIONS
        if place in action.places and action.keys
    ]
