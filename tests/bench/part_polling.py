"""What keeping up to date costs at 10, 1,000 and 10,000 live calls, as rows and as a chart."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.chart import Curve, draw
from tests.bench.measurement import Measurement, at_most, p95, seen
from tests.bench.part_keys import FILLED
from tests.bench.processes import peak_mib
from tests.bench.programs_measured import console
from tests.bench.relay import relay_to
from tests.bench.sandbox_process import STILL, sandbox_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.terminal import Terminal
    from tests.sandbox_server import Sandbox

CHART = Path("screenshots/cost.svg")
_SIZES = (0, 10, 1_000, 10_000)
_WATCHED = 30.0
_SETTLING = 15.0
_CHANGES = 8
_INTERVAL = 3.3
"""Seconds between two polls, its jitter included."""
_MOST_ASKED = 310
"""Five requests a second, and ten at once after a quiet while."""


@dataclass(frozen=True)
class Cost:
    """What so many live calls cost: seconds until all are there, MiB, percent of a core; requests,
    and kilobytes with and without gzip, a minute."""

    live: int
    filled: float
    memory: float
    cpu: float
    asked: float
    zipped: float
    plain: float


def measure() -> list[Measurement]:
    """Measure each size, and draw what it costs."""
    costs = [_cost(live) for live in _SIZES]
    draw(CHART, _curves(costs[1:]))
    rows: list[Measurement] = []
    for cost in costs:
        name = f"{cost.live:,} live calls" if cost.live else "an idle account"
        rows += [
            at_most(f"{name}: requests a minute", [cost.asked], "", _MOST_ASKED),
            seen(f"{name}: received a minute, gzip", [cost.zipped], "kB"),
            seen(f"{name}: received a minute, plain", [cost.plain], "kB"),
            seen(f"{name}: processor", [cost.cpu], "%"),
            seen(f"{name}: all of it read", [cost.filled], "s"),
            seen(f"{name}: memory", [cost.memory], "MiB"),
        ]
    limit = _INTERVAL + 0.2
    return [*rows, at_most("a change is on the screen", _changes(), "s", limit, by=p95)]


def _cost(live: int) -> Cost:
    world = ("--live", str(live), "--history", "100")
    quiet = ("--calls-per-minute", "0") if not live else ()
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_process(*world, *quiet) as sandbox,
        relay_to(sandbox.url) as relay,
        console(relay.url, Path(home)).running() as terminal,
    ):
        filled = terminal.shown(FILLED, 120) - terminal.started
        terminal.watch(_SETTLING)
        asked, received = relay.asked, relay.received
        _, cpu = terminal.watch(_WATCHED)
        asked, received = relay.asked - asked, relay.received - received
        memory = peak_mib(terminal.process.pid)
        relay.plain = True
        before = relay.received
        terminal.watch(_WATCHED)
        plain = relay.received - before
    minute = 60 / _WATCHED
    return Cost(
        live, filled, memory, cpu / _WATCHED * 100, asked * minute, received * minute / 1000,
        plain * minute / 1000,
    )  # fmt: skip


def _curves(costs: Sequence[Cost]) -> list[Curve]:
    def of(name: str, *values: float) -> Curve:
        return Curve(name, [(cost.live, value) for cost, value in zip(costs, values, strict=True)])

    return [
        of("requests a minute", *(cost.asked for cost in costs)),
        of("kB a minute, gzip", *(cost.zipped for cost in costs)),
        of("kB a minute, plain", *(cost.plain for cost in costs)),
        of("memory, MiB", *(cost.memory for cost in costs)),
        of("processor, % of a core", *(cost.cpu for cost in costs)),
        of("seconds until all is read", *(cost.filled for cost in costs)),
    ]


def _changes() -> list[float]:
    """Seconds until what changed at the server is seen."""
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_process("--live", "10", *STILL) as sandbox,
        console(sandbox.url, Path(home)).running() as terminal,
    ):
        terminal.shown(FILLED, 30)
        return [_change(terminal, sandbox, number) for number in range(_CHANGES)]


def _change(terminal: Terminal, sandbox: Sandbox, number: int) -> float:
    with sandbox.api() as api:
        call = api.get("/calls", params={"status": "in_progress", "limit": 1}).json()["items"][0]
    words = f"+4930555{1000 + number}"
    terminal.watch(0.7 * number % 3)
    changed = perf_counter()
    sandbox.edit("calls", call["id"], to_number=words, from_number=words)
    return terminal.shown(f"555 ?{1000 + number}") - changed
