"""A three-way merge as a page: what stands by itself, and the places to decide with all sides."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from console.insight.difference import DiffLine, LineKind
from console.insight.lines import bare
from console.insight.merge import Agreed, Side
from console.tui.widgets.difference import marked_rows
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.reader import Line, Page, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from console.insight.merge import Lines
    from console.tui.glyphs import Glyphs
    from console.tui.saving.merging import TextConflict

LETTERS = {Side.BASE: "o", Side.OURS: "y", Side.THEIRS: "s", Side.BOTH: "b"}
"""The key of each choice, which also stands before the lines that it gave."""

NAMES = {
    Side.BASE: "opened",
    Side.OURS: "yours",
    Side.THEIRS: "the server's",
    Side.BOTH: "both",
}

_SIDES = (Side.BASE, Side.OURS, Side.THEIRS)
_BESIDE = 96
"""Terminal cells from which on the sides stand beside each other."""
_MARGIN = 4
_GAP = 2
_CONTEXT = 3
"""Lines that are kept around each place; longer stretches are folded."""


def merge_page(
    conflict: TextConflict, choices: Mapping[int, Side], current: int | None, glyphs: Glyphs
) -> Page:
    """The page of a merge, each chunk a paragraph by its place in `merged.chunks`.

    Args:
        conflict: the merged texts.
        choices: what was chosen for conflicts so far.
        current: the conflict that keys are for; its sides are shown although it's decided.
        glyphs: the signs to draw with.
    """
    merge = conflict.merged

    def page(width: int) -> list[Paragraph]:
        room = max(1, width - _MARGIN)
        return [Paragraph(str(at), tuple(_chunk(at, room))) for at in range(len(merge.chunks))]

    def _chunk(at: int, room: int) -> Iterator[Line]:
        chunk = merge.chunks[at]
        if isinstance(chunk, Agreed):
            ends = (at == 0, at == len(merge.chunks) - 1)
            yield from _agreed(chunk, ends, room, glyphs)
            return
        choice = choices.get(at)
        number = f"{merge.conflicts.index(at) + 1} of {len(merge.conflicts)}"
        cursor = glyphs.cursor if at == current else " "
        if choice is None:
            sign, tone, words = glyphs.warning, Tone.WARN, "both changed this: whose shall it be?"
        else:
            sign, tone, words = glyphs.completed, Tone.GOOD, NAMES[choice]
        yield ()
        yield (Cell(f"{cursor} ", Tone.ACCENT), Cell(f"{sign} {number}  ", tone), Cell(words))
        if choice is None or at == current:
            sides = [(side, conflict.sides[at, side]) for side in _SIDES]
            yield from _sides(sides, choice, room, glyphs)
        else:
            yield from _taken(chunk.lines_of(choice), choice, room)
        yield ()

    return page


def _agreed(chunk: Agreed, ends: tuple[bool, bool], room: int, glyphs: Glyphs) -> Iterator[Line]:
    if chunk.who is not Side.BASE:
        who = Side.OURS if chunk.who is Side.BOTH else chunk.who
        yield from _taken(chunk.lines, who, room)
        return
    first = 0 if ends[0] else _CONTEXT
    last = max(first, len(chunk.lines) - (0 if ends[1] else _CONTEXT))
    hidden = last - first
    if hidden <= 1:
        yield from _plain(chunk.lines, room)
        return
    yield from _plain(chunk.lines[:first], room)
    yield (Cell(f"{'':{_MARGIN}}{glyphs.ellipsis} {hidden} unchanged lines", Tone.DIM),)
    yield from _plain(chunk.lines[last:], room)


def _plain(lines: Sequence[str], room: int) -> Iterator[Line]:
    for line in lines:
        for row in _rows(line, room, Tone.PLAIN):
            yield (Cell(" " * _MARGIN), *row)


def _taken(lines: Lines, who: Side, room: int) -> Iterator[Line]:
    """Lines that one side gave, with its letter before them."""
    margin = Cell(f"{LETTERS[who]:>{_MARGIN - 1}} ", Tone.ACCENT)
    if not lines:
        yield (margin, Cell("removed", Tone.DIM))
    for line in lines:
        for row in _rows(line, room, Tone.ADDED):
            yield (margin, *row)


def _sides(
    sides: Sequence[tuple[Side, Sequence[DiffLine]]],
    choice: Side | None,
    room: int,
    glyphs: Glyphs,
) -> Iterator[Line]:
    """All three versions of a place: beside each other, or below where it is narrow."""
    if room < _BESIDE:
        for side, lines in sides:
            yield (Cell(" " * _MARGIN), _title(side, choice, glyphs))
            for row in _side(side, lines, room - _GAP):
                yield (Cell(" " * (_MARGIN + _GAP)), *row)
        return
    width = (room - 2 * _GAP) // len(sides)
    columns = [
        [(_title(side, choice, glyphs),), *_side(side, lines, width)] for side, lines in sides
    ]
    for rows in zip_longest(*columns, fillvalue=()):
        line = [Cell(" " * _MARGIN)]
        for row in rows:
            line += fit(row, width, right=False)
            line.append(Cell(" " * _GAP))
        yield tuple(line)


def _title(side: Side, choice: Side | None, glyphs: Glyphs) -> Cell:
    taken = choice is side or (choice is Side.BOTH and side is not Side.BASE)
    sign = f" {glyphs.completed}" if taken else ""
    return Cell(f"{LETTERS[side]}  {NAMES[side].upper()}{sign}", Tone.ACCENT if taken else Tone.DIM)


def _side(side: Side, lines: Sequence[DiffLine], width: int) -> Iterator[Line]:
    """One version, with what is new in it marked."""
    if not lines:
        yield (Cell("nothing", Tone.DIM),)
    for line in lines:
        whole = line.kind is LineKind.ADDED and not line.marks
        plain = Tone.DIM if side is Side.BASE else Tone.ADDED if whole else Tone.PLAIN
        yield from marked_rows(line, width, plain, Tone.ADDED_MARK)


def _rows(line: str, width: int, tone: Tone) -> Iterator[Line]:
    return marked_rows(DiffLine(LineKind.SAME, None, None, bare(line)), width, tone, tone)
