"""The board of calls with a thousand and with ten thousand live ones, on the sandbox's records.

Run it with `make bench`. What is measured is the longest time for which the event loop was held,
in milliseconds of its thread's processor time: no key is answered meanwhile, and 33 ms are two
frames. The figures drift with the machine; how much ten times the calls cost (the last column)
should stay.
"""

from __future__ import annotations

import asyncio
import gc
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any

from console.api.records.call import Call
from console.api.vocabulary import is_terminal
from tests.console_pilot import Console, opened
from tests.sandbox_server import running_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES = ((1_000, 200), (10_000, 2_000))
"""Live and ended calls."""
PAGE = 100
TIMES = 20
QUIET = 0.05
"""Seconds in which nothing is drawn any more: three frames."""
WORTH_NOTING = 0.0003
FILTER = "anna !status:failed"
COLUMNS = ("state", "time", "agent", "other", "result", "about", "slowest", "cost")


class Bench:
    """One board, and how long each thing done to it held the loop."""

    def __init__(self, console: Console, calls: Sequence[Call]) -> None:
        self.held: dict[str, list[float]] = defaultdict(list)
        self._console = console
        self._calls = calls

    async def run(self) -> None:
        """Do what a poll, the clock and an operator do."""
        gc.disable()  # it strikes at moments of its own
        pages = [self._calls[at : at + PAGE] for at in range(0, len(self._calls), PAGE)]
        for page in pages:
            await self._measure("a page of new calls", lambda page=page: self._take(page))
        for page in pages[:TIMES]:
            changed = [Call.read({**call.raw, "cost_cents": 99}) for call in page]
            await self._measure("a page of changed calls", lambda new=changed: self._take(new))
        for _ in range(TIMES):
            self._console.clock.suspend(1.0)
            await self._measure("a second passes", self._console.board._tick)
        for key in ["j"] * TIMES + ["k"] * TIMES:
            await self._press("key j or k", key)
        await self._console.press("slash")
        for character in FILTER:
            await self._press("a key of a filter", character)
        await self._console.press("enter")
        await self._press("filter taken away", "escape")
        for key in ("f", "f", "e", "e"):
            await self._press("key f or e", key)
        for column in (*COLUMNS, None):
            for descending in (False, True):
                await self._measure(
                    f"sorting by {column or 'health'}",
                    lambda c=column, d=descending: self._console.table.sort_by(c, descending=d),
                )

    def _take(self, calls: Sequence[Call]) -> None:
        """What a poll does with the page that came."""
        session = self._console.session
        session.live.on_change.tell(session.board.apply(calls, session.clock.monotonic()))

    async def _press(self, what: str, key: str) -> None:
        key = {" ": "space", ":": "colon"}.get(key, key)
        await self._measure(what, lambda: self._console.app.simulate_key(key))

    async def _measure(self, what: str, act: Callable[[], object]) -> None:
        """Note the longest turn of the loop, until what was begun is drawn."""
        before = thread_time()
        act()
        at_once = thread_time() - before
        self.held[what].append(max(at_once, await _longest_turn()) * 1000)


async def _longest_turn() -> float:
    """The longest turn of the loop in seconds, until there is nothing to do any more."""
    longest = 0.0
    worked_at = monotonic()
    while monotonic() - worked_at < QUIET:
        before = thread_time()
        await asyncio.sleep(0)
        held = thread_time() - before
        longest = max(longest, held)
        if held > WORTH_NOTING:
            worked_at = monotonic()
    return longest


def sandbox_calls(live: int, ended: int) -> list[Call]:
    """A sandbox's calls, the live ones with latencies as they have them late in a conversation."""
    raw: list[dict[str, Any]] = []
    with running_sandbox(live=live, history=ended) as sandbox, sandbox.api() as api:
        for offset in range(0, live + ended, PAGE):
            page = {"limit": PAGE, "offset": offset}
            raw += api.get("/calls", params=page).raise_for_status().json()["items"]
    spoken = [call["latency"] for call in raw if call["latency"].get("events")]
    for number, call in enumerate(raw):
        if not is_terminal(call["status"]):
            call["latency"] = spoken[number % len(spoken)]
    return [Call.read(call) for call in raw]


async def measure(live: int, ended: int) -> dict[str, list[float]]:
    """Fill a board and use it."""
    calls = sandbox_calls(live, ended)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        async with opened(Path(folder), live=0, history=0) as console:
            bench = Bench(console, calls)
            await bench.run()
    return bench.held


async def main() -> None:
    """Print one line for each thing that is done."""
    small, large = [await measure(live, ended) for live, ended in SIZES]
    sizes = "".join(f"{live + ended:>10,} calls" for live, ended in SIZES)
    write = sys.stdout.write
    write(f"{'ms, median and longest':26}{sizes}{'times':>8}\n")
    for what, held in small.items():
        write(f"{what:26}")
        for each in (held, large[what]):
            write(f"{statistics.median(each):8.1f}{max(each):8.1f}")
        write(f"{statistics.median(large[what]) / statistics.median(held):8.1f}\n")


if __name__ == "__main__":
    asyncio.run(main())
