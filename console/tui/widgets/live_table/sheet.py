"""The rows on the screen: their cells, the strips made of them, and what flashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.strip import Strip

    from console.tui.widgets.live_table.columns import Cells
    from console.tui.widgets.live_table.painter import Look, Painter

R = TypeVar("R")


@dataclass(slots=True)
class _Drawn:
    """A row as it stands on the screen: its cells by column, and the strip made of them."""

    cells: dict[str, Cells]
    flashing: frozenset[str] = frozenset()
    look: Look | None = None
    strip: Strip | None = None


class Sheet(Generic[R]):
    """Keeps each row on the screen as it was drawn, until it changes or leaves."""

    def __init__(self, painter: Painter[R]) -> None:
        self.painter = painter
        self._columns = [placed.column for placed in painter.layout.placed]
        self._rows: dict[str, _Drawn] = {}

    def row(self, id_: str, record: R, look: Look) -> Strip:
        """A row's line."""
        drawn = self._rows.get(id_)
        if drawn is None:
            cells = {column.key: column.cell(record) for column in self._columns}
            drawn = self._rows[id_] = _Drawn(cells)
        if drawn.strip is None or drawn.look != look:
            drawn.look = look
            drawn.strip = self.painter.row(drawn.cells, look, drawn.flashing)
        return drawn.strip

    def keep(self, ids: Collection[str]) -> None:
        """Forget the rows that are not on the screen any more."""
        self._rows = {id_: self._rows[id_] for id_ in ids if id_ in self._rows}

    def replace(self, id_: str, record: R, *, flash: bool) -> bool:
        """Take another record for a row; tell whether cells of it flash now."""
        drawn = self._rows.get(id_)
        if drawn is None:
            return False
        before = drawn.cells
        drawn.cells = {column.key: column.cell(record) for column in self._columns}
        drawn.strip = None
        new = {c.key for c in self._columns if c.flashes and drawn.cells[c.key] != before[c.key]}
        if flash:
            drawn.flashing |= new
        return bool(flash and new)

    def calm(self, ids: Collection[str]) -> None:
        """End the flashing of rows."""
        for id_ in ids:
            if (drawn := self._rows.get(id_)) is not None and drawn.flashing:
                drawn.flashing, drawn.strip = frozenset(), None

    def tick(self, id_: str, record: R) -> None:
        """Ask again for the cells of a row that change with time alone."""
        drawn = self._rows.get(id_)
        if drawn is None:
            return
        for column in self._columns:
            if column.ticks and (cells := column.cell(record)) != drawn.cells[column.key]:
                drawn.cells[column.key], drawn.strip = cells, None

    def forget_strips(self) -> None:
        """Keep the cells, but draw every row again: the styles are others."""
        for drawn in self._rows.values():
            drawn.strip = None
