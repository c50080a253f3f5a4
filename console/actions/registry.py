"""Every action of the console, in the order in which footer and help show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.places.agents import ON_AGENTS
from console.actions.places.calls import ON_CALLS
from console.actions.places.credentials import ON_CREDENTIALS
from console.actions.places.everywhere import EVERYWHERE
from console.actions.places.figures import ON_FIGURES
from console.actions.places.history import ON_HISTORY
from console.actions.places.lists import ON_LISTS
from console.actions.places.many import ON_MANY
from console.actions.places.numbers import ON_NUMBERS
from console.actions.places.prompts import ON_PROMPTS
from console.actions.places.settings import ON_SETTINGS
from console.actions.places.setup import ON_SETUP
from console.actions.places.taking_away import ON_TAKING_AWAY
from console.actions.places.triage import ON_SPANS, ON_TRIAGE
from console.actions.places.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

ACTIONS: tuple[Action, ...] = (
    *ON_SETUP,
    *ON_PROMPTS,
    *ON_AGENTS,
    *ON_CALLS,
    *ON_TRIAGE,
    *ON_MANY,
    *ON_SPANS,
    *ON_TAKING_AWAY,
    *ON_HISTORY,
    *ON_FIGURES,
    *ON_NUMBERS,
    *ON_CREDENTIALS,
    *ON_LISTS,
    *WAYS,
    *ON_SETTINGS,
    *EVERYWHERE,
)

BY_NAME = {action.name: action for action in ACTIONS}


def actions_at(place: Place, actions: Sequence[Action] = ACTIONS) -> tuple[Action, ...]:
    """The actions of a place, its own first, then those that work everywhere."""
    here = {place, Place.EVERYWHERE}
    found = [action for action in actions if here.intersection(action.places)]
    return tuple(sorted(found, key=lambda action: Place.EVERYWHERE in action.places))
