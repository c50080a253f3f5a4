"""A filled prompt laid out for reading: values in colour, what is missing in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.insight.preview import Piece, PieceKind, fill
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import steady
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Line


@dataclass(frozen=True, slots=True)
class Part:
    """A text under its title."""

    title: str
    pieces: tuple[Piece, ...]


def filled_page(parts: Iterable[Part], glyphs: Glyphs, width: int) -> list[Paragraph]:
    """The parts under each other, a paragraph for each line of theirs."""
    page: list[Paragraph] = []
    for part in parts:
        page.append(Paragraph(part.title, ((Cell(part.title, Tone.DIM),),)))
        for number, cells in enumerate(_lines(_cell(p, glyphs) for p in part.pieces), start=1):
            page.append(Paragraph(f"{part.title} {number}", tuple(_wrapped(cells, width))))
        page.append(Paragraph(f"{part.title} .", ((),)))
    return page


def saved_page(text: str, width: int) -> list[Paragraph]:
    """A text that is not filled: its variables stand out as they are written."""
    cells = (
        Cell(piece.text, Tone.PLAIN if piece.kind is PieceKind.PLAIN else Tone.ACCENT)
        for piece in fill(text, {})
    )
    return [
        Paragraph(f"saved {number}", tuple(_wrapped(line, width)))
        for number, line in enumerate(_lines(cells), start=1)
    ]


def words_page(words: str, width: int) -> list[Paragraph]:
    """What is said where there is no text."""
    return [Paragraph("words", tuple((Cell(text, Tone.DIM),) for text in wrap(words, width)))]


def missing_in(parts: Iterable[Part]) -> tuple[str, ...]:
    """The names of the variables without a value, each once, in order."""
    return _names(parts, PieceKind.MISSING)


def filled_in(parts: Iterable[Part]) -> tuple[str, ...]:
    """The names of the variables that were filled in, each once, in order."""
    return _names(parts, PieceKind.FILLED)


def _names(parts: Iterable[Part], kind: PieceKind) -> tuple[str, ...]:
    pieces = (piece for part in parts for piece in part.pieces if piece.kind is kind)
    return tuple(dict.fromkeys(piece.name for piece in pieces))


def _cell(piece: Piece, glyphs: Glyphs) -> Cell:
    match piece.kind:
        case PieceKind.PLAIN:
            return Cell(piece.text)
        case PieceKind.FILLED if piece.text:
            return Cell(piece.text, Tone.ACCENT)
        case PieceKind.FILLED:
            return Cell(f"{glyphs.opening}{piece.name} empty{glyphs.closing}", Tone.WARN)
        case PieceKind.MISSING:
            return Cell(f"{glyphs.opening}{piece.name} missing{glyphs.closing}", Tone.ALARM)


def _lines(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """The cells of each line of the text."""
    line: list[Cell] = []
    for cell in cells:
        first, *others = steady(cell.text).split("\n")
        line.append(Cell(first, cell.tone))
        for text in others:
            yield line
            line = [Cell(text, cell.tone)]
    yield line


def _wrapped(cells: Sequence[Cell], width: int) -> Iterator[Line]:
    """One line broken as `wrap` does it, each piece in its tone."""
    text = "".join(cell.text for cell in cells)
    at = 0
    for broken in wrap(text, width):
        at = max(text.find(broken, at), 0)  # only spaces are left out between two
        yield tuple(_cut(cells, at, at + len(broken)))
        at += len(broken)


def _cut(cells: Sequence[Cell], start: int, end: int) -> Iterator[Cell]:
    """What of the cells stands from one character to another."""
    at = 0
    for cell in cells:
        if text := cell.text[max(0, start - at) : max(0, end - at)]:
            yield Cell(text, cell.tone)
        at += len(cell.text)
