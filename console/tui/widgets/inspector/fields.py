"""Names and values under headings, the values aligned: how analysis and details are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.live_table.drawing import fit
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from console.tui.widgets.reader import Line

BULLET = "-"
_WIDEST_NAME = 24


def section(
    title: str, fields: Sequence[tuple[str, str]], width: int, column: int | None = None
) -> list[Paragraph]:
    """A heading and its fields, nothing when there are none.

    Args:
        title: in capitals.
        fields: names and values; a field without a name is prose, `BULLET` makes a list.
        width: in terminal cells.
        column: the names' width where several sections share it, see `names_width`.
    """
    if not fields:
        return []
    column = names_width(fields, width) if column is None else column
    page = [Paragraph(title, ((Cell(title, Tone.DIM),),))]
    for number, (name, value) in enumerate(fields):
        page.append(
            Paragraph(f"{title} {number} {name}", tuple(field_lines(name, value, column, width)))
        )
    return [*page, Paragraph(f"{title} .", ((),))]


def names_width(fields: Iterable[tuple[str, str]], width: int) -> int:
    """What the names of these fields take of a width, so that enough is left for the values."""
    longest = max((cell_len(name) for name, _ in fields), default=0)
    return min(longest, _WIDEST_NAME, width * 2 // 5)


def field_lines(name: str, value: str, column: int, width: int) -> Iterable[Line]:
    """A name, which takes `column` cells, and its value beside it; without a column the value."""
    if not column:
        yield from ((Cell(text),) for text in wrap(value, width))
        return
    label = fit(Cell(name, Tone.DIM), column, right=False)
    texts = wrap(value, max(8, width - column - 2))
    yield (*label, Cell("  "), Cell(texts[0]))
    yield from ((Cell(" " * (column + 2)), Cell(text)) for text in texts[1:])
