"""The console as it is, at an address, with a recorder of what it takes.

Its arguments are the address and a file, to which it adds a line of JSON every few seconds: the
seconds since the start, memory in MB, open descriptors, threads, tasks, and how many milliseconds
late the event loop was, but for the worst of a hundred times.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from console.tui.terminal.preflight import prepare_environment

if __name__ == "__main__":
    prepare_environment(os.environ)

# Textual reads the environment when it is imported.
sys.path.append(str(Path(__file__).parents[3]))

from console.accounts.once import remember_shown, tour_marker
from console.tui import app
from console.tui.run import run_console

EVERY_SECONDS = 5.0
TICK_SECONDS = 0.05
MEGABYTE = 1 << 20


class RecordedApp(app.ConsoleApp):
    """Notes what it takes."""

    def on_mount(self) -> None:
        """Begin to record."""
        self.run_worker(self._record(Path(sys.argv[2])), group="recorder")

    async def _record(self, file: Path) -> None:
        begun = time.monotonic()
        with file.open("a") as samples:
            while True:
                lag = await lag_for(EVERY_SECONDS)
                sample = {"at": time.monotonic() - begun, **taken(), "lag": lag * 1000}
                samples.write(json.dumps(sample) + "\n")
                samples.flush()


async def lag_for(seconds: float) -> float:
    """How late the loop was, in seconds, but for the worst of a hundred times."""
    loop = asyncio.get_running_loop()
    lags: list[float] = []
    end = loop.time() + seconds
    while (before := loop.time()) < end:
        await asyncio.sleep(TICK_SECONDS)
        lags.append(loop.time() - before - TICK_SECONDS)
    return sorted(lags)[-1 - len(lags) // 100]


def taken() -> dict[str, Any]:
    """What this process has taken of the machine."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "memory": pages * os.sysconf("SC_PAGESIZE") / MEGABYTE,
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "tasks": len(asyncio.all_tasks()),
    }


if __name__ == "__main__":
    app.ConsoleApp = RecordedApp
    remember_shown(tour_marker())
    sys.exit(run_console(None, sys.argv[1], demo=False, read_only=False))
