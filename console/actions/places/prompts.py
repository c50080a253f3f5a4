"""What can be done with prompts: in the list of models, and in the editor of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_one_model(situation: Situation) -> str | None:
    return None if situation.models else "There is no prompt under the cursor."


IN_LIST: tuple[Action, ...] = (
    Action(
        "edit_prompt",
        "Edit the prompt",
        "edit",
        "Goes to the editor; nothing changes until it is saved.",
        (Place.PROMPTS,),
        "Prompts",
        keys=("enter",),
        words=("edit",),
        hindrance=_needs_one_model,
    ),
)

IN_EDITOR: tuple[Action, ...] = (
    Action(
        "save",
        "Save",
        "save",
        "Reads the server again, shows the difference and who is affected, then asks.",
        (Place.PROMPT, Place.AGENT, Place.NUMBER),
        "Edit",
        keys=("ctrl+s",),
        words=("save", "w"),
        hindrance=needs_writing,
    ),
    Action(
        "show_difference",
        "Difference",
        "diff",
        "Shows what is unsaved against what was opened.",
        (Place.PROMPT, Place.AGENT),
        "Edit",
        keys=("ctrl+d",),
        words=("difference", "diff"),
    ),
    Action(
        "find",
        "Find and replace",
        "find",
        "Opens the line to find and to replace in.",
        (Place.PROMPT,),
        "Edit",
        keys=("ctrl+f",),
        words=("find",),
        argument="[TEXT]",
        in_footer=False,
    ),
    Action(
        "next_finding",
        "Next finding",
        "next check",
        "Jumps to the next thing that the checks have found.",
        (Place.PROMPT,),
        "Edit",
        keys=("ctrl+n",),
        words=("next",),
        in_footer=False,
    ),
    Action(
        "preview",
        "Preview",
        "view",
        "Shows the prompt as a recent call would have heard it.",
        (Place.PROMPT,),
        "Edit",
        keys=("ctrl+o",),
        words=("preview",),
    ),
    Action(
        "try_it",
        "Try it on a call",
        "try",
        "Starts a call with the unsaved text and shows its transcript beside; saves nothing.",
        (Place.PROMPT,),
        "Edit",
        keys=("ctrl+t",),
        words=("try",),
        hindrance=needs_writing,
    ),
    Action(
        "show_tried",
        "The tried call",
        "tried",
        "Goes to the call that was tried last; x stops it there, escape closes it.",
        (Place.PROMPT,),
        "Edit",
        keys=("f9",),
        words=("tried",),
        in_footer=False,
    ),
    Action(
        "show_versions",
        "Versions",
        "history",
        "Lists every text that this console has seen or saved, to compare and to restore.",
        (Place.PROMPT, Place.AGENT),
        "Edit",
        keys=("ctrl+l",),
        words=("versions",),
    ),
    Action(
        "edit_outside",
        "Edit in $EDITOR",
        "edit",
        "Opens the text in $VISUAL or $EDITOR; what comes back is unsaved until you save it.",
        (Place.PROMPT,),
        "Edit",
        keys=("ctrl+e",),
        words=("editor",),
    ),
    Action(
        "turn_side",
        "Checks and settings",
        "side",
        "Goes to the checks, settings and first messages beside the prompt, or back.",
        (Place.PROMPT,),
        "Edit",
        keys=("f2",),
        words=("side",),
    ),
    Action(
        "copy_prompt",
        "Copy the prompt",
        "copy",
        "Copies the prompt as it stands in the editor, unsaved changes and all.",
        (Place.PROMPT,),
        "Edit",
        keys=("f5",),
        words=("copy",),
        in_footer=False,
    ),
)

ON_PROMPTS: tuple[Action, ...] = (*IN_LIST, *IN_EDITOR)
