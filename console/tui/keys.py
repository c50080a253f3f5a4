"""Keys: from what a person has them do to Textual's bindings, and to what a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap

from console.actions.keys.names import shown

if TYPE_CHECKING:
    from console.actions.action import Action, Place
    from console.actions.keys.key_map import KeyMap


def shown_keys(action: Action) -> str:
    """All keys of an action, for the help."""
    if action.key_is_argument:
        return f"{action.keys[0]} … {action.keys[-1]}"
    return " ".join(shown(key) for key in action.keys)


def bindings_of(place: Place, keys: KeyMap) -> BindingsMap:
    """The bindings of a place; each performs its action through the screen that has it."""
    actions = [action for action in keys.actions if place in action.places and action.keys]
    return BindingsMap(binding for action in actions for binding in _bindings(action))


def _bindings(action: Action) -> list[Binding]:
    if action.key_is_argument:
        return [
            Binding(key, f"perform('{action.name}', '{key}')", action.title, show=False)
            for key in action.keys
        ]
    keys, perform = ",".join(action.keys), f"perform('{action.name}')"
    return [Binding(keys, perform, action.title, show=False)]
