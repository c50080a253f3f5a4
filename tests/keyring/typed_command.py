"""A command that asks, and somebody who types the answers."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import termios
from contextlib import suppress

from tests.command import ROOT


class TypedCommand:
    """`oneinbox-console` with a command, on a terminal of its own."""

    def __init__(self, *arguments: str, environ: dict[str, str]) -> None:
        self._master, slave = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "console", *arguments],
            env=environ | {"PYTHONPATH": str(ROOT)},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)
        self.shown = ""
        self._waited = 0

    def wait_for(self, words: str) -> None:
        """Wait until it has written words after those that were waited for before."""
        while words not in self.shown[self._waited :]:
            self.shown += os.read(self._master, 1024).decode()
        self._waited = self.shown.index(words, self._waited) + len(words)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and answer it."""
        self.wait_for(question)
        self.type(f"{text}\n")

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def end(self) -> int:
        """Read to the end."""
        with suppress(OSError):
            while more := os.read(self._master, 1024).decode():
                self.shown += more
        os.close(self._master)
        return self.process.wait()
