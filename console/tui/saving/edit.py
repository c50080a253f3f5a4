"""What a screen hands over to be saved, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from console.actions.saving.plan import ABSENT
from console.api.fields import members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.actions.saving.plan import Kind, Place
    from console.api.errors import FieldProblem
    from console.api.records.agent import Agent
    from console.api.records.model import Model


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person has changed in one record."""

    kind: Kind
    opened: Mapping[str, Any]
    """The raw record that the changes were made to."""
    fields: Mapping[str, Any]
    """The new values, exact; objects whole."""

    @property
    def record_id(self) -> str:
        """Which record it is."""
        return str(self.opened["id"])

    def decided(self, place: Place, theirs: Any, value: Any) -> Edit:
        """The edit after a conflict at one place was decided: made to `theirs`, it is `value`."""
        field, key = place
        return Edit(
            self.kind,
            _put(self.opened, field, theirs)
            if key is None
            else {**self.opened, field: _put(members(self.opened.get(field)), key, theirs)},
            _put(self.fields, field, value)
            if key is None
            else {**self.fields, field: _put(members(self.fields.get(field)), key, value)},
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a save. Each edit is in `saved` or in `left`, so that none is lost."""

    saved: Mapping[str, Model | Agent] = field(default_factory=dict[str, "Model | Agent"])
    """The records that the server has as they were edited, by id: what to edit from now on."""
    left: tuple[Edit, ...] = ()
    """What is still to be saved: the very edit that was handed over, unless a person has merged
    it, or the server has made something else of it. Then `opened` has what the server has for the
    fields concerned, and `fields` what the person wants: what to edit from now on."""
    problems: Mapping[str, tuple[FieldProblem, ...]] = field(
        default_factory=dict[str, "tuple[FieldProblem, ...]"]
    )
    """What the server holds against fields, word for word, by the record's id."""
    words: str = ""
    """One line for the person; empty where they know it already."""
    trouble: bool = False
    """Whether the words tell of something that has not worked."""


def _put(held: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    kept = {each: held[each] for each in held if each != name}
    return kept if value is ABSENT else {**kept, name: value}
