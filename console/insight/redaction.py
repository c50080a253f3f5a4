"""Hiding what is nobody's business: telephone numbers, words, values, addresses and tokens."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from console.insight.phone import country_of, display
from console.insight.words import UNSPACED, fold, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_SHOWN_DIGITS = 3
_SHORTEST_NUMBER = 8
_SHORTEST_VALUE = 3
"""Letters of a variable's value, or of a word in it, from which on they are looked for."""
_LONGEST_CODE = 6

_URL = re.compile(
    r"\b([a-z][a-z0-9+.-]*://)(?:[^\s/@]*@)?([^\s/?#\"'<>]+)[^\s\"'<>]*", re.IGNORECASE
)
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"'.,;:]+")
_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}(?![\w-])")
_NUMBER = re.compile(
    r"(?P<date>(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d))"
    r"|\+?\d(?:[ ()./-]{0,2}\d){6,}|\d{5,}"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(rf"[{UNSPACED}]{{2,}}")
_BETWEEN = re.compile(r"[^\w./]+")
_OWNER = r"(?:https?(?:/[\d.]+)?|sip|twilio|telnyx|plivo|q\.850|error|status|code)"
"""Whose code a number is that stands behind this."""
_AFTER_OWNER = re.compile(rf"{_OWNER}[\W_]{{0,4}}$", re.IGNORECASE)
_CODE = re.compile(
    rf"(?<![^\W_])(?:{_OWNER}[\W_]{{1,4}})+\d{{3,{_LONGEST_CODE}}}(?!\d)|^\W*[1-5]\d\d\b",
    re.IGNORECASE,
)
_TECHNICAL = frozenset({"http", "https", "sip", "twilio", "telnyx", "plivo", "error", "code"})
"""Words beside which codes stand: no value makes them private."""


def masked_number(number: str) -> str:
    """A number of which the country and the last digits are left: `+49 …678 (Germany)`."""
    digits = [character for character in number if character.isdigit()]
    if len(digits) < _SHORTEST_NUMBER:
        return "…"
    country = country_of(number)
    code = f"{display(number).split()[0]} " if country else ""
    return f"{code}…{''.join(digits[-_SHOWN_DIGITS:])}" + (f" ({country})" if country else "")


def masked_words(text: str) -> str:
    """How much was said: `12 words, 68 characters`."""
    words = len(words_of(text))
    return f"{words:,} word{'' if words == 1 else 's'}, {len(text):,} characters"


def masked_value(value: str) -> str:
    """How long a value is."""
    return f"{len(value):,} characters" if value else "empty"


def codes_of(text: str) -> str:
    """The codes of carriers and servers in a text, and no other word of it: `HTTP 500`."""
    found = (_BETWEEN.sub(" ", each[0]).strip() for each in _CODE.finditer(text))
    return ", ".join(dict.fromkeys(found))


def redacted(
    text: str,
    values: Mapping[str, str],
    *,
    ids: Collection[str] = (),
    numbers: bool = False,
) -> str:
    """A text without addresses, tokens, telephone numbers and the values of variables.

    Codes of up to six digits that stand alone or behind a word for one, dates, and the call's own
    ids stay, as they are what it is read for.

    Args:
        text: what a tool or a carrier wrote.
        values: the call's variables; where one, or a word of it, stands, its name does instead.
        ids: ids that may be shown.
        numbers: whether telephone numbers may be shown.
    """
    parts = re.split(f"({'|'.join(map(re.escape, ids))})", text) if ids else [text]
    hidden = (
        part if at % 2 else _redacted(part, values, numbers=numbers)
        for at, part in enumerate(parts)
    )
    return "".join(hidden)


def _redacted(text: str, values: Mapping[str, str], *, numbers: bool) -> str:
    text = _URL.sub(r"\1\2/…", unicodedata.normalize("NFC", text))
    text = _EMAIL.sub("‹email›", text)
    for name, value in sorted(values.items(), key=lambda pair: -len(pair[1])):
        if len(value.strip()) >= _SHORTEST_VALUE:
            spaced = r"\s+".join(map(re.escape, value.split()))
            whole = rf"(?<!\w){spaced}(?!\w)"
            text = re.sub(whole, lambda _, name=name: f"‹{name}›", text, flags=re.IGNORECASE)
    text = _without_words(text, values)
    text = _TOKEN.sub("‹token›", text)
    if numbers or (text.strip().isdecimal() and len(text.strip()) <= _LONGEST_CODE):
        return text
    return _NUMBER.sub(_hidden, text)


def _without_words(text: str, values: Mapping[str, str]) -> str:
    """A text without the single words of values, as of a person's name."""
    names: dict[str, str] = {}
    for name, value in values.items():
        for word in _LETTERS.findall(unicodedata.normalize("NFC", value)):
            if len(word) >= _SHORTEST_VALUE and fold(word) not in _TECHNICAL:
                names.setdefault(fold(word), name)
        for run in _UNSPACED.findall(value):
            for part in (run, run[:2]):  # the family's name stands first
                text = text.replace(part, f"‹{name}›")

    def hide(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]  # stands for a value already
        word = fold(found[0])
        name = names.get(word) or names.get(word.removesuffix("s"))
        return f"‹{name}›" if name else found[0]

    return re.sub(rf"(‹[^›]*›)|{_LETTERS.pattern}", hide, text) if names else text


def _hidden(found: re.Match[str]) -> str:
    digits = "".join(character for character in found[0] if character.isdigit())
    is_code = found[0].isdecimal() and len(digits) <= _LONGEST_CODE
    if found["date"] or (is_code and _AFTER_OWNER.search(found.string[: found.start()])):
        return found[0]
    return f"…{digits[-_SHOWN_DIGITS:]}"
