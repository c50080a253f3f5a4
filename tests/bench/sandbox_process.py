"""The simulated OneInbox in a process of its own, so that its work is no work of the console's."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.command import ROOT
from tests.sandbox_server import SECRET_KEY as KEY
from tests.sandbox_server import Sandbox, client_of

if TYPE_CHECKING:
    from collections.abc import Generator

STILL = ("--speed", "0", "--calls-per-minute", "0")
"""A world in which nothing happens by itself."""


@contextmanager
def sandbox_process(*arguments: str) -> Generator[Sandbox]:
    """Run `oneinbox-console sandbox` with these arguments while the block runs."""
    command = [sys.executable, "-m", "console", "sandbox", "--port", "0", *arguments]
    with subprocess.Popen(
        [*command, "--until-stdin-closes"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            with client_of(f"{url}/sandbox") as control:
                yield Sandbox(url, control)
        finally:
            process.kill()


__all__ = ["KEY", "STILL", "sandbox_process"]
