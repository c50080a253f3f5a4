"""What is coloured in a prompt: Markdown line by line, and variables as the platform reads them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from console.insight.braces import Form, shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Look(StrEnum):
    """What a stretch of text is, and the end of its component class's name."""

    HEADING = "heading"
    MARKER = "marker"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    VARIABLE = "variable"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    HIDDEN = "hidden"


class Span(NamedTuple):
    """A stretch of a line and what it is; later spans lie over earlier ones."""

    start: int
    end: int
    look: Look


_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_MARKERS = re.compile(
    r"\s*(?:(?:>\s?)+|[-*+](?=\s)|\d{1,9}[.)](?=\s)|(?:[-*_]\s*){3,}$)|\|?(?:\s*:?-{3,}:?\s*\|)+"
)
_INLINE = re.compile(
    r"""
      (?P<CODE>     `[^`]+` )
    | (?P<STRONG>   \*\*(?=\S)[^*]+\*\* | (?<!\w)__(?=\S)[^_]+__(?!\w) )
    | (?P<EMPHASIS> (?<![*\w])\*(?=[^\s*])[^*]+\*(?![*\w]) | (?<!\w)_(?=[^\s_])[^_]+_(?!\w) )
    | (?P<MARKER>   </?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?> )
    """,
    re.VERBOSE,
)
_NO_MISTAKES = {Form.UNOPENED, Form.BRACKETS}
"""What can only be told from the whole prompt, or from what is given to it."""


def fenced_lines(lines: Iterable[str]) -> frozenset[int]:
    """The lines of code blocks, their fences included."""
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence or opening:
            found.add(number)
        if opening and not fence:
            fence = opening[1]
        elif opening and opening[1].startswith(fence):
            fence = ""
    return frozenset(found)


def spans(line: str, fenced: bool, missing: frozenset[str]) -> tuple[Span, ...]:
    """What there is to colour in a line.

    Args:
        line: the line, or a piece of one that is very long.
        fenced: it belongs to a code block.
        missing: the names of variables that no call is given.
    """
    markdown = [Span(0, len(line), Look.CODE)] if fenced else _markdown(line)
    return (*markdown, *_variables(line, missing))


def _markdown(line: str) -> Iterator[Span]:
    if _HEADING.match(line):
        yield Span(0, len(line), Look.HEADING)
    elif marker := _MARKERS.match(line):
        yield Span(0, marker.end(), Look.MARKER)
    for found in _INLINE.finditer(line):
        yield Span(found.start(), found.end(), Look[str(found.lastgroup)])


def _variables(line: str, missing: frozenset[str]) -> Iterator[Span]:
    for shape in shapes(line):
        look = Look.DOUBTFUL
        if shape.form in _NO_MISTAKES:
            continue
        if shape.form is Form.SINGLE and not _is_likely(shape.name):
            continue
        if shape.name in missing or shape.form is Form.UNCLOSED:
            look = Look.MISSING
        elif shape.form is Form.TIDY:
            look = Look.VARIABLE
        size = 2 if shape.form is Form.UNCLOSED else len(shape.text)
        yield Span(shape.start, shape.start + size, look)


def _is_likely(name: str) -> bool:
    """Whether what stands in single braces is meant as a variable, not as JSON or a formula."""
    return len(name) > 1 and name.isidentifier()
