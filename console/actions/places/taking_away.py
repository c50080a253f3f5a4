"""What can be taken away from calls: a bundle, a recording, a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.api.vocabulary import is_terminal

if TYPE_CHECKING:
    from console.actions.action import Situation

_CALL_PLACES = (Place.CALLS, Place.CALL, Place.HISTORY)


def _needs_one_call(situation: Situation) -> str | None:
    there = situation.call or (situation.rows and not situation.marked)
    return None if there else "There is no call under the cursor."


def _needs_ended_call(situation: Situation) -> str | None:
    if hindrance := _needs_one_call(situation):
        return hindrance
    if situation.call and not is_terminal(situation.call.status):
        return "The call is live: what was recorded comes after its end."
    return None


def _needs_two_calls(situation: Situation) -> str | None:
    if situation.rows == 2 and situation.marked:
        return None
    return "Mark the two calls to compare: space marks one."


ON_TAKING_AWAY: tuple[Action, ...] = (
    Action(
        "bundle_call",
        "Bundle for the carrier or the platform",
        "bundle",
        "Shows the call as others may see it, numbers and words masked; to copy or to a file.",
        (*_CALL_PLACES, Place.TRIAGE),
        "Take away",
        keys=("b",),
        words=("bundle",),
        hindrance=_needs_one_call,
        in_footer=False,
    ),
    Action(
        "download_recording",
        "Download the recording",
        "recording",
        "Asks where to, reads a fresh link, and downloads it; nothing half is left.",
        _CALL_PLACES,
        "Take away",
        keys=("A",),
        words=("recording",),
        hindrance=_needs_ended_call,
        in_footer=False,
    ),
    Action(
        "compare_calls",
        "Compare two calls",
        "compare",
        "Shows the two marked calls beside each other: what differs first, then what was said.",
        (Place.CALLS, Place.HISTORY),
        "Look",
        keys=("D",),
        words=("compare",),
        hindrance=_needs_two_calls,
        in_footer=False,
    ),
)
