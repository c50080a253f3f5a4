"""How much memory 1,000 and 10,000 live calls take, and whether it stays there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.measurement import Measurement, at_most, not_seen, seen
from tests.bench.part_keys import DOWN, board, press
from tests.bench.processes import held_mib, peak_mib
from tests.bench.programs_measured import POSTING, named, peers

_MINUTE = 60.0


def measure() -> list[Measurement]:
    """Each program is used a little, as a start alone loads less."""
    with board("1000") as (terminal, _):
        press(terminal, "j", 40)
        for key in ("?", "\x1b", "\r", "\x1b"):
            terminal.send(key)
            terminal.watch(0.5)
        ours = peak_mib(terminal.process.pid)
    rows = [seen("1,000 calls", [ours], "MiB"), _of_postings(ours)]
    with board("10000", filled_in=60) as (terminal, _):
        filled = peak_mib(terminal.process.pid)
        terminal.watch(_MINUTE)
        held = [held_mib(terminal.process.pid)]
        terminal.watch(_MINUTE)
        held.append(held_mib(terminal.process.pid))
    return [
        *rows,
        at_most("10,000 live calls, once read", [filled], "MiB", 160),
        at_most("10,000 live calls, two minutes later", held[1:], "MiB", 160),
        seen("growth in the second of these minutes, 900 calls having come", _grown(held), "MiB"),
    ]


def _grown(held: list[float]) -> list[float]:
    return [held[1] - held[0]]


def _of_postings(ours: float) -> Measurement:
    with tempfile.TemporaryDirectory() as home:
        program = named(POSTING, peers(Path(home)))
        if program.missing:
            return not_seen("1,000 calls, of Posting's", program.missing)
        with program.running() as terminal:
            terminal.watch(2)
            for key in (*"\t" * 10, "\x1bOP", "\x1b", DOWN, "\x10", "\x1b"):
                terminal.send(key)
                terminal.watch(0.5)
            theirs = peak_mib(terminal.process.pid)
    return at_most("1,000 calls, of Posting's", [ours / theirs], "", 0.8)
