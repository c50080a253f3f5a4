"""A board of 200 rows that changes only when a key says so; `0` writes a mark after drawing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.content import Content

from console.tui.theme import VARIABLES
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone
from console.tui.widgets.live_table.table import FLASH_SECONDS, LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

STYLES = Path(__file__).parents[3] / "styles" / "live_table.tcss"


@dataclass(frozen=True)
class Row:
    """A call, as far as a table is concerned."""

    number: int
    outcome: str = "talking"


class Board(App[None]):
    """One table and the changes to it."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *, flashes: bool) -> None:
        super().__init__()
        self.seconds = 0
        self.steps = count(1)
        self.rows = {f"call-{n:03}": Row(n) for n in range(200)}
        columns: tuple[Column[Row], ...] = (
            Column("state", "STATE", lambda _: Cell("● talking", Tone.GOOD), 11, importance=9),
            Column("time", "TIME", self.time, 7, align="right", ticks=True, flashes=False),
            Column("agent", "AGENT", lambda r: Cell(f"Agent {r.number % 7}"), Flexible(12)),
            Column("to", "TO", lambda r: Cell(f"+44 20 7946 {r.number:04}"), 17),
            Column("about", "ABOUT", lambda r: Cell(f"顧客 {r.number}", Tone.DIM), Flexible(12)),
            Column("outcome", "OUTCOME", lambda r: Cell(r.outcome, Tone.ACCENT), 16),
            Column(
                "cost", "COST", lambda r: Cell(f"{r.number}"), 6, align="right",
                sort=lambda r: r.number,
            ),
        )  # fmt: skip
        self.table = LiveTable(columns, empty=Content("No calls."), flashes=flashes)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The console's own colours."""
        return VARIABLES

    def time(self, row: Row) -> Cell:
        """A clock that shows minutes only, but for every tenth row."""
        seconds = row.number * 60 + (self.seconds if row.number % 10 == 0 else 0)
        return Cell(f"{seconds // 60}:{seconds % 60:02}")

    def compose(self) -> ComposeResult:
        """Nothing but the table."""
        yield self.table

    def on_mount(self) -> None:
        """Fill it."""
        self.table.focus()
        self.table.show(self.rows)

    def change(self, *numbers: int) -> None:
        """Let the outcome of calls be another one."""
        ids = {f"call-{n:03}" for n in numbers} & self.rows.keys()
        self.rows |= {id_: replace(self.rows[id_], outcome="interested") for id_ in ids}
        self.table.show(self.rows, changed=ids)

    def tick(self) -> None:
        """Let a second pass."""
        self.seconds += 1
        self.table.tick()

    def insert_above(self) -> None:
        """A new call, before all others."""
        number = 1000 + len(self.rows)
        self.rows = {f"call-{number}": Row(number)} | self.rows
        self.table.show(self.rows)

    def remove_below(self) -> None:
        """The last ten calls vanish."""
        self.rows = dict(list(self.rows.items())[:-10])
        self.table.show(self.rows)

    def after_drawing(self, say: Callable[[], None]) -> None:
        """Call back when two frames have been drawn."""
        self.call_after_refresh(self.call_after_refresh, say)

    def mark(self) -> None:
        """Tell the test that a step is over."""
        assert self._driver
        self._driver.write(f"\x1b]777;step;{next(self.steps)}\x07")

    KEYS: ClassVar[dict[str, Callable[[Board], object]]] = {
        "u": lambda self: self.table.show(dict(self.rows), changed=list(self.rows)),
        "c": lambda self: self.change(5),
        "o": lambda self: self.change(*range(100, 150)),
        "t": lambda self: self.tick(),
        "i": lambda self: self.insert_above(),
        "d": lambda self: self.remove_below(),
        "e": lambda self: self.table.show({}),
        "r": lambda self: self.screen.refresh(),
        "0": lambda self: self.after_drawing(self.mark),
        "9": lambda self: self.set_timer(FLASH_SECONDS * 1.2, self.mark),
    }

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for."""
        if event.key in self.KEYS:
            self.KEYS[event.key](self)


if __name__ == "__main__":
    Board(flashes="--flash" in sys.argv).run()
