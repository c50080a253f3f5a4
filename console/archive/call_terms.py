"""From a filter's tree to questions of the search index and conditions on rows.

What was typed reaches the database as a bound value only: the words of a question consist of
letters and digits, everything else of a filter never stands in it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from console.archive.call_entries import SLOT, TIMELESS
from console.archive.facets import Within
from console.archive.tokens import EVERY, NUMBERS, fact_token, named, phone_tokens, sizes
from console.archive.vocabulary import beginning_with
from console.insight.call_fields import Facts, fact_text
from console.insight.filter_language import HISTORY
from console.insight.filter_tree import And, Compare, During, Field, Hour, Ids, Not, Or, Word
from console.insight.matching import (
    FEWEST_DIGITS,
    VARIABLE,
    holds_text,
    id_key,
    is_text,
    phone_digits,
    variable_key,
)
from console.insight.moments import hour_at
from console.insight.words import may_go_on, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import tzinfo

    from console.insight.filter_tree import Leaf, Node

FIRST, LAST = TIMELESS // 2, 2**62
"""Between these are the keys of all calls that tell a time."""

_MOST_WORDS = 128
"""A beginning that more words have is looked up by the index itself, which reads all of them."""
_PHONES = ("to", "from")
_VARIABLE = """
    EXISTS (SELECT 1 FROM call_numbers n WHERE n.key = c.key AND n.name = ? AND n.value {sign} ?)
"""
# The plus keeps SQLite from finding all such calls and sorting them: the first are soon found.
_OF_KINDS = "+c.kind IN (SELECT value FROM json_each(?))"
_AMONG = "c.id IN (SELECT value FROM json_each(?))"
_IN_SLOTS = "+c.slot IN (SELECT value FROM json_each(?))"
_SLOTS = """
    WITH RECURSIVE slots (slot) AS (
        SELECT min(slot) FROM calls WHERE key >= ?
        UNION ALL
        SELECT (SELECT min(slot) FROM calls WHERE slot > slots.slot) FROM slots
        WHERE slots.slot IS NOT NULL
    )
    SELECT slot FROM slots WHERE slot IS NOT NULL
"""


@dataclass(slots=True)
class Part:
    """What must hold of a call: one of the alternatives of a filter.

    Attributes:
        found: questions to the search index which must all hold.
        missing: questions to it of which none must hold.
        tests: conditions on a row of `calls`, which is called `c`.
        values: what is bound to the conditions, in order.
        first: its key must not be before this.
        end: its key must be before this.
    """

    found: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    tests: list[str] = field(default_factory=list[str])
    values: list[Any] = field(default_factory=list[Any])
    first: int | None = None
    end: int | None = None

    @property
    def search(self) -> str | None:
        """The question to the search index; None where it need not be asked."""
        if not self.found and not self.missing:
            return None
        asked = " AND ".join(f"({each})" for each in self.found) or _quoted(EVERY)
        return f"({asked}) NOT ({' OR '.join(self.missing)})" if self.missing else asked

    @property
    def is_search_alone(self) -> bool:
        """Whether the search index alone tells which calls pass."""
        return self.search is not None and not self.tests and self.first is self.end is None

    def within(self, first: int, end: int) -> None:
        """Let only keys from `first` on and before `end` pass."""
        self.first = first if self.first is None else max(self.first, first)
        self.end = end if self.end is None else min(self.end, end)


class Compiler:
    """Knows what calls have in common, and which words there are.

    Args:
        connection: where to look things up.
        kinds: what calls have in common, by number.
        agents: the names of agents by their ids, which change and are therefore not kept.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        kinds: Mapping[int, Facts],
        agents: Mapping[str, str],
    ) -> None:
        self._connection = connection
        self._agents = agents
        self._kinds = kinds
        columns = zip(*kinds.values(), strict=True)
        self._facts: Mapping[str, AbstractSet[str]] = {
            name: frozenset(column) for name, column in zip(Facts._fields, columns, strict=False)
        }

    def parts(self, tree: Node) -> tuple[Part, ...]:
        """The alternatives of a filter; none where nothing can pass."""
        parts = [self._part(terms) for terms in _alternatives(tree, negated=False)]
        return _joined([part for part in parts if part is not None])

    def within(self, tree: Node) -> Within | None:
        """The kinds and the time of the calls that pass, where nothing else decides it."""
        alternatives = _alternatives(tree, negated=False)
        bounds = Part()
        passing: set[int] = set()
        for terms in alternatives:
            kinds = dict(self._kinds)
            for leaf, negated in terms:
                match leaf:
                    case Field(name, value, exact) if name in Facts._fields:
                        fitting = self._fitting(name, value, exact=exact)
                        at = Facts._fields.index(name)
                        kinds = {
                            n: f for n, f in kinds.items() if (f[at] in fitting) is not negated
                        }
                    case During(begin, end) if not negated and len(alternatives) == 1:
                        bounds.within(key_at(begin), key_at(end))
                    case _:
                        return None
            passing |= kinds.keys()
        kinds = None if len(passing) == len(self._kinds) else sorted(passing)
        return Within(kinds, bounds.first, bounds.end)

    def parts_of_many(self, tree: Node) -> tuple[Part, ...]:
        """The same alternatives, so that a row alone tells whether it passes, where it can."""
        within = self.within(tree)
        if within is None:
            return self.parts(tree)
        part = Part(first=within.first, end=within.end)
        if within.kinds is not None:
            _test(part, _OF_KINDS, (json.dumps(within.kinds),), negated=False)
        return (part,)

    def _part(self, terms: Iterable[tuple[Leaf, bool]]) -> Part | None:
        part = Part()
        passable = True
        for leaf, negated in terms:
            match leaf:
                case Word() | Field():
                    passable = _ask(part, self._questions(leaf), negated=negated)
                case Compare():
                    passable = _compare(part, leaf, negated=negated)
                case During(begin, end) if not negated:
                    part.within(key_at(begin), key_at(end))
                case During(begin, end):
                    values = (key_at(begin), key_at(end))
                    _test(part, "c.key >= ? AND c.key < ?", values, negated=True)
                case Hour(hour, zone):
                    slots = json.dumps(self._slots(hour, zone))
                    _test(part, _IN_SLOTS, (slots,), negated=negated)
                case Ids(ids):
                    _test(part, _AMONG, (json.dumps(sorted(ids)),), negated=negated)
            if not passable:
                return None
        return part

    def _questions(self, leaf: Word | Field) -> Sequence[str]:
        """Questions of which one must hold for a text to be found."""
        if isinstance(leaf, Word):
            facts = [each for name in self._facts for each in self._fact(name, leaf.text)]
            return (
                *facts,
                *self._phrase("", leaf.text),
                *_digits(_PHONES, leaf.text),
                *_id(leaf.text),
            )
        if leaf.name in Facts._fields:
            return self._fact(leaf.name, leaf.value, exact=leaf.exact)
        if leaf.name in _PHONES:
            return (*self._phrase(leaf.name, leaf.value), *_digits((leaf.name,), leaf.value))
        if leaf.name.startswith(VARIABLE):
            return self._phrase(variable_key(leaf.name), leaf.value)
        return _id(leaf.value) if leaf.name in HISTORY.ids else ()

    def _fact(self, name: str, wanted: str, *, exact: bool = False) -> Sequence[str]:
        fitting = self._fitting(name, wanted, exact=exact)
        if fitting and fitting == self._facts[name]:
            return [_quoted(EVERY)]
        return [_quoted(fact_token(name, value)) for value in sorted(fitting)]

    def _fitting(self, name: str, wanted: str, *, exact: bool) -> AbstractSet[str]:
        """The values of a fact that a text stands in, or that it is."""
        holds = is_text if exact else holds_text
        return {
            value
            for value in self._facts.get(name, ())
            if holds(name, fact_text(name, value, self._agents), wanted, HISTORY)
        }

    def _phrase(self, name: str, text: str) -> Sequence[str]:
        """Words that follow one another, in one field if it has a name; the last may go on."""
        words = words_of(text)
        if not words:
            return ()
        *whole, last = words
        ends = self._beginning_with(last) if may_go_on(last) else [last]
        if ends is None:
            return [f"{_quoted(*_in_field(name, words))} *"]
        return [_quoted(*_in_field(name, [*whole, end])) for end in ends]

    def _beginning_with(self, word: str) -> list[str] | None:
        """The known words that begin so; None where they are not known, or too many."""
        if not word.isalpha():
            return None
        return beginning_with(self._connection, word, _MOST_WORDS)

    def _slots(self, hour: int, zone: tzinfo) -> list[int]:
        """The quarters of an hour, of those with calls, that are in this hour of a day."""
        rows = self._connection.execute(_SLOTS, (FIRST,))
        return [slot for (slot,) in rows if hour_at(slot * SLOT / 1000, zone) == hour]


def key_at(seconds: float) -> int:
    """The first key that is not before a moment."""
    if math.isinf(seconds):
        return LAST if seconds > 0 else FIRST
    return math.ceil(round(seconds * 1000, 3))


def _alternatives(node: Node, *, negated: bool) -> list[list[tuple[Leaf, bool]]]:
    """The tree as alternatives of terms that all hold, each with whether it is turned round."""
    match node:
        case Not(part):
            return _alternatives(part, negated=not negated)
        case And(parts) | Or(parts):
            each = [_alternatives(part, negated=negated) for part in parts]
            if isinstance(node, And) is negated:
                return [terms for alternatives in each for terms in alternatives]
            return [[term for terms in chosen for term in terms] for chosen in product(*each)]
        case _:
            return [[(node, negated)]]


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Alternatives with all those as one that the search index decides alone."""
    searches = [f"({part.search})" for part in parts if part.is_search_alone]
    others = [part for part in parts if not part.is_search_alone]
    return (*([Part(found=[" OR ".join(searches)])] if searches else []), *others)


def _ask(part: Part, questions: Sequence[str], *, negated: bool) -> bool:
    """Add a text to a part; tell whether anything can still pass."""
    if _quoted(EVERY) in questions:
        return not negated
    if negated:
        part.missing += questions
    elif questions:
        part.found.append(" OR ".join(questions))
    return negated or bool(questions)


def _compare(part: Part, leaf: Compare, *, negated: bool) -> bool:
    """Add a comparison to a part; tell whether anything can still pass."""
    if math.isnan(leaf.number):
        return negated
    own = leaf.name in NUMBERS
    name = leaf.name if own else variable_key(leaf.name)
    if not negated:
        part.found.append(" OR ".join(map(_quoted, sizes(name, leaf.sign, leaf.number))))
    if own:
        _test(part, f"c.{name} {leaf.sign} ?", (leaf.number,), negated=negated)
    else:
        _test(part, _VARIABLE.format(sign=leaf.sign), (name, leaf.number), negated=negated)
    return True


def _test(part: Part, test: str, values: Iterable[Any], *, negated: bool) -> None:
    part.tests.append(f"NOT coalesce({test}, 0)" if negated else f"({test})")
    part.values += values


def _digits(names: Iterable[str], text: str) -> list[str]:
    digits = phone_digits(text)
    if digits and len(digits) < FEWEST_DIGITS:  # a beginning, such as +1
        return [_quoted(f"{name}#{digits}{next_}") for name in names for next_ in "0123456789"]
    return [_quoted(*phone_tokens(name, digits)) for name in names if digits]


def _id(text: str) -> list[str]:
    beginning = id_key(text)
    return [f"{_quoted(f'id={beginning}')} *"] if may_go_on(beginning) else []


def _in_field(name: str, words: list[str]) -> list[str]:
    return named(name, words) if name else words


def _quoted(*tokens: str) -> str:
    return f'"{" ".join(tokens)}"'
