"""What can be done with the history of calls."""

from __future__ import annotations

from console.actions.action import Action, Place

ON_HISTORY: tuple[Action, ...] = (
    Action(
        "toggle_counts",
        "What calls have in common",
        "counts",
        "Counts states, reasons, agents, numbers and hours of the calls that pass, to narrow by.",
        (Place.HISTORY,),
        "Look",
        keys=("c",),
        words=("counts",),
    ),
    Action(
        "failed_only",
        "Failed calls only",
        "failed",
        "Adds status=failed to the filter; again takes it away. status:stuck finds stuck calls.",
        (Place.HISTORY,),
        "Look",
        keys=("f",),
        words=("failures",),
    ),
    Action(
        "pause_reading",
        "Pause reading the past",
        "pause",
        "Reads no more of the calls of the past for now; again reads on. New calls are kept.",
        (Place.HISTORY,),
        "Look",
        keys=("z",),
        words=("pause", "resume"),
        in_footer=False,
    ),
    Action(
        "choose_view",
        "Saved views",
        "views",
        "Lists the saved views of this profile, to look at the calls by one of them.",
        (Place.CALLS, Place.HISTORY),
        "Look",
        keys=("v",),
        words=("views",),
        in_footer=False,
    ),
    Action(
        "apply_view",
        "Look by a saved view",
        "",
        "Takes the filter and order that are saved under the digit.",
        (Place.CALLS, Place.HISTORY),
        "Look",
        keys=("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        words=("view",),
        argument="DIGIT",
        key_is_argument=True,
        in_footer=False,
    ),
    Action(
        "save_view",
        "Save the view",
        "",
        "Saves the filter and order under a digit and a name, with the profile.",
        (Place.CALLS, Place.HISTORY),
        "Look",
        keys=("V",),
        words=("save",),
        in_footer=False,
    ),
)
