"""How far long work has come: one line on standard error, where somebody looks at it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

_CLEAR = "\r\x1b[K"


class Progress:
    """A line that is written over, and gone at the end; nothing where there is no terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, words: str) -> None:
        """Say how far it is now, in less than a line."""
        if self._shows:
            click.echo(_CLEAR + words, err=True, nl=False, color=True)
            self._shown = True

    def clear(self) -> None:
        """Take the line away, for other words to stand there."""
        if self._shown:
            click.echo(_CLEAR, err=True, nl=False, color=True)
            self._shown = False
