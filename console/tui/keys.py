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


def character_of(key: str) -> str | None:
    """What a key types, or `None`."""
    if key == "space":
        return " "
    return shown(key) if len(shown(key)) == 1 else None


def shown_keys(action: Action) -> str:
    """All keys of an action, for the help."""
    if action.key_is_argument:
        return f"{action.keys[0]} … {action.keys[-1]}"
    return " ".join(shown(key) for key in action.keys)


def bindings_of(place: Place) -> list[Binding]:
    """The bindings of a place; each performs its action through the screen that has it."""
    actions = [action for action in ACTIONS if place in action.places and action.keys]
    return [binding for action in actions for binding in _bindings(action)]


def _bindings(action: Action) -> list[Binding]:
    if action.key_is_argument:
        return [
            Binding(
                key,
                f"perform('{action.name}', '{key}')",
                action.title,
                show=False,
                id=f"{action.name}-{key}",
            )
            for key in action.keys
        ]
    keys, perform = ",".join(action.keys), f"perform('{action.name}')"
    return [Binding(keys, perform, action.title, show=False, id=action.name)]
