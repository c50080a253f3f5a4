"""The catalogue of failures: what each is called, who has to act, and whether to call again.

Its rows stand in `failures.toml` beside this module; a person's own file of the same form changes
them and adds new ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from console.api.vocabulary import normal
from console.insight.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FAMILIES = ("twilio", "sip", "q850", "livekit", "llm", "tts", "stt")
"""Whose numbers the catalogue knows; the last three are HTTP statuses of providers."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_PAUSES = str.maketrans({",": None, "’": "'"})


class Fault(StrEnum):
    """Who has to act, in the order in which an operator looks."""

    ACCOUNT = "account"
    CONFIGURATION = "configuration"
    CONTACT = "contact"
    CARRIER = "carrier"
    PROVIDER = "provider"
    PLATFORM = "platform"
    AGENT = "agent"
    PERSON = "person"
    NORMAL = "normal"

    @property
    def words(self) -> str:
        """What to call it."""
        return _FAULT_WORDS.get(self, self.value)


_FAULT_WORDS = {
    Fault.CONTACT: "number or contact",
    Fault.AGENT: "agent's logic",
    Fault.NORMAL: "nobody",
}


class Redial(StrEnum):
    """Whether calling again makes sense."""

    NOW = "now"
    LATER = "later"
    AFTER_FIX = "after_fix"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Row:
    """One reason, explained.

    Attributes:
        id: what a person's own file names it by.
        name: what it is called on the screen.
        fault: who has to act.
        means: what happened, one sentence.
        next: what to do about it, one sentence.
        redial: whether calling again makes sense.
        after: how long to wait for `LATER`; nothing otherwise.
        vague: whether a more telling code elsewhere in the record is the better answer.
    """

    id: str
    name: str
    fault: Fault
    means: str
    next: str
    redial: Redial
    after: timedelta = timedelta()
    vague: bool = False

    @property
    def advice(self) -> str:
        """Whether to call again, in words."""
        match self.redial:
            case Redial.LATER:
                return f"redial after {_duration(self.after)}"
            case Redial.AFTER_FIX:
                return "redial once it is mended"
            case Redial.NOW:
                return "redial at once"
            case Redial.NEVER:
                return "do not redial"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a row is recognised by.

    Attributes:
        codes: family and number.
        words: what platforms write, in the form of `plain`; `*` stands for anything.
        phrases: what a caller says somewhere.
        alone: what a caller says and nothing else.
    """

    codes: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All rows, and how they are found.

    Attributes:
        rows: by id.
        marks: row and marks, in the order in which they were written; a later row takes a mark
            from an earlier one.
    """

    rows: Mapping[str, Row]
    marks: tuple[tuple[str, Marks], ...]

    def of_code(self, family: str, number: int) -> Row | None:
        """The row of a number of one of the `FAMILIES`."""
        return self._by_code.get((family, number))

    def of_word(self, word: str) -> Row | None:
        """The row of a word that platforms write, however it is spelled."""
        key = plain(word)
        if key not in self._found:
            self._found[key] = self._by_word.get(key) or self._like(key)
        return self._found[key]

    def _like(self, key: str) -> Row | None:
        return next((row for pattern, row in self._wild if pattern.fullmatch(key)), None)

    def said(self, text: str) -> Iterable[Row]:
        """The rows whose phrases a caller's words hold."""
        heard = fold(text.translate(_PAUSES)).strip()
        return [row for pattern, row in self._phrases if pattern.search(heard)]

    @cached_property
    def _by_code(self) -> Mapping[tuple[str, int], Row]:
        return {code: self.rows[row] for row, marks in self.marks for code in marks.codes}

    @cached_property
    def _by_word(self) -> Mapping[str, Row]:
        return {word: self.rows[row] for row, marks in self.marks for word in marks.words}

    @cached_property
    def _wild(self) -> tuple[tuple[re.Pattern[str], Row], ...]:
        """The most telling first: the longest, and of those the last."""
        marks = reversed(self.marks)
        wild = [(word, row) for row, each in marks for word in each.words if "*" in word]
        return tuple(
            (re.compile(re.escape(word).replace(r"\*", ".*")), self.rows[row])
            for word, row in sorted(wild, key=lambda each: len(each[0]), reverse=True)
        )

    @cached_property
    def _phrases(self) -> tuple[tuple[re.Pattern[str], Row], ...]:
        return tuple(
            (_spoken(marks), self.rows[row])
            for row, marks in self.marks
            if marks.phrases or marks.alone
        )

    @cached_property
    def _found(self) -> dict[str, Row | None]:
        """Words that were looked up; platforms have some dozens of them."""
        return {}


@cache
def built_in() -> Catalogue:
    """The catalogue as it comes with the console."""
    from importlib.resources import files

    from console.insight.catalogue_rows import read_rows

    file = files("console.insight") / "failures.toml"
    return read_rows(file.read_text(encoding="utf-8"), "failures.toml", Catalogue({}, ()))


def plain(word: str) -> str:
    """A reason as it is compared: lower case, `_` for whatever is no letter or digit.

    `*` stays, since it stands for anything in the catalogue's own words.
    """
    parts = (_NOT_LETTERS.sub("_", part) for part in word.lower().split("*"))
    return normal("*".join(parts).strip("_"))


def _spoken(marks: Marks) -> re.Pattern[str]:
    """Where a caller says one of the phrases, or nothing but the words that stand alone.

    A phrase is found as whole words; not so in scripts that have no spaces between them.
    """
    phrases = [fold(phrase) for phrase in marks.phrases]
    spaced = [phrase for phrase in phrases if phrase.isascii()]
    other = [phrase for phrase in phrases if not phrase.isascii()]
    patterns = [
        rf"\b{_any_of(spaced)}\b" if spaced else "",
        _any_of(other) if other else "",
        rf"^\W*(?:{_any_of(map(fold, marks.alone))}(?:\W+|$))+$" if marks.alone else "",
    ]
    return re.compile("|".join(filter(None, patterns)))


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for any of the texts, by their common beginnings: far quicker than one by one."""
    beginnings = groupby(sorted(set(texts)), key=lambda text: text[:1])
    branches = [
        re.escape(first) + (_any_of(text[1:] for text in rest) if first else "")
        for first, rest in beginnings
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _duration(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    return f"{minutes} min" if minutes < 60 or minutes % 60 else f"{minutes // 60} h"
