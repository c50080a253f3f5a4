"""The sandbox dies under the running console and comes back: rows stay, age, and recover."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.command import ROOT
from tests.terminal.console_screen import POLL, TICK, ConsoleScreen

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def sandbox_process(port: int = 0) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The same world each time, in a process of its own; and its URL."""
    world = ["--frozen-at", "2026-06-01T10:00:00Z", "--live", "12", "--history", "40"]
    with subprocess.Popen(
        [sys.executable, "-m", "console", "sandbox", "--port", str(port), *world],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def parties(console: ConsoleScreen) -> list[str]:
    """Between whom the calls on the board are, in no order: health, and with it the order, ages."""
    start = console.lines()[3].index("AGENT")
    return sorted(line[start : start + 40].rstrip() for line in console.lines()[4:-2])


class TestASandboxThatDies:
    def test_leaves_its_rows_which_age_until_it_is_back(self, tmp_path: Path) -> None:
        with sandbox_process() as (process, url), ConsoleScreen(url, tmp_path) as console:
            assert console.shows("● live")
            rows = parties(console)
            assert len(set(rows)) > 12

            process.kill()
            process.wait()
            console.seconds_until(lambda: console.shows("offline since 10:0"))
            assert console.shows("next try in")
            assert parties(console) == rows
            console.seconds_until(lambda: console.shows("read 30 s ago"))
            assert console.shows("offline since 10:0")
            assert parties(console) == rows

            with sandbox_process(int(url.rpartition(":")[2])):
                console.seconds_until(lambda: console.shows("● live"))
                assert not console.shows("s ago")
                console.step(POLL + TICK)
                assert parties(console) == rows
