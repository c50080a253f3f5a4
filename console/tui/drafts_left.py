"""What to say of drafts that were left: at the start, and of records that are gone since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.saving.plan import Kind
from console.text import clean
from console.tui.navigation import Destination, Jump

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from console.actions.action import Place
    from console.archive.drafts import Draft

_KEYS = {Kind.MODEL: "g p", Kind.AGENT: "g a"}
_WORDS = {Kind.MODEL: "prompt", Kind.AGENT: "agent"}
_LONGEST_NAME = 32


def words_for(drafts: Mapping[str, Draft]) -> str:
    """One line that says which drafts there are and the way to them; empty when there is none."""
    kinds = [kind for kind in _KEYS if any(draft.kind == kind for draft in drafts.values())]
    if not kinds:
        return ""
    way = " and ".join(_KEYS[kind] for kind in kinds)
    if len(drafts) > 1:
        verb = "list" if len(kinds) > 1 else "lists"
        return f"{len(drafts)} drafts are kept: {way} {verb} them."
    record_id, draft = next(iter(drafts.items()))
    return f"A draft of “{_name(record_id, draft)}” is kept: {way} lists it."


def of_the_gone(
    drafts: Mapping[str, Draft], kind: Kind, known: Container[str]
) -> Mapping[str, Draft]:
    """Those of records of a kind that are not known any more."""
    return {
        record_id: draft
        for record_id, draft in drafts.items()
        if draft.kind == kind and record_id not in known
    }


def jump_to(drafts: Mapping[str, Draft], place: Place) -> tuple[Jump, ...]:
    """The way to the latest of drafts whose records are gone, if there is one."""
    for record_id, draft in drafts.items():
        words = f"The draft of a deleted {_WORDS[Kind(draft.kind)]}"
        return (Jump("D", words, _name(record_id, draft), Destination(place, record_id)),)
    return ()


def _name(record_id: str, draft: Draft) -> str:
    return clean(draft.base_raw.get("name") or record_id, limit=_LONGEST_NAME)
