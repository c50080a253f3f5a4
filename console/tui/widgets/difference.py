"""Difference: what changed between texts and values, to be read before and after a save.

    difference = Difference(glyphs=surroundings.glyphs)
    difference.show_parts([TextPart("system prompt", lines), ValuePart("temperature", "0.7", "1")])
    await difference.compare(old, new)      # two texts and nothing else

A line stands right before what it became, each with its number, a sign and its changed words
marked; long stretches of unchanged lines are folded by `diff_lines`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

from console.actions.saving.parts import ListPart, TextPart, ValuePart
from console.insight.difference import DiffLine, LineKind, diff_lines
from console.text import clean
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import steady
from console.tui.widgets.reader import Line, Page, Paragraph, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.geometry import Size

    from console.actions.saving.parts import Part
    from console.tui.glyphs import Glyphs

_LEAST_TEXT = 8
"""Terminal cells that the text of a line keeps, however narrow the place."""
_BROKEN_WORD = 3
"""A word is broken in two rather than leave more than this part of a row empty."""

_SIGN_ROOM = "  "
_SIGNS = {LineKind.REMOVED: "-", LineKind.ADDED: "+"}
_TONES = {
    LineKind.SAME: (Tone.PLAIN, Tone.PLAIN),
    LineKind.GAP: (Tone.DIM, Tone.DIM),
    LineKind.REMOVED: (Tone.REMOVED, Tone.REMOVED_MARK),
    LineKind.ADDED: (Tone.ADDED, Tone.ADDED_MARK),
}


class Difference(Reader):
    """Shows parts one below the other and scrolls through them like any reader."""

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these, from the beginning."""
        # Out of sight it has no width to be laid out for: nothing of what was there may stay.
        self._keys, self._laid_out_for = [], 0
        self.open(difference_page(parts, self._glyphs))
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are, for a place that is as high as its content."""
        if self._laid_out_for != width:
            self._lay_out(width, self.place)
        return len(self._lines)

    async def compare(self, old: str, new: str) -> None:
        """Show what changed between two exact texts; huge ones are compared in a thread."""
        lines = await asyncio.to_thread(diff_lines, old, new)
        self.show_parts([TextPart("", lines)])


def difference_page(parts: Sequence[Part], glyphs: Glyphs) -> Page:
    """The page of a reader that shows a difference."""

    def page(width: int) -> list[Paragraph]:
        return [
            Paragraph(f"{at}.{number}", lines)
            for at, part in enumerate(parts)
            for number, lines in enumerate(_part(part, width, glyphs, first=at == 0))
        ]

    return page


def _part(part: Part, width: int, glyphs: Glyphs, *, first: bool) -> Iterator[tuple[Line, ...]]:
    if isinstance(part, ValuePart):
        yield tuple(_value(part, width, glyphs))
        return
    if isinstance(part, ListPart):
        yield tuple(_list(part, width, glyphs))
        return
    if part.heading:
        heading: Line = (Cell(part.heading, Tone.STRONG),)
        yield (heading,) if first else ((), heading)
    if not part.lines:
        yield ((Cell("No difference.", Tone.DIM),),)
    digits = max((len(str(no)) for no in map(_largest_no, part.lines)), default=1)
    for line in part.lines:
        yield tuple(_diff_line(line, digits, width, glyphs))


def _value(part: ValuePart, width: int, glyphs: Glyphs) -> Iterator[Line]:
    line = (
        Cell(f"{part.name}  ", Tone.STRONG),
        Cell(part.before, Tone.REMOVED),
        Cell(f" {glyphs.arrow_out} ", Tone.DIM),
        Cell(part.after, Tone.ADDED),
    )
    values = ((LineKind.REMOVED, part.before), (LineKind.ADDED, part.after))
    return _on_one_line(part.name, line, values, width, glyphs)


def _list(part: ListPart, width: int, glyphs: Glyphs) -> Iterator[Line]:
    values = [
        *((LineKind.REMOVED, value) for value in part.removed),
        *((LineKind.ADDED, value) for value in part.added),
    ]
    line = [Cell(part.name, Tone.STRONG)]
    for kind, value in values:
        line += (Cell("  "), Cell(f"{_SIGNS[kind]} {value}", _TONES[kind][0]))
    return _on_one_line(part.name, line, values, width, glyphs)


def _on_one_line(
    name: str,
    line: Sequence[Cell],
    values: Sequence[tuple[LineKind, str]],
    width: int,
    glyphs: Glyphs,
) -> Iterator[Line]:
    """The line where there is room for it, else the name and below it the values as lines."""
    if sum(cell_len(cell.text) for cell in line) <= width:
        yield (*line, Cell())
        return
    yield (Cell(name, Tone.STRONG),)
    for kind, value in values:
        yield from _diff_line(DiffLine(kind, None, None, value), 0, width, glyphs)


def _diff_line(line: DiffLine, digits: int, width: int, glyphs: Glyphs) -> Iterator[Line]:
    """A line of the text on as many rows as it needs, its numbers and sign before the first."""
    plain, marked = _TONES[line.kind]
    sign = glyphs.ellipsis if line.kind is LineKind.GAP else _SIGNS.get(line.kind, "")
    numbers = "".join(f"{no or '':>{digits}} " for no in (line.old_no, line.new_no) if digits)
    room = max(_LEAST_TEXT, width - len(numbers) - len(_SIGN_ROOM))
    for row, pieces in enumerate(marked_rows(line, room, plain, marked)):
        first = row == 0
        yield (
            Cell(numbers if first else " " * len(numbers), Tone.DIM),
            Cell(f"{sign} " if first and sign else _SIGN_ROOM, plain),
            *pieces,
        )


def marked_rows(line: DiffLine, width: int, plain: Tone, marked: Tone) -> Iterator[Line]:
    """The text of a line, its marks in another tone, broken into rows of at most `width`."""
    text, marks = _drawable(line)
    cells = [*_in_tones(text, marks, plain, marked)]
    if line.ending:
        cells.append(Cell(f"  {line.ending}", Tone.WARN))
    # What is left of a row is tinted as its last cell is: as the line, and not as a mark.
    return ((*row, Cell("", plain)) for row in _broken(cells, width))


def _largest_no(line: DiffLine) -> int:
    return max(line.old_no or 0, line.new_no or 0)


def _drawable(line: DiffLine) -> tuple[str, list[tuple[int, int]]]:
    """The text as it can be drawn, and where its marks are then."""
    text, marks, at = "", list[tuple[int, int]](), 0
    for start, stop in line.marks:
        text += _safe(line.text[at:start])
        shown = _safe(line.text[start:stop]) or _code_points(line.text[start:stop])
        marks.append((len(text), len(text) + len(shown)))
        text, at = text + shown, stop
    return text + _safe(line.text[at:]), marks


def _safe(text: str) -> str:
    return steady(clean(text, limit=len(text)))


def _code_points(text: str) -> str:
    """The names of characters that cannot be seen, where they are what changed."""
    return "".join(f"<U+{ord(character):04X}>" for character in text)


def _in_tones(
    text: str, marks: Sequence[tuple[int, int]], plain: Tone, marked: Tone
) -> Iterator[Cell]:
    at = 0
    for start, stop in marks:
        yield Cell(text[at:start], plain)
        yield Cell(text[start:stop], marked)
        at = stop
    yield Cell(text[at:], plain)


def _broken(cells: Sequence[Cell], width: int) -> Iterator[Line]:
    """Break a line into rows of at most `width` terminal cells; no character is lost."""
    text = "".join(cell.text for cell in cells)
    for start, stop in _rows(text, width):
        yield tuple(_between(cells, start, stop))


def _between(cells: Sequence[Cell], start: int, stop: int) -> Iterator[Cell]:
    at = 0
    for cell in cells:
        if piece := cell.text[max(0, start - at) : max(0, stop - at)]:
            yield Cell(piece, cell.tone)
        at += len(cell.text)


def _rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        stop = _reach(text, start, width)
        if stop < len(text):
            space = text.rfind(" ", start, stop) + 1
            if space > stop - max(1, width // _BROKEN_WORD):
                stop = space
        yield start, stop
        start = stop
    if not text:
        yield 0, 0


def _reach(text: str, start: int, width: int) -> int:
    """Up to where a row from `start` can go, at least one character further."""
    if text.isascii():
        return min(len(text), start + width)
    used = 0
    for at in range(start, len(text)):
        used += get_character_cell_size(text[at])
        if used > width:
            return max(at, start + 1)
    return len(text)
