"""Every action of the console, in the order in which footer and help show them."""

from __future__ import annotations

from console.actions.action import Action, Place
from console.actions.everywhere import EVERYWHERE
from console.actions.on_calls import ON_CALLS

ACTIONS: tuple[Action, ...] = (*ON_CALLS, *EVERYWHERE)

BY_NAME = {action.name: action for action in ACTIONS}
BY_WORD = {word: action for action in ACTIONS for word in action.words}


def actions_at(place: Place) -> tuple[Action, ...]:
    """The actions of a place, its own first, then those that work everywhere."""
    here = {place, Place.EVERYWHERE}
    actions = [action for action in ACTIONS if here.intersection(action.places)]
    return tuple(sorted(actions, key=lambda action: Place.EVERYWHERE in action.places))
