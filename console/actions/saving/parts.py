"""The difference that a save makes, record by record and field by field, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from console.actions.forms.labels import label
from console.actions.saving.changes import name_of
from console.actions.saving.plan import ABSENT
from console.actions.saving.text_history import TEXTS
from console.api.fields import members
from console.insight.difference import DiffLine, changed_fields, diff_lines
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from console.actions.saving.plan import Place, SavePlan
    from console.session import Session

_SHORT = 40
"""Characters up to which a value is shown on the line of its name."""
_LONGEST_VALUE = 2000


@dataclass(frozen=True, slots=True)
class TextPart:
    """The difference of two versions of a text; `heading` may be empty."""

    heading: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True, slots=True)
class ValuePart:
    """A value and what it becomes, in words for people, cleaned."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ListPart:
    """What a list loses and what it gains, in words for people, cleaned."""

    name: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


Part: TypeAlias = TextPart | ValuePart | ListPart


def known_names(session: Session, others: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """What records are called, by id, cleaned.

    Args:
        session: knows the models and the credentials.
        others: what a screen knows besides: tools, knowledge bases, webhooks and voices.
    """
    directories = (session.models, session.credentials)
    return {
        **{
            record.id: clean(record.name, limit=_SHORT)
            for directory in directories
            for record in directory.records.values()
            if record.name
        },
        **(others or {}),
    }


def shown(value: Any, *, brief: bool = False) -> str:
    """A value in words, cleaned, on one line."""
    if value in (None, "", [], {}):
        return "nothing"
    if value is ABSENT:
        return "not there"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = ", ".join(map(shown, cast("list[Any]", value)))
    elif isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return clean(value, limit=_SHORT if brief else _LONGEST_VALUE)


def named(value: Any, place: Place, names: Mapping[str, str]) -> Any:
    """A value with the names of the records that it refers to; unknown ones keep their ids."""
    field, key = place
    if not (key or field).endswith(("_id", "_ids")):
        return value
    if isinstance(value, list):
        return [names.get(str(each), each) for each in cast("list[Any]", value)]
    return names.get(value, value) if isinstance(value, str) else value


def parts_of(plans: Sequence[SavePlan], names: Mapping[str, str]) -> list[Part]:
    """The difference to what the server has now. May take a while for huge texts.

    Args:
        plans: what would be saved.
        names: what other records are called, by id: see `known_names`.
    """
    several = len(plans) > 1
    return [
        part
        for plan in plans
        for part in _Parts(plan, f"{name_of(plan.now)} · " if several else "", names).all()
    ]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The difference of one record; what it is called stands before each field."""

    plan: SavePlan
    record: str
    names: Mapping[str, str]

    def all(self) -> Iterator[Part]:
        """Values first: below a long text nobody would see them."""
        texts, now = TEXTS[self.plan.kind], self.plan.now
        for field, new in sorted(self.plan.changed.items(), key=lambda item: item[0] in texts):
            old = now.get(field)
            before, after = _text(old), _text(new)
            if members(old) and members(new):
                yield from self._members(field, members(old), members(new))
            elif before is None or after is None:
                yield self._value((field, None), old, new)
            elif field in texts or _are_long(before, after):
                yield TextPart(self._called((field, None)), diff_lines(before, after))
            else:
                yield self._value((field, None), old, new)

    def _members(
        self, field: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Part]:
        for key in {**old, **new}:
            before, after = old.get(key, ABSENT), new.get(key, ABSENT)
            if changed_fields({"": before}, {"": after}):
                yield self._value((field, key), before, after)

    def _value(self, place: Place, old: Any, new: Any) -> Part:
        """A value and what it becomes; of a list only what goes and what comes."""
        before, after = named(old, place, self.names), named(new, place, self.names)
        if isinstance(before, list) and isinstance(after, list):
            lists = cast("list[Any]", before), cast("list[Any]", after)
            removed, added = _left_over(*lists), _left_over(*reversed(lists))
            if removed or added:
                return ListPart(self._called(place), removed, added)
        return ValuePart(self._called(place), shown(before), shown(after))

    def _called(self, place: Place) -> str:
        return self.record + label(self.plan.kind, *place)


def _text(value: Any) -> str | None:
    """An exact text, where the value is one or nothing at all."""
    return value or "" if isinstance(value, str | None) else None


def _are_long(*texts: str) -> bool:
    return any("\n" in text or len(text) > _SHORT for text in texts)


def _left_over(one: list[Any], other: list[Any]) -> tuple[str, ...]:
    """What a list has more than another, in words, in its order."""
    rest = [shown(each) for each in other]
    more: list[str] = []
    for each in map(shown, one):
        if each in rest:
            rest.remove(each)
        else:
            more.append(each)
    return tuple(more)
