"""What can be done with the figures of agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_row(situation: Situation) -> str | None:
    return None if situation.rows else "There is nothing under the cursor."


ON_FIGURES: tuple[Action, ...] = (
    Action(
        "show_calls_of_row",
        "Its calls",
        "calls",
        "Goes to the calls of the agent under the cursor in the history, of this span of time.",
        (Place.FIGURES,),
        "Look",
        keys=("enter",),
        words=("its-calls",),
        hindrance=_needs_row,
    ),
)
