"""Running a program that may hang: a deadline, and nothing of it left afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended. Its output may be a secret and is not shown."""

    code: int
    output: bytes = field(repr=False)
    errors: bytes = field(repr=False)


async def run(
    argv: Sequence[str],
    *,
    deadline: float,
    environ: Mapping[str, str],
    given: bytes | None = None,
) -> Finished:
    """Run a program without a shell and without a terminal to write to or ask on.

    It gets a session of its own, so that neither it nor what it starts can open the terminal,
    and all of that is killed when the deadline passes or the caller is cancelled.

    Args:
        argv: the program and its arguments.
        deadline: seconds it may take.
        environ: its environment.
        given: what it reads on its standard input; None gives it an empty one.

    Raises:
        TimeoutError: the deadline passed.
        OSError: it could not be started.
    """
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=DEVNULL if given is None else PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=dict(environ),
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(deadline):
            output, errors = await process.communicate(given)
    finally:
        if process.returncode is None:
            await _kill(process)
    return Finished(process.returncode or 0, output, errors)


async def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    # Its end is certain; waiting for it only spares a zombie, so it may not take long.
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            await process.wait()
