"""How a command ends: its exit code, and words on standard error."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


class ExitCode(IntEnum):
    """What the shell is told."""

    OK = 0
    FAILED = 1
    USAGE = 2
    """The command line or the settings have to change first."""
    CONNECTION = 3
    """The same again may work."""
    NOBODY = 4
    """A passphrase is needed, and there is no terminal to ask for it on."""
    INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - an end, not always an error
    """Ends a command with words for a person."""

    def __init__(self, words: str, *steps: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(words)
        self.words = words
        self.steps = steps
        self.code = code


def say(words: str) -> None:
    """Narrate: standard output is for data alone."""
    click.echo(words, err=True)


def say_steps(steps: Sequence[str]) -> None:
    """What a person can do, a line each."""
    for step in steps:
        say(f"  - {step}")
