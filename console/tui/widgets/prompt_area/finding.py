"""Looks for words in a text, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Match(NamedTuple):
    """A place where the words stand: `lines[line][start:end]`."""

    line: int
    start: int
    end: int


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What finds these words: in any case, unless there is a capital among them; None for none."""
    if not words:
        return None
    return re.compile(re.escape(words), re.IGNORECASE if words == words.lower() else 0)


def matches_in(lines: Sequence[str], pattern: re.Pattern[str]) -> tuple[Match, ...]:
    """Where a pattern is found, in order."""
    return tuple(
        Match(number, found.start(), found.end())
        for number, line in enumerate(lines)
        for found in pattern.finditer(line)
    )
