"""Text laid out for a width in terminal cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

from console.tui.widgets.live_table.columns import Cell
from console.tui.widgets.live_table.drawing import steady

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Chinese, Japanese and Korean may break between any two characters, the rest at spaces.
_PIECES = re.compile(r"\s+|[⺀-鿿가-힯豈-﫿！-｠]|[^\s⺀-鿿가-힯豈-﫿！-｠]+")


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells; its own line breaks stay.

    Words that are longer than a line are broken where the line ends. Nothing gives one empty line.
    """
    return [line for part in steady(text).split("\n") for line in _wrap_line(part, max(1, width))]


def flow(parts: Iterable[Sequence[Cell]], joint: Cell, width: int) -> list[tuple[Cell, ...]]:
    """Put parts on lines of at most `width` cells with a joint between those on the same line.

    A part breaks only where it is longer than a line. No parts give no lines.
    """
    width = max(1, width)
    lines: list[list[Cell]] = []
    used = 0
    for gap, piece in _flowing(parts, joint, width):
        size = _size(piece)
        if lines and used + cell_len(gap.text) + size <= width:
            lines[-1] += [gap, *piece]
            used += cell_len(gap.text) + size
        else:
            lines.append([*piece])
            used = size
    return [tuple(line) for line in lines]


def _flowing(
    parts: Iterable[Sequence[Cell]], joint: Cell, width: int
) -> Iterator[tuple[Cell, Sequence[Cell]]]:
    """What stays together, with what goes before it where it doesn't begin a line."""
    for part in parts:
        if _size(part) <= width:
            yield joint, part
            continue
        gap = joint
        for cell in part:
            for word in cell.text.split():
                for piece in wrap(word, width):
                    yield gap, (Cell(piece, cell.tone),)
                    gap = Cell(" ")


def _size(cells: Sequence[Cell]) -> int:
    return sum(cell_len(cell.text) for cell in cells)


def _wrap_line(text: str, width: int) -> list[str]:
    size_of = len if text.isascii() else cell_len
    if size_of(text) <= width:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(text):
        size = size_of(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if piece.isspace() and not line and lines:
            continue
        while size > width:
            head = _beginning(piece, width)
            lines.append(head)
            piece = piece[len(head) :]  # noqa: PLW2901
            size = size_of(piece)
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _beginning(text: str, width: int) -> str:
    """As many characters as fit, at least one."""
    used = 0
    for index, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width:
            return text[: max(1, index)]
    return text
