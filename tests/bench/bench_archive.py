"""The history of calls at its largest: keeping, opening, finding, counting.

Run it with `make bench`, or with a number of calls: `python -m tests.bench.bench_archive 1000000`
takes some 2.5 GB of the folder for temporary files. All times are those that somebody waits for,
from asking on the event loop to the answer there; the calls are made in between and not counted.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
from collections import defaultdict
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from console.archive.store import Archive
from console.insight.filter_language import HISTORY
from console.insight.filters import Filter, parse
from console.insight.moments import Now
from tests.bench.generated_calls import AGENTS, LATEST, History

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from console.api.records.call import Call

CALLS = 100_000
BATCH = 500
MADE_AT_ONCE = 5_000
TIMES = 3
NOW = Now(LATEST, ZoneInfo("Europe/Berlin"))
FILTERS = (
    "", "status:failed", "status:busy !type:inbound", 'agent:"agent 7" status:failed',
    "agent:agt_0027 reason:sip_503", "reason:declined", "outcome:interested", "type:inbound",
    "status:canceled outcome:interested", "to:+1415", "number:0003", "from:5551", "dur>60",
    "dur>600", "slow>3000", "slow>20000", "cost>10 status:busy", "dur>60 slow>4000 type:inbound",
    "var.attempt>3", "var.plan:team", "var.order_id:ORD-0000123", "since:2h",
    "since:3d status:failed", "on:2026-05-30", "hour:14", "hour:3 status:failed", "!dur>1",
    "dur>1200 or status:canceled", "since:30d agent:3 !outcome:interested dur>30",
)  # fmt: skip


def searches(words: Sequence[str]) -> Iterator[str]:
    """Searches for words of all kinds, given all words from the most frequent to the rarest."""
    for rank in (0, 1, 2, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 29_000):
        yield words[rank]
        yield words[rank][:4]
    yield from (words[0][:3], words[5][:3], words[500][:3], "zzzz", "ORD-0000123", "5551234")
    yield from (f"{words[0]} {words[1]}", f"{words[0]} !{words[1]}", f"{words[40]} {words[900]}")
    yield from (f'"{words[0]} {words[1]}"', f'"{words[20]} {words[700]}"')
    yield from (f"{words[0]} status:busy", f"{words[1]} slow>4000", f"hour:3 {words[100]}")
    yield from (f"{words[2]} status:failed", f"{words[9]} since:7d", f"{words[100]} or dur>1200")


class Bench:
    """One archive, and how long each thing done with it took, in milliseconds."""

    def __init__(self, path: Path) -> None:
        self.took: dict[str, list[tuple[float, str]]] = defaultdict(list)
        self.rates: list[float] = []
        """Calls that were kept in a second, one figure for some batches at a time."""
        self.archive = Archive(path)
        self._path = path

    async def fill(self, history: History, count: int) -> None:
        """Keep so many calls, some batches at a time."""
        seconds = processor = 0.0
        calls = history.calls(count)
        while made := list(islice(calls, MADE_AT_ONCE)):
            batches = [made[at : at + BATCH] for at in range(0, len(made), BATCH)]
            kept = len(made)
            del made
            gc.collect()
            gc.freeze()  # what waits to be kept is the bench's, and would be looked through for it
            before, before_processor = perf_counter(), process_time()
            await self._keep(batches)
            took = perf_counter() - before
            seconds += took
            self.rates.append(kept / took)
            processor += process_time() - before_processor
            gc.unfreeze()
        size = await self.archive.retention.size()
        _print(f"kept                 {count / seconds:10,.0f} calls/s")
        _print(f"processor time       {processor / count * 1e6:10,.0f} µs a call")
        _print(f"file                 {size.bytes / count:10,.0f} bytes a call")

    async def _keep(self, batches: list[list[Call]]) -> None:
        """One batch is made ready while the one before is written."""

        async def keep() -> None:
            while batches:
                await self.archive.calls.put(batches.pop(0))

        await asyncio.gather(keep(), keep())

    async def reopen(self) -> None:
        """Open the file as a console does that starts."""
        await self.archive.close()
        for _ in range(TIMES):
            self.archive = Archive(self._path)
            await self._measure("opening", "", self.archive.open)
            if len(self.took["opening"]) < TIMES:
                await self.archive.close()

    async def ask(self, what: str, texts: Sequence[str]) -> None:
        """Put each question in all ways, several times."""
        calls = self.archive.calls
        for text in texts:
            wanted = parse(text, HISTORY, NOW)
            for _ in range(TIMES):
                await self._measure(f"{what}: first page", text, lambda w=wanted: self._page(w))
                await self._measure(f"{what}: count", text, lambda w=wanted: calls.count(w, AGENTS))
                await self._measure(
                    f"{what}: facets", text, lambda w=wanted: calls.facets(w, AGENTS, NOW.zone)
                )
                await self._measure(
                    f"{what}: by duration",
                    text,
                    lambda w=wanted: calls.page(w, AGENTS, sort="dur"),
                )

    async def _page(self, wanted: Filter) -> object:
        return await self.archive.calls.page(wanted, AGENTS)

    async def _measure(self, what: str, text: str, act: Callable[[], Awaitable[object]]) -> None:
        before = perf_counter()
        await act()
        self.took[what].append(((perf_counter() - before) * 1000, text))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run(count: int) -> Bench:
    """Keep so many calls, open their file, and ask everything."""
    history = History()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "data" / "bench.sqlite3")
        await bench.fill(history, count)
        await bench.reopen()
        await bench.ask("a filter", FILTERS)
        await bench.ask("a word", list(searches(history.words)))
        await bench.archive.close()
    return bench


async def main(count: int) -> None:
    """Print one line for each thing that is done."""
    _print(f"{count:,} calls")
    bench = await run(count)
    _print(f"{'ms':24}{'median':>9}{'p95':>9}{'longest':>9}")
    for what, took in bench.took.items():
        times = [each for each, _ in took]
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
        longest, text = max(took)
        _print(f"{what:24}{statistics.median(times):9.1f}{p95:9.1f}{longest:9.1f}  {text}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS))
