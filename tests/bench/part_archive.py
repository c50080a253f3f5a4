"""The history at its largest. `CALLS=1000000 make bench ONLY=archive` takes some twenty minutes."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from tests.bench.bench_archive import CALLS, run
from tests.bench.measurement import at_least, at_most, p95, seen

if TYPE_CHECKING:
    from tests.bench.measurement import Measurement

_MOST_MS = {"opening": 50, "first page": 100, "facets": 300}
"""What is to be reached with 1,000,000 calls."""


def measure() -> list[Measurement]:
    """Keep, open, find and count."""
    count = int(os.environ.get("CALLS") or CALLS)
    bench = asyncio.run(run(count))
    rows = [at_least(f"keeping calls, up to {count:,}", bench.rates, "calls/s", 3_000)]
    for what, took in bench.took.items():
        times = [each for each, _ in took]
        most = _MOST_MS.get(what.rpartition(": ")[2])
        if most is None:
            rows.append(seen(what, times, "ms"))
        else:
            rows.append(at_most(what, times, "ms", most, by=p95))
    return rows
