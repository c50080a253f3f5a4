"""What can be done with many calls at once, wherever calls are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing
from console.api.vocabulary import is_terminal

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_row(situation: Situation) -> str | None:
    return None if situation.rows else "There is nothing to export."


def _needs_ended_call(situation: Situation) -> str | None:
    if hindrance := needs_writing(situation):
        return hindrance
    if not situation.rows:
        return "There is nothing under the cursor."
    if situation.calls and not any(is_terminal(call.status) for call in situation.calls):
        return "The call is live: what came of it is known after its end."
    return None


ON_MANY: tuple[Action, ...] = (
    Action(
        "redial_many",
        "Redial many",
        "redial many",
        "Shows whom of the marked calls to call again; dials at a pace once it is confirmed.",
        (Place.CALLS, Place.HISTORY, Place.TRIAGE),
        "Act on calls",
        keys=("R",),
        words=("redial-many",),
        hindrance=needs_writing,
    ),
    Action(
        "show_redialling",
        "Redialling",
        "",
        "Shows how far placing many calls again has come; pauses, resumes and aborts it.",
        (Place.EVERYWHERE,),
        "Console",
        words=("redialling",),
        in_footer=False,
    ),
    Action(
        "set_outcome",
        "Correct the outcome",
        "outcome",
        "Gives the marked calls, or the one under the cursor, another outcome; asks for several.",
        (Place.CALLS, Place.HISTORY, Place.TRIAGE, Place.CALL),
        "Act on calls",
        keys=("O",),
        words=("outcome",),
        argument="[OUTCOME]",
        hindrance=_needs_ended_call,
    ),
    Action(
        "export_calls",
        "Export calls",
        "export",
        "Shows the marked calls, else all that are listed, as CSV, Markdown or JSON; to take away.",
        (Place.CALLS, Place.HISTORY, Place.TRIAGE),
        "Take away",
        keys=("E",),
        words=("export",),
        hindrance=_needs_row,
        in_footer=False,
    ),
)
