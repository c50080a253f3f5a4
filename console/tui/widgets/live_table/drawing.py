"""From cells to strips: text cut and padded to exact widths, and what differs between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

from console.tui.widgets.live_table.columns import Cell, Cells, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.segment import Segment
    from textual.strip import Strip

# Terminals disagree about the width of what these join or alter, so a table does without them:
# the zero-width joiner, variation selectors, and skin tones.
_UNSTEADY = dict.fromkeys((0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)))


def pieces(cells: Cells) -> tuple[Cell, ...]:
    """The pieces of a column's cell."""
    return (cells,) if isinstance(cells, Cell) else cells


def steady(text: str) -> str:
    """The text without what makes its width depend on the terminal or on what stands before."""
    if text.isascii():
        return text
    text = text.translate(_UNSTEADY)
    while text and not get_character_cell_size(text[0]):
        text = text[1:]
    return text


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
        _pad(fitted, width - used, right=right)
    return [cell for cell in fitted if cell.text]


def _pad(cells: list[Cell], width: int, *, right: bool) -> None:
    """Fill up with spaces, in the tone beside them: each change of style costs 30 bytes."""
    tone = cells[0 if right else -1].tone if cells else Tone.PLAIN
    padding = Cell(" " * width, tone)
    cells[:] = [padding, *cells] if right else [*cells, padding]


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


def changed_span(old: Strip, new: Strip) -> tuple[int, int] | None:
    """The terminal cells [from, to) outside of which two strips of one width look the same."""
    if old is new:
        return None
    before, after = list(old), list(new)
    start = _same_at_start(before, after)
    end = new.cell_length - _same_at_end(before, after)
    return (start, end) if start < end else None


def _same_at_start(before: Sequence[Segment], after: Sequence[Segment]) -> int:
    """The width of what two lines have in common at their beginning."""
    width = 0
    for one, other in zip(before, after, strict=False):
        if one == other:
            width += other.cell_length
            continue
        if one.style == other.style:
            common = _common(one.text, other.text)
            # The last common character may have other accents behind it: it is left out.
            while common and not get_character_cell_size(one.text[common - 1]):
                common -= 1
            width += cell_len(one.text[: max(0, common - 1)])
        break
    return width


def _same_at_end(before: Sequence[Segment], after: Sequence[Segment]) -> int:
    """The width of what two lines have in common at their end."""
    width = 0
    for one, other in zip(reversed(before), reversed(after), strict=False):
        if one == other:
            width += other.cell_length
            continue
        if one.style == other.style:
            common = _common(one.text[::-1], other.text[::-1])
            # An accent at the very beginning belongs to a character that may differ.
            while common and not get_character_cell_size(one.text[-common]):
                common -= 1
            width += cell_len(one.text[len(one.text) - common :])
        break
    return width


def _common(one: str, other: str) -> int:
    """How many characters two texts share at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
