"""Words as people look for them: whatever their case and accents, by how they begin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORTEST_BEGINNING = 3
"""Letters or digits from which on a word is found by its beginning; a shorter one must be whole."""

# Without spaces between words every character is one: Thai to Khmer, kana, ideographs.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# A longer word counts as several that follow one another.
_WORD = re.compile(rf"[^\W\d_{UNSPACED}]{{1,48}}|\d{{1,48}}|[{UNSPACED}]")
_ASCII_WORD = re.compile(r"[a-z]{1,48}|[0-9]{1,48}")
"""Finds the same in folded ASCII, in a third of the time."""


def _folded(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return text.casefold().replace("_", " ").replace("-", " ")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A short text without what makes no difference: case, accents, `_` and `-` for spaces."""
    return _folded(text)


def words_of(text: str) -> list[str]:
    """The words of a text, folded: runs of letters and runs of digits."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _WORD.findall(_folded(text))


def hold(text: str, wanted: Sequence[str]) -> bool:
    """Whether words follow one another somewhere in a text; the last may be a beginning."""
    folded = _folded(text)
    # Most texts do not even have the letters: that is soon told.
    return all(word in folded for word in wanted) and stand_in(wanted, _WORD.findall(folded))


def words_and_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with the part of it that each is, from and to."""
    if text.isascii():  # then nothing changes its length
        return [(found[0], *found.span()) for found in _WORD.finditer(_folded(text))]
    folded = [_folded(character) for character in text]
    origin = [at for at, part in enumerate(folded) for _ in part]
    return [
        (found[0], origin[found.start()], _whole(text, origin[found.end() - 1] + 1))
        for found in _WORD.finditer("".join(folded))
    ]


def _whole(text: str, end: int) -> int:
    """Where a part of a text ends if accents stay with their letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def may_go_on(word: str) -> bool:
    """Whether a word that is looked for may be the beginning of a longer one."""
    return len(word) >= SHORTEST_BEGINNING


def stand_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words follow one another somewhere; the last may be a beginning."""
    return next(places_of(wanted, words), None) is not None


def places_of(wanted: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """At which of the words what is wanted begins."""
    if not wanted:
        return
    *whole, last = wanted
    going_on = may_go_on(last)
    for place in range(len(words) - len(whole)):
        there = words[place + len(whole)]
        if (there.startswith(last) if going_on else there == last) and all(
            words[place + at] == word for at, word in enumerate(whole)
        ):
            yield place
