"""LiveTable beside Textual's DataTable, on the same records and in the same process.

Run it with `make bench`. The milliseconds are the processor's, until the change is drawn, and
drift with the machine; how many times quicker LiveTable is (the last column) should stay.
"""

from __future__ import annotations

import asyncio
import gc
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Protocol

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from console.tui.theme import VARIABLES
from console.tui.widgets.live_table.columns import Cell, Column, Flexible
from console.tui.widgets.live_table.table import LiveTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.pilot import Pilot
    from textual.widget import Widget

STYLES = Path(__file__).parents[2] / "styles" / "live_table.tcss"
SIZES = (1_000, 10_000, 50_000)
RUNS = 5
FIELDS = ("state", "time", "agent", "number", "about", "outcome", "turn", "cost")


@dataclass(frozen=True)
class Record:
    """Eight fields, of which the cost changes."""

    id: str
    cost: int

    def field(self, name: str) -> str:
        """What a column shows."""
        return str(self.cost) if name == "cost" else f"{name} {self.id}"


class Contender(Protocol):
    """A table under test."""

    @property
    def widget(self) -> Widget:
        """What stands on the screen."""
        ...

    def fill(self, records: dict[str, Record]) -> None:
        """Show these records."""

    def update(self, records: dict[str, Record], changed: Iterable[str]) -> None:
        """Show that some records have another cost."""

    def sort(self) -> None:
        """Sort by cost."""


class Live:
    """LiveTable."""

    def __init__(self) -> None:
        columns = [
            Column[Record](
                name, name.upper(), lambda record, name=name: Cell(record.field(name)),
                Flexible(8), sort=lambda record: record.cost,
            )
            for name in FIELDS
        ]  # fmt: skip
        self.widget = LiveTable(columns, flashes=False)

    def fill(self, records: dict[str, Record]) -> None:
        """Show these records."""
        self.widget.show(records)

    def update(self, records: dict[str, Record], changed: Iterable[str]) -> None:
        """Show that some records have another cost."""
        self.widget.show(records, changed=changed)

    def sort(self) -> None:
        """Sort by cost."""
        self.widget.sort_by("cost")


class Data:
    """DataTable, used as its guide says, with fixed widths."""

    def __init__(self) -> None:
        self.widget: DataTable[Text] = DataTable(cursor_type="row")

    def fill(self, records: dict[str, Record]) -> None:
        """Show these records."""
        for name in FIELDS:
            self.widget.add_column(Text(name), key=name, width=12)
        for id_, record in records.items():
            self.widget.add_row(*(Text(record.field(name)) for name in FIELDS), key=id_)

    def update(self, records: dict[str, Record], changed: Iterable[str]) -> None:
        """Show that some records have another cost."""
        for id_ in changed:
            self.widget.update_cell(id_, "cost", Text(records[id_].field("cost")))

    def sort(self) -> None:
        """Sort by cost."""
        self.widget.sort("cost", key=lambda text: int(text.plain))


class Stage(App[None]):
    """One table on a screen."""

    CSS_PATH = STYLES

    def __init__(self, contender: Contender) -> None:
        super().__init__()
        self.contender = contender

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The console's own colours."""
        return VARIABLES

    def compose(self) -> ComposeResult:
        """Nothing but the table."""
        yield self.contender.widget


async def timed(pilot: Pilot[None], act: Callable[[], None]) -> float:
    """Milliseconds of the processor until the change is drawn."""
    gc.collect()
    start = process_time()
    act()
    await pilot.pause()
    return (process_time() - start) * 1000


async def measure(contender: Contender, size: int) -> dict[str, float]:
    """Fill, move, tick and sort a table of so many records."""
    rng = random.Random(7)
    records = {f"{n:06}": Record(f"{n:06}", rng.randrange(size)) for n in range(size)}
    results: dict[str, float] = {}
    async with Stage(contender).run_test(size=(120, 40)) as pilot:
        contender.widget.focus()
        await pilot.pause()
        results["first paint"] = await timed(pilot, lambda: contender.fill(records))
        results["cursor down"] = await best(pilot, lambda: pilot.app.simulate_key("down"))
        for count in (20, 2_000):
            changed = [f"{n:06}" for n in range(min(count, size))]

            def update(changed: list[str] = changed) -> None:
                for id_ in changed:
                    records[id_] = replace(records[id_], cost=records[id_].cost + 1)
                contender.update(records, changed)

            results[f"{count:,} cells change"] = await best(pilot, update)
        results["sort"] = await timed(pilot, contender.sort)
    return results


async def best(pilot: Pilot[None], act: Callable[[], None]) -> float:
    """The quickest of some runs: the one that nothing else disturbed."""
    return min([await timed(pilot, act) for _ in range(RUNS)])


async def main(sizes: Iterable[int]) -> None:
    """Print one line for each measurement."""
    write = sys.stdout.write
    write(f"{'rows':>7}  {'':20}{'LiveTable ms':>14}{'DataTable ms':>14}{'times':>8}\n")
    for size in sizes:
        ours, theirs = await measure(Live(), size), await measure(Data(), size)
        for name, milliseconds in ours.items():
            write(f"{size:>7,}  {name:20}{milliseconds:14.1f}{theirs[name]:14.1f}")
            write(f"{theirs[name] / milliseconds:8.1f}\n")


if __name__ == "__main__":
    asyncio.run(main(SIZES))
