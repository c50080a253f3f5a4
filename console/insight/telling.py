"""Which of a call's variables tell an operator at a glance what the call is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST = 32
_FLAGS = frozenset(
    {"true", "false", "yes", "no", "none", "null", "on", "off", "0", "1", "{}", "[]"}
)
_NOT_A_NAME = frozenset({"agent", "product", "file", "id", "number", "phone", "email"})
_PERSON = frozenset(
    {"customer", "contact", "caller", "client", "patient", "guest", "lead", "user", "person"}
)
_NAME = frozenset({"name", "full", "first", "last"})
_MATTER = (
    "order", "invoice", "ticket", "case", "booking", "reservation", "appointment", "claim",
    "contract", "account",
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_EDGES = " ⏎"


def telling(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The one or two most telling values: who it is, then which order, invoice or ticket.

    Long values, flags and empty ones tell nothing, but a long name is told shortened. Without a
    name or a number the first other value stands with its key, as in `city=Bonn`. The same
    variables always give the same text.
    """
    values = _short_values(variables)
    found = [value for value in (who(variables), _best(values, _matter_rank)) if value]
    if not found:
        found = [f"{key}={value}" for key, value in values.items()][:1]
    return tuple(dict.fromkeys(found))


def who(variables: Mapping[str, str]) -> str:
    """The name of the person on the line, as far as the variables tell it; else empty.

    Without one it may be the name of something else, such as a company.
    """
    values = _short_values(variables)
    return _full_name(values) or _best(values, _name_rank)


def person(variables: Mapping[str, str]) -> str:
    """The name of the person on the line where a variable is there to tell it; else empty.

    What holds a digit is no name of a person but some visitor's number.
    """
    values = {
        key: value
        for key, value in _short_values(variables).items()
        if not any(character.isdigit() for character in value)
    }
    return _full_name(values) or _best(values, _person_rank)


def _short_values(variables: Mapping[str, str]) -> dict[str, str]:
    return {
        key: short
        for key, value in variables.items()
        if (short := _short(key, value.strip(_EDGES))) and short.lower() not in _FLAGS
    }


def _short(key: str, value: str) -> str:
    if len(value) <= _LONGEST:
        return value
    named = any(word.endswith("name") for word in _words(key))
    return f"{value[: _LONGEST - 1]}…" if named else ""


def _words(key: str) -> list[str]:
    return _WORD.findall(key.lower())


def _full_name(values: Mapping[str, str]) -> str:
    if "first_name" in values and "last_name" in values:
        return f"{values['first_name']} {values['last_name']}"
    return ""


def _best(values: Mapping[str, str], rank: Callable[[list[str]], int | None]) -> str:
    """The value whose key ranks lowest, the earlier one among equals; empty when none ranks."""
    ranked = [
        (score, value) for key, value in values.items() if (score := rank(_words(key))) is not None
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else ""


def _name_rank(words: list[str]) -> int | None:
    """0 for a person's name, 1 for a name, 2 for a person, 3 for a company; None for no name."""
    if _NOT_A_NAME & set(words):
        return None
    about_a_person = bool(_PERSON & set(words))
    if any(word.endswith("name") for word in words):
        return 0 if about_a_person or words == ["name"] else 1
    if about_a_person:
        return 2
    return 3 if "company" in words else None


def _person_rank(words: list[str]) -> int | None:
    """0 for `customer_name` and the like, 1 for a bare `customer`; None for anything else."""
    if not words or set(words) - _PERSON - _NAME or not {"name", *_PERSON} & set(words):
        return None
    return 0 if "name" in words else 1


def _matter_rank(words: list[str]) -> int | None:
    """By the order of `_MATTER`, an id before a mere mention; None for anything else."""
    for place, matter in enumerate(_MATTER):
        if matter in words:
            named = words == [matter] or any(
                word in {"id", "number", "no", "ref", "reference", "code"} for word in words
            )
            return place if named else len(_MATTER) + place
    return 2 * len(_MATTER) if {"reference", "ref"} & set(words) else None
