"""What the dialog of a save asks, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.forms.labels import label
from console.actions.saving.changes import (
    changed_meanwhile,
    emptied,
    listed,
    names_of,
    reach_words,
)
from console.tui.saving.dialog import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from console.actions.saving.editing import Unsure
    from console.actions.saving.plan import SavePlan
    from console.tui.glyphs import Glyphs
    from console.tui.saving.edit import Edit
    from console.tui.saving.merging import TextConflict


@dataclass(frozen=True, slots=True)
class Asked:
    """One record that is to be saved."""

    plan: SavePlan
    edit: Edit
    merged: tuple[TextConflict, ...]
    """The texts of the plan that have merged by themselves."""
    decided: bool
    """Whether a person has decided something about it."""


def save_question(asked: Sequence[Asked], glyphs: Glyphs, *, overtaken: bool) -> Question:
    """Ask whether to save, without the difference.

    Args:
        asked: what would be saved.
        glyphs: the signs to draw with.
        overtaken: whether it was asked before, and somebody else was quicker.
    """
    plans = [each.plan for each in asked]
    empty = emptied(plans)
    warnings = [f"This leaves nothing of the {listed(empty)}."] if empty else []
    if overtaken:
        warnings.append("Nothing was sent: somebody else saved while you looked.")
    return Question(
        title=f"Save {names_of([plan.now for plan in plans])}?",
        about=reach_words(plans),
        notes=(
            *(Content.assemble((f"{glyphs.warning} ", "$warning"), words) for words in warnings),
            *(Content(words) for each in asked for words in _meanwhile(each)),
            Content.styled(_state(asked), "$muted"),
        ),
        danger=bool(empty),
        mergeable=any(each.merged for each in asked),
        noting=True,
    )


def unsure_question(unsure: Unsure, record: str) -> Question:
    """Ask what to do about a save of a record, told by its name, whose answer was lost."""
    looked = (
        "the server could not be asked since"
        if unsure.record is None
        else "the server does not show the change"
    )
    return Question(
        title=f"Was “{record}” saved?",
        about=f"The answer was lost, and {looked}.",
        notes=(Content(unsure.error.words), Content("It is not sent a second time.")),
        yes="Look again",
        no="Leave it",
    )


def _meanwhile(asked: Asked) -> Iterator[str]:
    """What somebody else has done to the record since it was opened."""
    merged = [label(asked.plan.kind, *conflict.place) for conflict in asked.merged]
    changed = _changed(asked)
    if merged:
        yield f"Somebody else changed the {listed(merged)} meanwhile; both changes merge."
    if others := [each for each in changed if each not in merged]:
        yield f"Somebody else changed the {listed(others)} meanwhile; that stays."


def _changed(asked: Asked) -> list[str]:
    return changed_meanwhile(asked.plan.kind, asked.edit.opened, asked.plan.now)


def _state(asked: Sequence[Asked]) -> str:
    if any(each.decided for each in asked):
        return "Merged by you with what the server has now"
    if any(each.merged for each in asked):
        return "The difference is to what the server has now"
    if any(_changed(each) for each in asked):
        return "What you changed is on the server as you opened it"
    return "The server still has what you opened"
