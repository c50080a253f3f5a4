"""The filter language: what is typed after `/`, parsed to a tree that anything can evaluate.

    agent:sales status:failed to:+4915 "call back" dur>60 !voicemail or outcome:interested

Terms stand side by side and all must hold; `or` separates alternatives; `!` turns a term round.
Case, accents, `_` and `-` make no difference.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "agent": "the agent's name",
    "status": "the state as shown: talking, stuck, failed",
    "to": "the number called",
    "from": "the calling number",
    "type": "outbound, inbound or web",
    "way": "inbound or outbound",
    "outcome": "what came of it",
    "reason": "the end reason",
    "id": "the call's id",
    "dur": "the duration in seconds: dur>60",
    "cost": "the cost in cents: cost>10",
    "slow": "the slowest turn in milliseconds: slow>1500",
}
"""The fields of a call that can be asked for; besides them `var.NAME` is a variable."""

VARIABLE = "var."
_ALIASES = {
    "agent_id": "agent",
    "state": "status",
    "to_number": "to",
    "from_number": "from",
    "direction": "way",
    "end_reason": "reason",
    "duration": "dur",
    "cents": "cost",
    "slowest": "slow",
}
_NUMERIC = frozenset({"dur", "cost", "slow"})
_PHONES = frozenset({"to", "from"})

_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_FIELD_START = re.compile(r"([A-Za-z_][\w.\-]*)(:|>=|<=|>|<|=)", re.ASCII)
_OR = re.compile(r"or(?=\s|$)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d+):([0-5]\d)", re.ASCII)
_PHONE_LIKE = re.compile(r"\+?\d[\d ().\-/]{2,}", re.ASCII)


class FilterError(Exception):
    """What was typed can't be understood (yet).

    Attributes:
        position: the place in the text, in characters from 0, that the words are about.
        words: one sentence for the person who types.
    """

    def __init__(self, position: int, words: str) -> None:
        super().__init__(words)
        self.position = position
        self.words = words


@dataclass(frozen=True, slots=True)
class Word:
    """The text stands in any field that isn't a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """The text stands in this field."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Compare:
    """The field is a number and compares so."""

    name: str
    sign: str
    number: float


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


Node = Word | Field | Compare | Not | And | Or


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed filter.

    Attributes:
        text: what was typed.
        tree: what it means.
    """

    text: str
    tree: Node

    def matches(self, fields: Mapping[str, str]) -> bool:
        """Whether a record passes.

        Args:
            fields: the record's text by field name: those of `FIELDS`, `var.NAME`, and any other
                that bare words should be found in. Numeric fields are plain numbers as text.
        """
        return _holds(self.tree, fields)

    def __bool__(self) -> bool:
        """False for the empty filter, which everything passes."""
        return self.tree != And(())


def parse(text: str) -> Filter:
    """Understand a filter; an open quote ends with the text, so that it filters while typed.

    Raises:
        FilterError: with the place and a sentence, when the text can't be understood.
    """
    return Filter(text, _Parser(text).alternatives())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text without what makes no difference: case, accents, and `_` and `-` for spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return text.casefold().replace("_", " ").replace("-", " ")


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def alternatives(self) -> Node:
        parts: list[Node] = []
        terms: list[Node] = []
        while self._skip_spaces():
            start = self._at
            if self._take_or():
                if not terms:
                    raise FilterError(start, "“or” stands between two things to look for")
                parts.append(_all(terms))
                terms = []
            else:
                terms.append(self._term())
        if not parts:
            return _all(terms)
        if not terms:
            raise FilterError(len(self._text), "what comes after “or”?")
        return Or((*parts, _all(terms)))

    def _skip_spaces(self) -> bool:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _take_or(self) -> bool:
        found = _OR.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found is not None

    def _term(self) -> Node:
        if self._text[self._at] != "!":
            return self._field_or_word()
        self._at += 1
        if self._at == len(self._text) or self._text[self._at].isspace():
            raise FilterError(self._at, "what should not be there?")
        return Not(self._term())

    def _field_or_word(self) -> Node:
        found = _FIELD_START.match(self._text, self._at)
        if not found:
            return Word(self._value())
        start, (name, sign) = self._at, found.groups()
        self._at = found.end()
        field = _field_name(name, start)
        value_at = self._at
        value = self._value()
        if not value:
            raise FilterError(value_at, f"{field} {'what' if sign == ':' else sign + ' what'}?")
        if sign == ":":
            return Field(field, value)
        return Compare(field, sign, _number(field, value, value_at))

    def _value(self) -> str:
        """The phrase in quotes or the word that stands here."""
        if self._at < len(self._text) and self._text[self._at] == '"':
            end = self._text.find('"', self._at + 1)
            end = len(self._text) if end < 0 else end
            value, self._at = self._text[self._at + 1 : end], end + 1
            return value
        start = self._at
        while self._at < len(self._text) and not self._text[self._at].isspace():
            self._at += 1
        return self._text[start : self._at]


def _all(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else And(tuple(terms))


def _field_name(name: str, position: int) -> str:
    if name.startswith(VARIABLE) and len(name) > len(VARIABLE):
        return name
    known = _ALIASES.get(name.lower(), name.lower())
    if known not in FIELDS:
        raise FilterError(
            position, f"there is no field “{name}”; to look for this very text put it in quotes"
        )
    return known


def _number(field: str, value: str, position: int) -> float:
    if field not in _NUMERIC and not field.startswith(VARIABLE):
        raise FilterError(position, f"{field} is no number; write {field}:{value}")
    clock = _CLOCK.fullmatch(value)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    number = _as_number(value)
    if number is None:
        raise FilterError(position, f"“{value}” is no number")
    return number


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _holds(node: Node, fields: Mapping[str, str]) -> bool:
    match node:
        case Word(text):
            return any(
                _contains(name, value, text)
                for name, value in fields.items()
                if name not in _NUMERIC
            )
        case Field(name, value):
            return _contains(name, fields.get(name, ""), value)
        case Compare(name, sign, number):
            actual = _as_number(fields.get(name, ""))
            return actual is not None and _COMPARISONS[sign](actual, number)
        case Not(part):
            return not _holds(part, fields)
        case And(parts):
            return all(_holds(part, fields) for part in parts)
        case Or(parts):
            return any(_holds(part, fields) for part in parts)


def _contains(name: str, value: str, wanted: str) -> bool:
    """Whether a field's text holds what is wanted; telephone numbers whatever their spaces."""
    if fold(wanted) in fold(value):
        return True
    if name not in _PHONES or not _PHONE_LIKE.fullmatch(wanted):
        return False
    return _digits(wanted) in _digits(value)


def _digits(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)
