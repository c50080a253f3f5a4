"""From cells to strips: text cut and padded to exact widths, and what differs between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style

from console.tui.widgets.live_table.columns import Cell, Cells, Tone

if TYPE_CHECKING:
    from textual.strip import Strip

StyleOf: TypeAlias = Callable[[Tone], Style]

# Terminals disagree about the width of what these join or alter, so a table does without them:
# the zero-width joiner, variation selectors, and skin tones.
_UNSTEADY = dict.fromkeys((0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)))


def pieces(cells: Cells) -> tuple[Cell, ...]:
    """The pieces of a column's cell."""
    return (cells,) if isinstance(cells, Cell) else cells


def steady(text: str) -> str:
    """The text without what makes its width depend on the terminal."""
    return text if text.isascii() else text.translate(_UNSTEADY)


def fit(cells: Cells, width: int, *, right: bool, ellipsis: str = "…") -> list[Cell]:
    """Cut or pad a cell to an exact width in terminal cells.

    Text that is too long ends in the ellipsis, whichever way it is aligned; a wide character
    that would stand half outside is left out.
    """
    fitted = [Cell(steady(cell.text), cell.tone) for cell in pieces(cells)]
    used = sum(cell_len(cell.text) for cell in fitted)
    if used > width:
        fitted, used = _cut(fitted, width, ellipsis)
    if used < width:
        padding = Cell(" " * (width - used))
        fitted = [padding, *fitted] if right else [*fitted, padding]
    return [cell for cell in fitted if cell.text]


def _cut(cells: Iterable[Cell], width: int, ellipsis: str) -> tuple[list[Cell], int]:
    """The beginning of the cells in at most `width`, with an ellipsis; and the width it took."""
    room = width - cell_len(ellipsis)
    if room < 0:
        return [], 0
    kept: list[Cell] = []
    used = 0
    tone = Tone.PLAIN
    for cell in cells:
        tone = cell.tone
        text, taken = _beginning(cell.text, room - used)
        kept.append(Cell(text, tone))
        used += taken
        if text != cell.text:
            break
    kept.append(Cell(ellipsis, tone))
    return kept, used + cell_len(ellipsis)


def _beginning(text: str, width: int) -> tuple[str, int]:
    """As many characters as fit into `width`, and how many terminal cells they take."""
    used = 0
    for index, character in enumerate(text):
        size = get_character_cell_size(character)
        if used + size > width:
            return text[:index], used
        used += size
    return text, used


def draw(cells: Sequence[Cell], style_of: StyleOf) -> list[Segment]:
    """Segments of cells that already have their exact widths."""
    return [Segment(cell.text, style_of(cell.tone)) for cell in cells]


def changed_span(old: Strip, new: Strip) -> tuple[int, int] | None:
    """The terminal cells [from, to) outside of which two strips of one width look the same."""
    if old is new:
        return None
    before, after = list(old), list(new)
    start = _same_width(before, after)
    if start >= new.cell_length:
        return None
    return start, new.cell_length - _same_width(before[::-1], after[::-1])


def _same_width(before: Sequence[Segment], after: Sequence[Segment]) -> int:
    """The width of the segments that both have in common at their beginning."""
    width = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        width += other.cell_length
    return width
