"""How the text of one field is compared with what somebody looks for."""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from console.insight.words import fold, hold, may_go_on, words_of

if TYPE_CHECKING:
    from console.insight.filter_language import Language

VARIABLE = "var."
FEWEST_DIGITS = 3
"""Digits from which on a part of a telephone number is looked for; its beginning always is."""

_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_PHONE_LIKE = re.compile(r"\+?\d[\d ().\-/]*", re.ASCII)
_NO_DIGITS = re.compile(r"[^\d+]", re.ASCII)
_ID_PREFIX = re.compile(r"^[A-Za-z]{2,5}_|^call$", re.ASCII | re.IGNORECASE)


def as_number(text: str) -> float | None:
    """The number that a text is, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def variable_key(name: str) -> str:
    """What counts of a variable's name, `var.` and all: its words."""
    return ".".join(words_of(name))


def compares(text: str, sign: str, number: float) -> bool:
    """Whether a text is a number, and compares so with another."""
    actual = as_number(text)
    return actual is not None and _COMPARISONS[sign](actual, number)


def holds_text(name: str, value: str, wanted: str, language: Language) -> bool:
    """Whether a field's text holds what is wanted."""
    if name in language.ids:
        beginning = id_key(wanted)
        return may_go_on(beginning) and id_key(value).startswith(beginning)
    if name in language.worded or name.startswith(VARIABLE):
        found = _stands_in(wanted, value)
    else:
        found = fold(wanted) in fold(value)
    if found or name not in language.phones:
        return found
    digits = phone_digits(wanted)
    return bool(digits) and digits in digits_of(value)


def is_text(name: str, value: str, wanted: str, language: Language) -> bool:
    """Whether what is wanted is a field's text, or one of the names in it, whole."""
    names = {fold(each.replace('"', " ")).strip() for each in value.split("\n")}
    if fold(wanted).strip() in names:
        return True
    digits = phone_digits(wanted) if name in language.phones else ""
    return bool(digits) and digits == digits_of(value)


def _stands_in(wanted: str, value: str) -> bool:
    words = _wanted_words(wanted)
    return bool(words) and hold(value, words)


@lru_cache(maxsize=1024)
def _wanted_words(wanted: str) -> tuple[str, ...]:
    return tuple(words_of(wanted))


def id_key(text: str) -> str:
    """What counts of an id, or of its beginning: letters and digits after a prefix like `call_`."""
    return "".join(words_of(_ID_PREFIX.sub("", text)))


def phone_digits(wanted: str) -> str:
    """The digits, and the `+`, of what may be a part of a telephone number; else nothing."""
    digits = digits_of(wanted) if _PHONE_LIKE.fullmatch(wanted) else ""
    return digits if len(digits) >= FEWEST_DIGITS or digits.startswith("+") else ""


def digits_of(number: str) -> str:
    """A telephone number without its separators."""
    return _NO_DIGITS.sub("", number)
