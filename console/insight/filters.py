"""The filter language: what is typed after `/`, parsed to a tree that anything can evaluate.

    agent:sales status:failed to:+4915 "call back" dur>60 since:2h !voicemail or reason:busy

Terms stand side by side and all must hold; `or` separates alternatives; `!` turns a term round.
Case, accents, `_` and `-` make no difference.

The value of a field is found anywhere in it: `agent:cept` finds Reception, `outcome:interested`
Not interested, too. After `=` it is the whole value: `outcome=interested` is that alone.

What people said and wrote (`Language.worded`) is searched word by word, so that a million texts can
be: a word of three letters or more is found by its beginning, `refund` in refunds but not in
nonrefundable, a shorter one must be whole, and a phrase is its words one after the other. An id is
found by its beginning, a telephone number by how it begins, `+1`, or by any three of its digits
that follow one another.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from console.insight.filter_language import CALLS
from console.insight.filter_tree import (
    And,
    Compare,
    During,
    Field,
    Hour,
    Ids,
    Not,
    Or,
    Word,
    holds,
    knowing,
)
from console.insight.matching import VARIABLE, as_number, id_key
from console.insight.moments import MomentError, Now, hour_of, seconds_of, span_of
from console.insight.words import SHORTEST_BEGINNING, may_go_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.insight.filter_language import Language
    from console.insight.filter_tree import Node

_FIELD_START = re.compile(r"([A-Za-z_][\w.\-]*)(:|>=|<=|>|<|=)", re.ASCII)
_OR = re.compile(r"or(?=\s|$)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d+):([0-5]\d)", re.ASCII)


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
class Filter:
    """A parsed filter.

    Attributes:
        text: what was typed.
        tree: what it means.
        language: what it is asked of.
    """

    text: str
    tree: Node
    language: Language = CALLS

    def matches(self, fields: Mapping[str, str]) -> bool:
        """Whether a record passes.

        Args:
            fields: the record's text by field name: those of its language, and any other
                that bare words should be found in. Numeric fields are plain numbers as text.
        """
        return holds(self.tree, fields, self.language)

    def among(self, ids: Iterable[str]) -> Filter:
        """The same filter for some records alone."""
        chosen = Ids(frozenset(ids))
        return replace(self, tree=And((chosen, self.tree)) if self else chosen)

    def knowing(self, name: str, value: str, ids: Iterable[str]) -> Filter:
        """The same filter where some records are known to have another value in a field, too."""
        known = Ids(frozenset(ids))
        return replace(self, tree=knowing(self.tree, name, value, known, self.language))

    def __bool__(self) -> bool:
        """False for the empty filter, which everything passes."""
        return self.tree != And(())


def parse(text: str, language: Language = CALLS, now: Now | None = None) -> Filter:
    """Understand a filter; an open quote ends with the text, so that it filters while typed.

    Args:
        text: what was typed.
        language: what can be asked.
        now: what `since:2h` and `on:today` count from; without it no time can be asked for.

    Raises:
        FilterError: with the place and a sentence, when the text can't be understood.
    """
    return Filter(text, _Parser(text, language, now).alternatives(), language)


class _Parser:
    def __init__(self, text: str, language: Language, now: Now | None) -> None:
        self._text = text
        self._language = language
        self._now = now
        self._at = 0

    def alternatives(self) -> Node:
        parts: list[Node] = []
        terms: list[Node] = []
        while self._skip_spaces():
            start = self._at
            if self._take_or():
                if not terms:
                    raise FilterError(start, "“or” stands between two terms")
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
        field = _field_name(name, start, self._language)
        value_at = self._at
        value = self._value()
        if not value:
            raise FilterError(value_at, f"{field} {'what' if sign == ':' else sign + ' what'}?")
        if field in self._language.moments:
            return self._moment(field, sign, value, value_at)
        exact = sign == "=" and field in self._language.exact
        if field in self._language.ids and not may_go_on(id_key(value)):
            raise FilterError(value_at, f"write {SHORTEST_BEGINNING} characters of the id or more")
        if exact or (sign == ":" and field not in self._language.numeric):
            return Field(field, value, exact)
        sign = "=" if sign == ":" else sign
        return Compare(field, sign, _number(field, value, value_at, self._language))

    def _moment(self, field: str, sign: str, value: str, value_at: int) -> Node:
        if self._now is None:
            raise FilterError(value_at, f"{field} can not be asked here")
        if sign not in {":", "="}:
            raise FilterError(value_at - len(sign), f"write {field}:{value}")
        try:
            if field == "hour":
                return Hour(hour_of(value), self._now.zone)
            begin, end = (moment.timestamp() for moment in span_of(value, self._now))
        except MomentError as error:
            raise FilterError(value_at, str(error)) from None
        return During(
            begin if field != "until" else -math.inf, end if field != "since" else math.inf
        )

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


def _field_name(name: str, position: int, language: Language) -> str:
    if language.variables and name.startswith(VARIABLE) and len(name) > len(VARIABLE):
        return name
    known = language.aliases.get(name.lower(), name.lower())
    if known not in language.fields:
        raise FilterError(position, f"no field “{name}”; quotes find text")
    return known


def _number(field: str, value: str, position: int, language: Language) -> float:
    if field not in language.numeric and not field.startswith(VARIABLE):
        raise FilterError(position, f"{field} is no number; write {field}:{value}")
    a_second = language.durations.get(field, 1)
    clock = _CLOCK.fullmatch(value)
    if clock:
        return (int(clock[1]) * 60 + int(clock[2])) * a_second
    length = seconds_of(value.lower()) if field in language.durations else None
    if length is not None:
        return round(length * a_second, 3)
    number = as_number(value)
    if number is None:
        raise FilterError(position, f"“{value}” is no number")
    return number
