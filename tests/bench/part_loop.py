"""How long the event loop is held while 10,000 live calls churn and history is read back.

All of the calls talk, so nearly every one of the 500 records that are read in a second is another
than the last time.
"""

from __future__ import annotations

import dataclasses
import tempfile
from array import array
from pathlib import Path

from tests.bench.measurement import Measurement, at_most, p95, p99, seen
from tests.bench.part_keys import FILLED, press
from tests.bench.programs_measured import console
from tests.bench.sandbox_process import sandbox_process

_WATCHED = 60.0
_SETTLING = 20.0


def measure() -> list[Measurement]:
    """Watch from inside, and press keys from outside."""
    program_file = Path(__file__).parent / "programs" / "watched_console.py"
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_process("--live", "10000", "--history", "5000") as sandbox,
    ):
        notes = Path(home) / "late"
        program = console(sandbox.url, Path(home))
        command = (program.command[0], program_file, notes)
        with dataclasses.replace(program, command=command).running() as terminal:
            terminal.shown(FILLED, 120)
            terminal.watch(_SETTLING)
            notes.unlink()
            terminal.watch(_WATCHED)
            late = array("d")
            late.frombytes(notes.read_bytes())
            moves = press(terminal, "j")
    milliseconds = [seconds * 1000 for seconds in late]
    return [
        at_most("the loop is late", milliseconds, "ms", 16, by=p99),
        at_most("the loop is late, at worst", [max(milliseconds)], "ms", 50),
        seen("p95 of it", [p95(milliseconds)], "ms"),
        seen("move meanwhile", moves, "ms"),
    ]
