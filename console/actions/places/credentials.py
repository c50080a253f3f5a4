"""What can be done with credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_one_to_change(situation: Situation) -> str | None:
    if not situation.credentials:
        return "There is no credential under the cursor."
    return needs_writing(situation)


ON_CREDENTIALS: tuple[Action, ...] = (
    Action(
        "add_credential",
        "Add a credential",
        "new",
        "Asks for provider, name and key; the key is typed unseen and sent once.",
        (Place.CREDENTIALS,),
        "Credentials",
        keys=("n",),
        words=("new", "add"),
        argument="[PROVIDER]",
        hindrance=needs_writing,
    ),
    Action(
        "rename_credential",
        "Rename the credential",
        "rename",
        "Gives it another name; its key stays.",
        (Place.CREDENTIALS,),
        "Credentials",
        keys=("enter",),
        words=("rename",),
        argument="[NAME]",
        hindrance=_needs_one_to_change,
    ),
    Action(
        "rotate_credential",
        "Rotate the key",
        "rotate",
        "Puts a new key in place; says what uses it and watches the next calls over it.",
        (Place.CREDENTIALS,),
        "Credentials",
        keys=("r",),
        words=("rotate",),
        hindrance=_needs_one_to_change,
    ),
    Action(
        "edit_metadata",
        "Metadata of the credential",
        "metadata",
        "Sends what stands beside the key, such as Twilio's Account SID; the key stays.",
        (Place.CREDENTIALS,),
        "Credentials",
        keys=("m",),
        words=("metadata",),
        hindrance=_needs_one_to_change,
    ),
    Action(
        "delete_credential",
        "Delete the credential",
        "delete",
        "Says what breaks, and takes the credential's name typed as the answer.",
        (Place.CREDENTIALS,),
        "Credentials",
        keys=("delete",),
        words=("delete",),
        hindrance=_needs_one_to_change,
        in_footer=False,
    ),
)
