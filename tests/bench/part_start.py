"""How long it takes to start and to leave, and what a start writes, side by side."""

from __future__ import annotations

import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.measurement import Measurement, at_most, not_seen, seen
from tests.bench.processes import cpu_seconds, peak_mib
from tests.bench.programs_measured import BARE, CONSOLE, POSTING, Program, console, peers
from tests.bench.sandbox_process import STILL, sandbox_process

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ROUNDS = 5
_CALLS = 1_000
_FEW = 10
"""Live calls that a command lists: of more, the requests that are allowed in a second decide."""
_COMMANDS = (("--help",), ("--version",), ("calls", "list", "--json"))
_SETTLED = 2.0
"""Seconds after the first frame in which a program may finish what it began."""


@dataclass(frozen=True)
class _Start:
    """One start: milliseconds until the first frame, processor milliseconds until then, bytes
    until all is there, the most memory held, and milliseconds to leave."""

    frame: float
    cpu: float
    written: int
    memory: float
    leaving: float


def measure() -> list[Measurement]:
    """Start everything in turn, round by round, so that a drifting machine cancels out."""
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory() as home_of_peers,
        sandbox_process("--live", str(_CALLS), *STILL) as sandbox,
        sandbox_process("--live", str(_FEW), "--history", "40", *STILL) as small,
    ):
        ours, listing = console(sandbox.url, Path(home)), console(small.url, Path(home))
        programs = (ours, *peers(Path(home_of_peers)))
        present = [program for program in programs if not program.missing]
        starts: dict[str, list[_Start]] = defaultdict(list)
        commands: dict[str, list[float]] = defaultdict(list)
        for _ in range(_ROUNDS):
            for program in present:
                starts[program.name].append(_start(program))
            for arguments in _COMMANDS:
                commands[" ".join(arguments)].append(_run(listing, arguments))
    return [
        *_rows(programs, starts),
        *_judged(starts, commands),
        not_seen("dolphie", "needs a MySQL server to start, and the bench brings none"),
    ]


def _start(program: Program) -> _Start:
    with program.running() as terminal:
        cpu = cpu_seconds(terminal.process.pid)
        terminal.watch(_SETTLED)
        written, memory = terminal.written, peak_mib(terminal.process.pid)
        leaving = terminal.leave(program.leave)
    return _Start((terminal.ready - terminal.started) * 1000, cpu * 1000, written, memory, leaving)


def _run(ours: Program, arguments: Sequence[str]) -> float:
    """Milliseconds that a command takes which draws no screen."""
    begun = perf_counter()
    subprocess.run(
        [*ours.command, *arguments], env=dict(ours.environ), cwd=ours.cwd,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return (perf_counter() - begun) * 1000


def _rows(programs: Sequence[Program], starts: Mapping[str, Sequence[_Start]]) -> list[Measurement]:
    rows: list[Measurement] = []
    for program in programs:
        if program.missing:
            rows.append(not_seen(program.name, program.missing))
            continue
        of = starts[program.name]
        rows += [
            seen(f"{program.name}: first frame", [start.frame for start in of], "ms"),
            seen(f"{program.name}: processor until then", [start.cpu for start in of], "ms"),
            seen(f"{program.name}: written by the start", _kilobytes(of), "kB"),
            seen(f"{program.name}: most memory", [start.memory for start in of], "MiB"),
            seen(f"{program.name}: leaving", [start.leaving for start in of], "ms"),
        ]
    return rows


def _judged(
    starts: Mapping[str, Sequence[_Start]], commands: Mapping[str, Sequence[float]]
) -> list[Measurement]:
    ours = starts[CONSOLE]
    rows = [
        at_most("start, of the bare board's", _ratio(starts, BARE, lambda s: s.frame), "", 1.7),
        at_most("bytes of a start", _kilobytes(ours), "kB", 30),
    ]
    if POSTING not in starts:
        missing = "posting is not there to compare with"
        return [*rows, not_seen("start, exit, commands and memory, of Posting's", missing)]
    rows += [
        at_most("start, of Posting's", _ratio(starts, POSTING, lambda s: s.frame), "", 0.45),
        at_most(
            "memory with 1,000 calls, of Posting's",
            _ratio(starts, POSTING, lambda s: s.memory), "", 0.8,
        ),
        _leaving(starts),
    ]  # fmt: skip
    for name, took in commands.items():
        ratios = [one / other.frame for one, other in zip(took, starts[POSTING], strict=True)]
        rows.append(at_most(f"{name}, of Posting's start", ratios, "", 0.3))
    return rows


def _leaving(starts: Mapping[str, Sequence[_Start]]) -> Measurement:
    """At most 300 ms, or 0.7 of Posting's where the machine is slow."""
    allowed = max(300.0, 0.7 * median(start.leaving for start in starts[POSTING]))
    return at_most("leaving", [start.leaving for start in starts[CONSOLE]], "ms", allowed)


def _ratio(
    starts: Mapping[str, Sequence[_Start]], to: str, of: Callable[[_Start], float]
) -> list[float]:
    return [of(one) / of(other) for one, other in zip(starts[CONSOLE], starts[to], strict=True)]


def _kilobytes(starts: Sequence[_Start]) -> list[float]:
    return [start.written / 1000 for start in starts]
