"""How a command ends: its exit code, and words on standard error."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import click

from console.api.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.errors import ApiError


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    FAILED = 1
    """It was refused, or it failed."""
    USAGE = 2
    """The command line or the settings have to change first."""
    CONNECTION = 3
    """The same again may work."""
    KEY = 4
    """There is no key, or it is refused, or nobody is there to ask for its passphrase."""
    INTERRUPTED = 130


_CODES = {
    Trouble.UNREACHABLE: ExitCode.CONNECTION,
    Trouble.TLS: ExitCode.CONNECTION,
    Trouble.TIMEOUT: ExitCode.CONNECTION,
    Trouble.BROKEN: ExitCode.CONNECTION,
    Trouble.NOT_THE_API: ExitCode.CONNECTION,
    Trouble.RATE_LIMITED: ExitCode.CONNECTION,
    Trouble.SERVER: ExitCode.CONNECTION,
    Trouble.KEY_REJECTED: ExitCode.KEY,
    Trouble.FORBIDDEN: ExitCode.KEY,
    Trouble.SETUP: ExitCode.USAGE,
}


class Stop(Exception):  # noqa: N818 - an end, not always an error
    """Ends a command with words for a person."""

    def __init__(self, words: str, *steps: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(words)
        self.words = words
        self.steps = steps
        self.code = code


def stop_for(error: ApiError) -> Stop:
    """The end of a command whose request brought nothing."""
    return Stop(error.words, code=_CODES.get(error.kind, ExitCode.FAILED))


def say(words: str) -> None:
    """Narrate: standard output is for data alone."""
    click.echo(words, err=True)


def say_steps(steps: Sequence[str]) -> None:
    """What a person can do, a line each."""
    for step in steps:
        say(f"  - {step}")
