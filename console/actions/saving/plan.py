"""What a save would change, worked out from what was opened, what was edited and what is there."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from console.api.fields import members
from console.insight.difference import changed_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.actions.saving.reach import Reach


class Kind(StrEnum):
    """What can be edited."""

    MODEL = "model"
    AGENT = "agent"


class Absent(Enum):
    """Stands for a key that an object does not have."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT

Place = tuple[str, str | None]
"""A field, and a key within it where the field is an object: `("tts", "voice_id")`."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A value that was edited here and changed on the server meanwhile.

    The three values are exact, as JSON has them, or `ABSENT`.
    """

    field: str
    key: str | None
    opened: Any
    ours: Any
    theirs: Any

    @property
    def place(self) -> Place:
        """Where it is, for `SavePlan.resolved`."""
        return self.field, self.key


@dataclass(frozen=True, slots=True)
class SavePlan:
    """A save that is ready to be shown, and to be sent once nothing is in conflict."""

    kind: Kind
    record_id: str
    now: Mapping[str, Any]
    """The record as the server had it when the plan was made."""
    changed: Mapping[str, Any]
    """The body of the PATCH: only fields whose value is new; objects whole."""
    conflicts: tuple[FieldConflict, ...]
    reach: Reach

    def resolved(self, choices: Mapping[Place, Any]) -> SavePlan:
        """The plan with a value (or `ABSENT`, for a key) chosen for conflicts.

        A choice that is what the server has needs no change; a conflict without a choice stays.
        """
        values = {field: self._value(field) for field, _ in choices}
        for (field, key), value in choices.items():
            if key is None:
                values[field] = value
            else:
                values[field] = _with(values[field], key, value)
        return replace(
            self,
            changed={
                field: value
                for field, value in {**self.changed, **values}.items()
                if not _same(value, self.now.get(field))
            },
            conflicts=tuple(each for each in self.conflicts if each.place not in choices),
        )

    def _value(self, field: str) -> Any:
        return self.changed.get(field, self.now.get(field))


def plan_save(
    kind: Kind,
    opened: Mapping[str, Any],
    edited: Mapping[str, Any],
    now: Mapping[str, Any],
    reach: Reach,
) -> SavePlan:
    """Plan a save.

    A field that somebody else changed and this person did not stays as somebody else made it;
    within an object such as `tts` the same is true of each key, so unknown keys are kept.

    Args:
        kind: what the record is.
        opened: the raw record as it was when the editing began.
        edited: the new values of fields, exact; objects whole.
        now: the raw record as the server has it now.
        reach: who is affected.
    """
    changed: dict[str, Any] = {}
    conflicts: list[FieldConflict] = []
    for field, ours in edited.items():
        theirs = now.get(field)
        if _are_objects(ours, theirs):
            value, found = _merged_members(field, opened.get(field), members(ours), members(theirs))
        else:
            value, found = _merged(field, None, opened.get(field), ours, theirs)
        conflicts += found
        if not _same(value, theirs):
            changed[field] = value
    return SavePlan(kind, str(now["id"]), now, changed, tuple(conflicts), reach)


def overtaken(plan: SavePlan, current: Mapping[str, Any]) -> bool:
    """Whether a field that the plan changes is not any more as the plan was made for."""
    return any(not _same(current.get(field), plan.now.get(field)) for field in plan.changed)


def fields_that_differ(plan: SavePlan, read: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of which the server has made something else than was sent.

    Keys that the server adds to an object are its own affair.
    """
    return tuple(
        field
        for field, sent in plan.changed.items()
        if not _arrived(sent, plan.now.get(field), read.get(field))
    )


def _merged(
    field: str, key: str | None, opened: Any, ours: Any, theirs: Any
) -> tuple[Any, list[FieldConflict]]:
    if _same(ours, opened):
        return theirs, []
    if _same(theirs, opened) or _same(theirs, ours):
        return ours, []
    return theirs, [FieldConflict(field, key, opened, ours, theirs)]


def _merged_members(
    field: str, opened: Any, ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[FieldConflict]]:
    before = members(opened)
    value = dict(theirs)
    conflicts: list[FieldConflict] = []
    for key in {**before, **ours}:
        member, found = _merged(
            field, key, before.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT)
        )
        value = _with(value, key, member)
        conflicts += found
    return value, conflicts


def _with(held: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    if value is ABSENT:
        return {name: member for name, member in held.items() if name != key}
    return {**held, key: value}


def _arrived(sent: Any, before: Any, read: Any) -> bool:
    if _are_objects(sent, read):
        wanted, got = members(sent), members(read)
        removed = members(before).keys() - wanted.keys()
        return not removed & got.keys() and all(
            _arrived(value, None, got.get(key, ABSENT)) for key, value in wanted.items()
        )
    if isinstance(sent, float) and isinstance(read, float | int):
        # The server may keep it as a shorter float.
        return math.isclose(sent, read, rel_tol=1e-6)
    return _same(sent, read)


def _are_objects(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def _same(one: Any, other: Any) -> bool:
    return not changed_fields({"value": one}, {"value": other})
