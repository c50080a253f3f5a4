"""What can be done on the way from nothing to the first phone call."""

from __future__ import annotations

from console.actions.action import Action, Place

ON_SETUP: tuple[Action, ...] = (
    Action(
        "take_step",
        "Do this step",
        "do step",
        "Opens the form of the step under the cursor; at the results, goes to the transcript.",
        (Place.SETUP,),
        "Set-up",
        keys=("enter",),
        words=("do",),
    ),
)
