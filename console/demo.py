"""The demo: a sandbox of one's own, in a child process that never outlives the console."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, Queue
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_START_SECONDS = 20.0
_LAST_WORDS_SECONDS = 3.0


class DemoError(Exception):
    """The sandbox did not start; says why."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running sandbox: where it is, and the key of its account."""

    url: str
    key: str


@contextmanager
def running_demo(flags: Sequence[str] = ()) -> Generator[Demo]:
    """Run a sandbox on a free port while the block runs.

    The child ends when its standard input does, so it goes with this process however this
    process goes: at the end of the block, by an exception, or killed.

    Args:
        flags: more flags of the `sandbox` command, e.g. `("--seed", "3")`.

    Raises:
        DemoError: no URL came within 20 seconds.
    """
    command = [sys.executable, "-m", "console", "sandbox", "--port", "0", "--until-stdin-closes"]
    with TemporaryFile("w+") as complaints:
        child = subprocess.Popen(  # noqa: S603 -- ourselves
            [*command, *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            start_new_session=True,  # Ctrl-C and a closed terminal are for the console to handle
        )
        try:
            yield Demo(_first_line(child, complaints), "oi_sk_sandbox")
        finally:
            _end(child)


def _first_line(child: subprocess.Popen[str], complaints: IO[str]) -> str:
    """The URL; read beside, so that a child that says nothing does not hold us for ever."""
    lines: Queue[str] = Queue()
    output: Any = child.stdout
    Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
    try:
        line = lines.get(timeout=_START_SECONDS).strip()
    except Empty:
        raise DemoError(f"The sandbox did not start within {_START_SECONDS:.0f} s.") from None
    if not line:
        child.wait(_LAST_WORDS_SECONDS)
        complaints.seek(0)
        words = complaints.read().strip().rpartition("\n")[2]  # above it stands how it came to that
        raise DemoError(f"The sandbox did not start: {words or 'no reason given'}")
    return line


def _end(child: subprocess.Popen[str]) -> None:
    """Kill it: it has nothing to save, and nobody should wait for it."""
    child.kill()
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream:
            stream.close()
    child.wait()
