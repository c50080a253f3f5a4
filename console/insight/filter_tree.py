"""What a filter means: a tree of terms, which a record passes or not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.filter_language import MOMENT
from console.insight.matching import (
    VARIABLE,
    as_number,
    compares,
    holds_text,
    is_text,
    variable_key,
)
from console.insight.moments import hour_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from console.insight.filter_language import Language


@dataclass(frozen=True, slots=True)
class Word:
    """The text stands in any field that isn't a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """The text stands in this field, or is all of it."""

    name: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """The field is a number and compares so."""

    name: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class During:
    """The record's time is not before `begin` and before `end`, in seconds since 1970."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Hour:
    """The record's time is in this hour of the day, 0 to 23, where the person is."""

    hour: int
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Ids:
    """The record is one of these. Nobody types that: somebody has chosen them."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """The part doesn't hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; none at all holds too."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds."""

    parts: tuple[Node, ...]


Leaf = Word | Field | Compare | During | Hour | Ids
Node = Leaf | Not | And | Or


def holds(node: Node, fields: Mapping[str, str], language: Language) -> bool:
    """Whether a record passes; see `Filter.matches`."""
    match node:
        case Not(part):
            return not holds(part, fields, language)
        case And(parts):
            return all(holds(part, fields, language) for part in parts)
        case Or(parts):
            return any(holds(part, fields, language) for part in parts)
        case _:
            return _leaf_holds(node, fields, language)


def _leaf_holds(leaf: Leaf, fields: Mapping[str, str], language: Language) -> bool:
    match leaf:
        case Word(text):
            return any(
                holds_text(name, value, text, language)
                for name, value in fields.items()
                if name not in language.numeric
            )
        case Field(name, value, exact):
            holds = is_text if exact else holds_text
            return any(holds(name, each, value, language) for each in _values(fields, name))
        case Compare(name, sign, number):
            return any(compares(each, sign, number) for each in _values(fields, name))
        case During(begin, end):
            moment = as_number(fields.get(MOMENT, ""))
            return moment is not None and begin <= moment < end
        case Hour(hour, zone):
            moment = as_number(fields.get(MOMENT, ""))
            return moment is not None and hour_at(moment, zone) == hour
        case Ids(ids):
            return fields.get("id", "") in ids


def begin_of(node: Node) -> float:
    """The time before which nothing passes, in seconds since 1970; -inf where there is none."""
    match node:
        case During(begin, _):
            return begin
        case And(parts):
            return max(map(begin_of, parts), default=-math.inf)
        case Or(parts):
            return min(map(begin_of, parts))
        case _:
            return -math.inf


def asks_about_time(node: Node) -> bool:
    """Whether it depends on when a record was made."""
    match node:
        case Not(part):
            return asks_about_time(part)
        case And(parts) | Or(parts):
            return any(map(asks_about_time, parts))
        case _:
            return isinstance(node, During | Hour)


def knowing(node: Node, name: str, value: str, known: Ids, language: Language) -> Node:
    """The tree where some records are known to have another value in a field, too."""
    match node:
        case Not(part):
            return Not(knowing(part, name, value, known, language))
        case And(parts):
            return And(tuple(knowing(part, name, value, known, language) for part in parts))
        case Or(parts):
            return Or(tuple(knowing(part, name, value, known, language) for part in parts))
        case Word() | Field() if _leaf_holds(node, {name: value}, language):
            return Or((node, known))
        case _:
            return node


def _values(fields: Mapping[str, str], name: str) -> Iterable[str]:
    """The values of a field; several variables may have the same name but for what is folded."""
    if not name.startswith(VARIABLE):
        return (fields.get(name, ""),)
    wanted = variable_key(name)
    return (
        value
        for each, value in fields.items()
        if each.startswith(VARIABLE) and variable_key(each) == wanted
    )
