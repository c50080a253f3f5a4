"""The console in a terminal for a long time, in use, while everything fails now and then.

Run it with `make soak`; `MINUTES` says how long (15 unless told otherwise, 480 for a night) and
`SEED` what happens. What it takes of the machine is recorded all the while, and the report says
whether that grows. The exit code is 1 when something does, or when the console did not hold.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.command import private_environ
from tests.sandbox_server import SECRET_KEY, running_sandbox
from tests.soak.gestures import BACK, HOME, fault, gesture
from tests.soak.report import MEASURED, Report
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.sandbox_server import Sandbox

SIZES = ((120, 40), (80, 24), (160, 45))
KEY_SECONDS = 0.1
PLACING = ("POST", "/v1/calls")
PATIENCE_SECONDS = 120.0
"""After the last fault: probes of a long outage are up to a minute apart."""


class Soak:
    """One run.

    Attributes:
        wrong: what did not hold.
        counted: what was done.
    """

    def __init__(self, sandbox: Sandbox, program: PtyProgram, rng: random.Random) -> None:
        self.wrong: list[str] = []
        self.counted: Counter[str] = Counter()
        self._dialled: set[str] = set()
        self._sandbox = sandbox
        self._program = program
        self._rng = rng

    def run(self, seconds: float) -> None:
        """Use the console for so long; then all is mended, and it has to recover and to leave."""
        with suppress(KeyboardInterrupt):  # who has seen enough gets the report of so much
            self._use_while_it_fails(time.monotonic() + seconds)
        self._sandbox.mend()
        self._leave()
        self._tally()

    def _use_while_it_fails(self, end: float) -> None:
        next_fault = next_tally = time.monotonic() + 10
        while (now := time.monotonic()) < end and not self._has_ended():
            if now >= next_fault:
                self._break_something()
                next_fault = now + self._rng.uniform(5, 40)
            if now >= next_tally:
                self._tally()
                next_tally = now + 60
            self._use()

    def _break_something(self) -> None:
        kind, settings = fault(self._rng)
        self._sandbox.fault(kind, **settings)
        self.counted["faults"] += 1

    def _use(self) -> None:
        if self._rng.random() < 0.02:
            self._program.resize(*self._rng.choice(SIZES))
        self._press(gesture(self._rng))
        self._wait(self._rng.uniform(0.2, 3))
        self._program.forget()

    def _tally(self) -> None:
        for asked in self._sandbox.requests():
            self.counted["requests"] += 1
            if (asked["method"], asked["path"]) == PLACING:
                self._note_dial(asked["body"] or {})
        self._sandbox.control.delete("/requests").raise_for_status()

    def _note_dial(self, body: dict[str, Any]) -> None:
        """Each has a name of its own; of a request that a fault has met nothing was read."""
        name = body.get("metadata", {}).get("client_request_id", f"unread {self.counted['dials']}")
        if name in self._dialled:
            self.wrong.append(f"dialled twice: {name}")
        self._dialled.add(name)
        self.counted["dials"] += 1

    def _leave(self) -> None:
        """See the board live again, and leave it."""
        self._program.resize(100, 40)  # draws all of it anew
        self._insist(HOME, self._is_live, "live again")
        self._insist((*BACK, "q"), self._has_ended, "left")
        if self._has_ended() and (code := self._program.wait_for_exit()):
            self.wrong.append(f"ended with code {code}")

    def _insist(self, keys: Sequence[str], condition: Callable[[], bool], what: str) -> None:
        """Press keys again and again: the last gesture may have led anywhere."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition() and not self._has_ended():
            if time.monotonic() > end:
                self.wrong.append("\n".join((f"not {what}:", *self._program.lines())))
                break
            self._press(keys)
            self._wait(3)

    def _press(self, keys: Sequence[str]) -> None:
        for key in keys:
            if not self._has_ended():
                self._program.send(key.encode())
                self.counted["keys"] += 1
                self._wait(KEY_SECONDS)

    def _is_live(self) -> bool:
        return any("● live" in line for line in self._program.lines())

    def _has_ended(self) -> bool:
        return self._program.process.poll() is not None

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._program.wait_until(lambda: time.monotonic() > until or self._has_ended())


def main() -> int:
    """Soak, and say what was seen."""
    minutes, seed = float(os.environ.get("MINUTES", "15")), os.environ.get("SEED", "7")
    with TemporaryDirectory() as folder:
        samples = Path(folder) / "samples.jsonl"
        soak = _soak(Path(folder), samples, minutes * 60, seed)
        crashes = [file.read_text() for file in Path(folder).rglob("crash-*")]
        report = Report([json.loads(line) for line in samples.read_text().splitlines()])
    counted = ", ".join(f"{count:,} {what}" for what, count in soak.counted.items())
    wrong = [*soak.wrong, *crashes, *(f"grows: {MEASURED[each].words}" for each in report.growing)]
    lines = [f"{minutes:g} min, seed {seed}: {counted}.", *report.lines(), *wrong]
    print("\n".join(lines))  # noqa: T201 - what it is for
    return 1 if wrong else 0


def _soak(folder: Path, samples: Path, seconds: float, seed: str) -> Soak:
    environ = private_environ(folder / "home") | {"ONEINBOX_API_KEY": SECRET_KEY, "STY": "1"}
    with (
        running_sandbox(speed=1.0, start=None, calls_per_minute=20.0, history=1500) as sandbox,
        PtyProgram(
            "soaked_console.py", sandbox.url, str(samples), environ=environ, size=SIZES[0]
        ) as program,
    ):
        program.wait_to_see("● live")
        soak = Soak(sandbox, program, random.Random(seed))
        soak.run(seconds)
        return soak


if __name__ == "__main__":
    sys.exit(main())
