"""The console, with a worker that notes by how many seconds its event loop is late.

The first argument is the file they are appended to, as doubles; the rest is the console's own.
"""

from __future__ import annotations

import asyncio
import sys
from array import array
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[3]))

from console.cli.main import main
from console.tui.terminal.preflight import prepare_environment

_BETWEEN = 0.002
_AT_ONCE = 500


async def watch(file: Path) -> None:
    """Note how late each of many short sleeps ends. Ends only by cancellation."""
    late = array("d")
    while True:
        due = perf_counter() + _BETWEEN
        await asyncio.sleep(_BETWEEN)
        late.append(max(0.0, perf_counter() - due))
        if len(late) >= _AT_ONCE:
            with file.open("ab") as written:
                late.tofile(written)
            del late[:]


def run() -> None:
    """Open the console as its command does."""
    import os

    prepare_environment(os.environ)
    from console.tui.app import ConsoleApp

    file = Path(sys.argv.pop(1))
    mount = ConsoleApp.on_mount

    def on_mount(self: ConsoleApp) -> None:
        mount(self)
        self.run_worker(watch(file), group="bench")

    ConsoleApp.on_mount = on_mount
    main()


if __name__ == "__main__":
    run()
