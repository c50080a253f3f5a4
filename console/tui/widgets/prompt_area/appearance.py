"""What a piece of a text looks like now: its colours, what was found in it, what is selected."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from console.tui.widgets.prompt_area.finding import Match, matches_in, pattern_of
from console.tui.widgets.prompt_area.highlighting import Look, Span, fenced_lines, spans
from console.tui.widgets.prompt_area.painting import Stretch

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from textual.document._document import Selection

    from console.tui.widgets.prompt_area.document import ExactDocument
    from console.tui.widgets.prompt_area.wrapping import Section

_BLOCK = 4096
"""A line that is longer is coloured in blocks, since it's never seen whole."""
_MARGIN = 256
_USUAL = frozenset("\t\u200d\ufe0f")
"""Tabs, and what belongs to emoji: signs for these are no reason to look twice."""

_spans = lru_cache(maxsize=2048)(spans)


@lru_cache(maxsize=64)
def _spans_from(first: int, block: str, fenced: bool, missing: frozenset[str]) -> tuple[Span, ...]:
    """The spans of a block of a line, counted from the line's start."""
    found = spans(block, fenced, missing)
    return tuple(Span(first + start, first + end, look) for start, end, look in found)


class Appearance:
    """Looks at a document that changes; what it has seen is kept until the document's next version.

    Attributes:
        missing: the names of variables that are coloured as problems.
    """

    def __init__(self, document: ExactDocument) -> None:
        self.missing: frozenset[str] = frozenset()
        self._document = document
        self._pattern: re.Pattern[str] | None = None
        self._found: tuple[int, tuple[Match, ...]] = (-1, ())
        self._fenced: tuple[int, frozenset[int]] = (-1, frozenset())

    def follow(self, document: ExactDocument) -> None:
        """Look at another document from now on."""
        self._document = document
        self._found = (-1, ())
        self._fenced = (-1, frozenset())

    def look_for(self, words: str) -> None:
        """Find these words from now on, or nothing."""
        self._pattern = pattern_of(words)
        self._found = (-1, ())

    @property
    def matches(self) -> tuple[Match, ...]:
        """Where the words that are looked for stand."""
        version, found = self._found
        if self._pattern is not None and version != self._document.version:
            found = matches_in(self._document.exact_lines, self._pattern)
            self._found = self._document.version, found
        return found

    def stretch(self, section: Section, selection: Selection, has_focus: bool) -> Stretch:
        """A section as it is to be drawn."""
        line, start, end, is_last = section
        row, column = selection.end
        drawn, exact = self._document.lines[line], self._document.exact_lines[line]
        text = drawn[start:end] + " " * is_last
        is_here = has_focus and row == line and start <= column < start + len(text)
        coloured = _shifted(self.spans_at(line, start), start, end)
        if drawn is not exact:
            coloured += _hidden(drawn[start:end], exact[start:end])
        return Stretch(
            text=text,
            number="" if start else str(line + 1),
            is_current=row == line,
            spans=tuple(coloured),
            matches=self._matches_at(section),
            selected=_selected(section, len(text), selection),
            cursor=column - start if is_here else None,
        )

    def spans_at(self, line: int, column: int) -> tuple[Span, ...]:
        """What is coloured in a line, or around a place of it if it is long."""
        text = self._document.lines[line]
        fenced = line in self._fenced_lines()
        if len(text) <= _BLOCK:
            return _spans(text, fenced, self.missing)
        first = max(column // _BLOCK * _BLOCK - _MARGIN, 0)
        return _spans_from(first, text[first : first + _BLOCK + 2 * _MARGIN], fenced, self.missing)

    def _matches_at(self, section: Section) -> tuple[tuple[int, int], ...]:
        found, (line, start, end, _) = self.matches, section
        first = bisect_left(found, (line, start), key=lambda match: (match.line, match.end))
        last = bisect_left(found, (line, end))
        return tuple((match.start - start, match.end - start) for match in found[first:last])

    def _fenced_lines(self) -> frozenset[int]:
        version, lines = self._fenced
        if version != self._document.version:
            lines = fenced_lines(self._document.lines)
            self._fenced = self._document.version, lines
        return lines


def _selected(section: Section, size: int, selection: Selection) -> tuple[int, int]:
    """From where to where a section is selected, its line's end included."""
    (top, left), (bottom, right) = sorted(selection)
    line, start, _, _ = section
    if not top <= line <= bottom:
        return 0, 0
    first = min(max(left - start, 0), size) if line == top else 0
    last = min(right - start, size) if line == bottom else size
    return first, max(first, last)


def _hidden(drawn: str, exact: str) -> list[Span]:
    """What is drawn as a sign, since it can't be drawn as it is."""
    pairs = enumerate(zip(drawn, exact, strict=True))
    return [
        Span(at, at + 1, Look.MARKER if real in _USUAL else Look.HIDDEN)
        for at, (sign, real) in pairs
        if sign != real
    ]


def _shifted(all_spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Those of a section, counted from its start."""
    return [
        Span(max(first, start) - start, min(last, end) - start, look)
        for first, last, look in all_spans
        if first < end and last > start
    ]
