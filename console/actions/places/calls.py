"""What can be done with calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing
from console.api.vocabulary import is_terminal

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_call(situation: Situation) -> str | None:
    return None if situation.calls else "There is no call under the cursor."


def _needs_one_call(situation: Situation) -> str | None:
    return None if situation.call else "There is no call under the cursor."


def _needs_live_call(situation: Situation) -> str | None:
    if hindrance := _needs_call(situation) or needs_writing(situation):
        return hindrance
    if situation.gone:
        return "The platform does not know this call."
    if all(is_terminal(call.status) for call in situation.calls):
        return (
            "The marked calls have ended: escape unmarks." if situation.marked else "It has ended."
        )
    return None


def _needs_gone_call(situation: Situation) -> str | None:
    if hindrance := _needs_call(situation):
        return hindrance
    return None if situation.gone else "Only a row whose call is not known can be dismissed."


def _needs_phone_call(situation: Situation) -> str | None:
    if hindrance := _needs_one_call(situation) or needs_writing(situation):
        return hindrance
    call = situation.call
    if not (call and call.from_number and call.to_number and call.agent_id):
        return "A web call has no number to redial."
    if "variables" in call.unreadable:
        return "The variables of this call cannot be read, and the agent may need them."
    return None


ON_CALLS: tuple[Action, ...] = (
    Action(
        "start_call",
        "Start a phone call",
        "start",
        "Fills in a call form; dials after a question that names the number.",
        (Place.CALLS, Place.HISTORY, Place.AGENTS),
        "Act on calls",
        keys=("s",),
        words=("start", "dial"),
        argument="[+NUMBER]",
        hindrance=needs_writing,
    ),
    Action(
        "start_web_call",
        "Start a web call",
        "web",
        "Opens a browser session for an agent and shows its server address and token.",
        (Place.CALLS, Place.AGENTS),
        "Act on calls",
        keys=("w",),
        words=("web",),
        hindrance=needs_writing,
    ),
    Action(
        "stop_calls",
        "Stop calls",
        "stop",
        "Ends the marked calls, or the one under the cursor; asks first and names them.",
        (Place.CALLS, Place.HISTORY, Place.CALL, Place.SETUP),
        "Act on calls",
        keys=("x",),
        words=("stop",),
        hindrance=_needs_live_call,
    ),
    Action(
        "redial",
        "Redial",
        "redial",
        "Calls the number under the cursor again, same agent and variables; asks first.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Act on calls",
        keys=("r",),
        words=("redial",),
        hindrance=_needs_phone_call,
    ),
    Action(
        "dismiss",
        "Dismiss the row",
        "dismiss",
        "Takes a row away whose call is gone, or was not seen after its answer was lost.",
        (Place.CALLS,),
        "Look",
        keys=("d",),
        words=("dismiss",),
        hindrance=_needs_gone_call,
    ),
    Action(
        "read_call",
        "Read the call",
        "read",
        "Goes to the call's transcript and details; escape comes back.",
        (
            Place.CALLS,
            Place.HISTORY,
        ),
        "Look",
        keys=("enter",),
        words=("read",),
        hindrance=_needs_one_call,
    ),
    Action(
        "toggle_failures",
        "Failures only",
        "failures",
        "Shows failed and stuck calls only; again shows all.",
        (Place.CALLS,),
        "Look",
        keys=("f",),
        words=("failures",),
    ),
    Action(
        "toggle_ended",
        "Hide ended calls",
        "ended",
        "Hides the calls that have ended; again shows them.",
        (Place.CALLS,),
        "Look",
        keys=("e",),
        words=("ended",),
    ),
    Action(
        "copy",
        "Copy",
        "copy",
        "Copies the call's id, number, transcript, or the request as curl.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Look",
        keys=("y",),
        words=("copy",),
        hindrance=_needs_one_call,
    ),
    Action(
        "next_match",
        "Next match",
        "match",
        "Goes to the next word in the transcript that the filter looks for, then to the next call.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Look",
        keys=("n",),
        words=("match",),
        hindrance=_needs_one_call,
        in_footer=False,
    ),
    Action(
        "previous_match",
        "Previous match",
        "",
        "Goes to the word before that the filter looks for, then to the call before.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Look",
        keys=("N",),
        hindrance=_needs_one_call,
        in_footer=False,
    ),
    Action(
        "toggle_reading",
        "Reading pane",
        "",
        "Hides the pane beside the list, which makes room for every column; again shows it.",
        (Place.CALLS, Place.HISTORY, Place.AGENTS),
        "Look",
        keys=("i",),
        words=("reading",),
        in_footer=False,
    ),
    Action(
        "previous_pane",
        "Previous pane",
        "",
        "Turns the reading pane back; its panes are transcript, latency, analysis, details, JSON.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Look",
        keys=("left_square_bracket",),
        hindrance=_needs_one_call,
        in_footer=False,
    ),
    Action(
        "next_pane",
        "Next pane",
        "",
        "Turns the reading pane on; :pane with a name goes to that one.",
        (Place.CALLS, Place.HISTORY, Place.CALL),
        "Look",
        keys=("right_square_bracket",),
        words=("pane",),
        argument="[NAME]",
        hindrance=_needs_one_call,
        in_footer=False,
    ),
)
