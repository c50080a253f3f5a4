"""The unsaved text of a prompt, which the console and `prompts edit` share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from console.cli.confirming import ask, somebody_is_here
from console.cli.exits import Stop
from console.cli.prompts.found import FIELD, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.records.model import Model
    from console.opened import OpenAccount


@dataclass(frozen=True, slots=True)
class Begun:
    """Where editing begins.

    Attributes:
        base: the raw record that the text belongs to.
        text: what to edit, exact.
        others: unsaved changes of other fields, which stay.
    """

    base: Mapping[str, Any]
    text: str
    others: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def before(self) -> str:
        """The text as the platform had it."""
        text = self.base.get(FIELD)
        return text if isinstance(text, str) else ""


async def begin(account: OpenAccount, opened: Model, *, yes: bool) -> Begun:
    """Begin with the unsaved text, if there is one and the person wants it.

    Raises:
        Stop: there is one, and nobody to ask.
        ArchiveError: it cannot be told.
    """
    draft = await account.archive.drafts.of(opened.id)
    if draft is None or FIELD not in draft.edited:
        return Begun(opened.raw, text_of(opened), draft.edited if draft else {})
    if yes or not somebody_is_here():
        raise Stop(
            "This prompt has unsaved changes on this machine. Nothing was done.",
            "The console goes on with them, and so does `prompts edit` where it can ask.",
        )
    others = {name: value for name, value in draft.edited.items() if name != FIELD}
    question = "This prompt has unsaved changes. Go on with them (no begins anew without them)?"
    if ask(question, default=True):
        return Begun(draft.base_raw, str(draft.edited[FIELD]), others)
    return Begun(opened.raw, text_of(opened), others)


async def keep(account: OpenAccount, begun: Begun, text: str) -> None:
    """Keep a text until it is saved.

    Raises:
        ArchiveError: it could not be kept.
    """
    from console.actions.saving.plan import Kind
    from console.archive.drafts import Draft

    edited = {**begun.others, FIELD: text}
    draft = Draft(Kind.MODEL, begun.base, edited, account.session.clock.now())
    await account.archive.drafts.keep(str(begun.base["id"]), draft)
