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
_NO_NAMES = ("", BULLET)
_WIDEST_NAME = 24


def section(title: str, fields: Sequence[tuple[str, str]], width: int) -> list[Paragraph]:
    """A heading and its fields, nothing when there are none.

    Args:
        title: in capitals.
        fields: names and values; a field without a name is prose, `BULLET` makes a list.
        width: in terminal cells.
    """
    if not fields:
        return []
    names = [cell_len(name) for name, _ in fields]
    column = min(max(names), _WIDEST_NAME, width // 3)
    page = [Paragraph(title, ((Cell(title, Tone.DIM),),))]
    for number, (name, value) in enumerate(fields):
        page.append(
            Paragraph(f"{title} {number} {name}", tuple(_lines(name, value, column, width)))
        )
    return [*page, Paragraph(f"{title} .", ((),))]


def _lines(name: str, value: str, column: int, width: int) -> Iterable[Line]:
    if not column:
        yield from ((Cell(text),) for text in wrap(value, width))
        return
    label = fit(Cell(name, Tone.DIM), column, right=False)
    texts = wrap(value, max(8, width - column - 2))
    yield (*label, Cell("  "), Cell(texts[0]))
    yield from ((Cell(" " * (column + 2)), Cell(text)) for text in texts[1:])
