"""Marks what a filter looks for in the paragraphs of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.insight.highlights import places
from console.tui.widgets.live_table.columns import Cell, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.insight.filters import Filter
    from console.tui.widgets.reader import Line, Page, Paragraph

_READ = {Tone.PLAIN, Tone.DIM, Tone.ALARM}
"""The tones of what people and tools say, as against those of titles and labels."""


def with_matches(page: Page, wanted: Filter) -> Page:
    """The same page, with what the filter looks for as cells of their own."""

    def marked(width: int) -> Sequence[Paragraph]:
        return [_marked(paragraph, wanted) for paragraph in page(width)]

    return marked


def _marked(paragraph: Paragraph, wanted: Filter) -> Paragraph:
    lines = paragraph.lines
    # A phrase may go on in the next line: all are searched as one text.
    found = iter(places("".join(_text(cell) for line in lines for cell in (*line, _BREAK)), wanted))
    span = next(found, None)
    if span is None:
        return paragraph
    at = 0
    marked: list[Line] = []
    for line in lines:
        cells: list[Cell] = []
        for cell in line:
            end = at + len(cell.text)
            start = at
            while span is not None and span[0] < end:
                cells += _pieces(cell, start - at, max(span[0], start) - at, cell.tone)
                cells += _pieces(cell, max(span[0], start) - at, min(span[1], end) - at, Tone.MATCH)
                start = min(span[1], end)
                if span[1] > end:
                    break
                span = next(found, None)
            cells += _pieces(cell, start - at, end - at, cell.tone)
            at = end
        at += 1
        marked.append(tuple(cells))
    return replace(paragraph, lines=tuple(marked))


_BREAK = Cell("\n")


def _text(cell: Cell) -> str:
    """What is searched of a cell; of what is not, blanks that keep the places."""
    return cell.text if cell.tone in _READ else " " * len(cell.text)


def _pieces(cell: Cell, start: int, end: int, tone: Tone) -> Iterable[Cell]:
    text = cell.text[start:end]
    return [Cell(text, cell.tone if text.isspace() else tone)] if text else []
