"""What the terminal shows, so that only the cells that look different are sent to it.

Textual sends again whatever was drawn again, whether it looks different or not: all of the screen
when a dialog opens or closes, a line up to its change for each second of a clock. Here what it
would send is compared, cell by cell, with what was sent before.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.console import COLOR_SYSTEMS
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

_RESET = "\x1b[0m"
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_SHORT_GAP = 6
"""So few cells in between are sent again: to jump over them would take as many bytes."""


class _Cell(NamedTuple):
    """A cell of the terminal: what is written there, and the numbers of its style (SGR).

    The second cell of a wide character has no text.
    """

    text: str
    style: str


class _Span(NamedTuple):
    """Cells to send, from `x` of line `y` on."""

    y: int
    x: int
    cells: Sequence[_Cell]


class Picture:
    """Remembers what was sent, and reduces each update of Textual's to its differences."""

    def __init__(self) -> None:
        self._lines: dict[int, list[_Cell | None]] = {}  # None: not known
        self._colors = COLOR_SYSTEMS["truecolor"]

    def forget(self) -> None:
        """Take nothing for granted: the terminal may have lost or moved what was sent."""
        self._lines.clear()

    def reduce(self, update: CompositorUpdate, console: Console) -> CompositorUpdate | None:
        """Take in what is about to be sent.

        Args:
            update: all that Textual has drawn.
            console: knows how many colours the terminal has.

        Returns:
            What of it has to be sent; None when the terminal shows all of it already.
        """
        self._colors = COLOR_SYSTEMS[console.color_system or "truecolor"]
        if isinstance(update, LayoutUpdate):
            spans = [*self._take_screen(update)]
        elif isinstance(update, ChopsUpdate):
            spans = [*self._take_parts(update)]
        else:
            self.forget()
            return update
        return Difference(spans) if spans else None

    def _take_screen(self, update: LayoutUpdate) -> Iterator[_Span]:
        for y, strips in enumerate(update.strips, update.region.y):
            cells = [cell for strip in strips for cell in self._cells(strip)]
            yield from self._replace(y, update.region.x, cells)

    def _take_parts(self, update: ChopsUpdate) -> Iterator[_Span]:
        """Each part of a line that a widget has drawn, if any of it is to be updated."""
        for y, start, end in update.spans:
            for (x, strip), part_end in zip(
                update.chops[y].items(), update.chop_ends[y], strict=False
            ):
                if strip is not None and x < end and start < part_end:
                    yield from self._replace(y, x, self._cells(strip))

    def _replace(self, y: int, x: int, cells: list[_Cell]) -> Iterator[_Span]:
        """Put cells into a line, and say which cells of the line have to be sent."""
        before = self._lines.get(y, [])
        end = x + len(cells)
        after = [*before[:x], *[None] * (x - len(before)), *cells, *before[end:]]
        _blank_halves(after, x)
        _blank_halves(after, end)
        self._lines[y] = after
        places = [*_differences(before, after)]
        if places and any(cell and _is_disputed(cell.text) for cell in chain(before, after)):
            # Nobody knows in which column this terminal has put what follows such a character:
            # all that is given is sent, as Textual would.
            places = [(min(x, places[0][0]), max(end, places[-1][1]))]
        for start, stop in places:
            yield _Span(y, start, [cell for cell in after[start:stop] if cell])

    def _cells(self, strip: Strip) -> list[_Cell]:
        cells: list[_Cell] = []
        for text, style, _ in strip:
            numbers = Strip.render_ansi(style, self._colors) if style else ""
            if text.isascii():
                cells += [_Cell(character, numbers) for character in text]
                continue
            for start, end, width in split_graphemes(text)[0]:
                if width:
                    cells.append(_Cell(text[start:end], numbers))
                    cells += [_Cell("", numbers)] * (width - 1)
        return cells


class Difference(CompositorUpdate):
    """Spans of cells, as Textual wants updates to be."""

    def __init__(self, spans: Iterable[_Span]) -> None:
        self._spans = spans

    def render_segments(self, console: Console) -> str:  # noqa: ARG002 - Textual's signature
        """The sequences to send; a style is named only where it changes."""
        parts: list[str] = []
        style = ""
        for y, x, cells in self._spans:
            parts.append(f"\x1b[{y + 1};{x + 1}H")
            for cell in cells:
                if cell.style != style:
                    style = cell.style
                    parts.append(f"\x1b[0;{style}m" if style else _RESET)
                parts.append(cell.text)
        return "".join(parts) + _RESET


def _is_disputed(text: str) -> bool:
    """Whether terminals disagree about the width: of joined characters, and of flags."""
    return len(text) > 1 or _FLAG_LETTERS[0] <= text <= _FLAG_LETTERS[1]


def _blank_halves(line: list[_Cell | None], x: int) -> None:
    """Blank a wide character of which only one half is left at `x`, as terminals do."""
    if not 0 < x < len(line):
        return
    left, right = line[x - 1], line[x]
    wide = left is not None and cell_len(left.text) > 1
    halved = right is not None and not right.text
    if left and wide and not halved:
        line[x - 1] = _Cell(" ", left.style)
    if right and halved and not wide:
        line[x] = _Cell(" ", right.style)


def _differences(
    before: Sequence[_Cell | None], after: Sequence[_Cell | None]
) -> Iterator[tuple[int, int]]:
    """Where two states of a line differ; places that are near one another are one."""
    known = len(before)
    start = stop = -1
    for x, cell in enumerate(after):
        if cell is None or (x < known and before[x] == cell):
            continue
        if start < 0:
            start = x
        elif x - stop > _SHORT_GAP or None in after[stop:x]:
            yield start, stop
            start = x
        stop = x + 1
    if start >= 0:
        yield start, stop
