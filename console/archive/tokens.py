"""What a call is found by: the tokens that stand for it in the search index.

The index knows nothing but tokens that follow one another. Plain words are what was said and
written; all else has a name before a sign: `status=…` a fact that many calls share, `to=alice` a
word of one field, `to#491` three characters of a telephone number, `dur+23` a number's size.
A filter becomes a question about tokens in `call_query.py`, which takes their form from here.
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from console.insight.call_fields import Facts, said, slowest_ms, summary
from console.insight.matching import (
    FEWEST_DIGITS,
    VARIABLE,
    as_number,
    digits_of,
    id_key,
    variable_key,
)
from console.insight.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.api.records.call import Call

NUMBERS = ("dur", "cost", "slow")
"""The fields of a call that are numbers."""
EVERY = "#"
"""The token of every call."""
_GAP = "."
"""Stands between two texts, so that no phrase reaches from one into the other."""

_STEPS = 4
"""Sizes that are told apart within one doubling."""
_LEAST, _MOST = -4, 30
"""Doublings: numbers below 1/16 are of one size, and so are those above 1,000,000,000."""
_LARGEST = math.nextafter(2.0**_MOST, 0)


def tokens_of(call: Call, facts: Facts, numbers: Iterable[tuple[str, float]]) -> list[str]:
    """All tokens of a call with these facts and `numbers_of`, in order."""
    tokens = [EVERY]
    tokens += map(fact_token, Facts._fields, facts)
    for name, value in numbers:
        tokens += size_tokens(name, value)
    for name, number in (("to", call.to_number), ("from", call.from_number)):
        if number:
            tokens += phone_tokens(name, digits_of(number))
            tokens += _in_field(name, number)
    tokens.append(f"id={id_key(call.id)}")
    for name, value in call.variables.items():
        tokens += _in_field(variable_key(VARIABLE + name), value)
    for text in ("\n".join(said(call)), summary(call)):
        tokens += (_GAP, *words_of(text))
    return tokens


def _in_field(name: str, text: str) -> list[str]:
    """A text of one field, found there and anywhere."""
    words = words_of(text)
    return [_GAP, *named(name, words), _GAP, *words]


def numbers_of(call: Call) -> list[tuple[str, float]]:
    """The numbers of a call by name: `NUMBERS`, and its variables as far as they are some."""
    own = zip(NUMBERS, (call.duration_seconds, call.cost_cents, slowest_ms(call)), strict=True)
    variables = (
        (variable_key(VARIABLE + name), as_number(value)) for name, value in call.variables.items()
    )
    return [
        (name, value)
        for name, value in chain(own, variables)
        if value is not None and not math.isnan(value)
    ]


@lru_cache(maxsize=16384)
def fact_token(field: str, value: str) -> str:
    """The token of a fact, whatever characters its value is made of."""
    return f"{field}={blake2b(value.encode(), digest_size=6).hexdigest()}"


def named(name: str, words: Iterable[str]) -> list[str]:
    """The tokens of words that stand in one field."""
    return [f"{name}={word}" for word in words]


def phone_tokens(name: str, digits: str) -> list[str]:
    """The tokens of a telephone number or a part of one: every three characters of it."""
    return [
        f"{name}#{digits[at : at + FEWEST_DIGITS]}" for at in range(len(digits) - FEWEST_DIGITS + 1)
    ]


def size_tokens(name: str, value: float) -> tuple[str, str]:
    """The tokens of a number: the doubling that it is in, and the step within that."""
    step = _size(value)
    return f"{name}+{step // _STEPS}", f"{name}+{step // _STEPS}.{step % _STEPS}"


def sizes(name: str, sign: str, number: float) -> Sequence[str]:
    """Tokens of which every number has one that compares so, and few others do."""
    step = _size(number)
    doubling = step // _STEPS
    steps, doublings = range(step, step + 1), range(0)
    if ">" in sign:
        steps = range(step, (doubling + 1) * _STEPS)
        doublings = range(doubling + 1, _MOST - _LEAST + 1)
    elif "<" in sign:
        steps = range(doubling * _STEPS, step + 1)
        doublings = range(doubling)
    return [
        *(f"{name}+{each // _STEPS}.{each % _STEPS}" for each in steps),
        *(f"{name}+{each}" for each in doublings),
    ]


def _size(value: float) -> int:
    """A number's size, which never falls when the number rises."""
    if value <= 0:
        return 0
    share, doubling = math.frexp(min(value, _LARGEST))
    if doubling < _LEAST:
        return 0
    return (doubling - _LEAST) * _STEPS + int((share - 0.5) * 2 * _STEPS)
