"""What can be done with every list, whatever stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import LISTS, MARKED_LISTS, Action, Place

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_row(situation: Situation) -> str | None:
    return None if situation.rows else "There is nothing under the cursor."


ON_LISTS: tuple[Action, ...] = (
    Action(
        "filter",
        "Filter the list",
        "filter",
        "Narrows as you type: words, field:value, !not, dur>60. tab completes, ↑ ↓ otherwise.",
        LISTS,
        "Look",
        keys=("slash",),
        words=("filter",),
        argument="[TEXT]",
    ),
    Action(
        "toggle_mark",
        "Mark the row",
        "mark",
        "Marks the row under the cursor and steps down, for actions that take several.",
        MARKED_LISTS,
        "Look",
        keys=("space",),
        words=("mark",),
        hindrance=_needs_row,
    ),
    Action(
        "sort",
        "Sort the list",
        "sort",
        "Chooses the column to sort by; the same column again turns the order round.",
        LISTS,
        "Look",
        keys=("o",),
        words=("sort",),
        argument="[COLUMN] [desc]",
    ),
    Action(
        "toggle_pane",
        "The pane with the whole record",
        "pane",
        "Hides it, which makes room, or shows it; in a small terminal it stands below the list.",
        (Place.TRIAGE, Place.FIGURES, Place.NUMBERS, Place.CREDENTIALS),
        "Look",
        keys=("i",),
        words=("pane",),
    ),
)
