"""A program run in a terminal of its own, seen from outside: its bytes, modes and exit code."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROGRAMS = Path(__file__).parent / "programs"
_DEADLINE_SECONDS = 45.0  # a busy machine takes a dozen to start the console
# Of the terminal that the tests were started in; runners set the last two for themselves.
_ELSEWHERE = {"TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"} | {
    "NO_COLOR",
    "COLUMNS",
    "LINES",
}
_REST = b"\x1b]777;rest\x07"


class PtyProgram:
    """A running program; a context manager that leaves nothing behind.

    Args:
        program: a file in `programs/`.
        arguments: its command line.
        environ: added to the environment, which otherwise has nothing of tmux, SSH or displays.
        size: columns and lines.
        controlling: whether the kernel tells the program (SIGHUP) when the terminal goes.
        nohup: whether it was told to ignore that.
        stdin: read from here instead of the terminal.
        stderr: draw here instead of the terminal.
        cwd: the folder it runs in.
    """

    def __init__(
        self,
        program: str,
        *arguments: str,
        environ: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        controlling: bool = True,
        nohup: bool = False,
        stdin: int | None = None,
        stderr: int | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.master, self.slave = os.openpty()
        self._screen = pyte.Screen(*size)
        self.resize(*size)
        self.attributes_before = self.attributes()
        self.output = b""
        self._stream = pyte.ByteStream(self._screen)
        self._played = 0

        def become_foreground() -> None:
            if controlling:
                fcntl.ioctl(1, termios.TIOCSCTTY, 0)
            if nohup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAMS / program), *arguments],
            stdin=self.slave if stdin is None else stdin,
            stdout=self.slave,
            stderr=self.slave if stderr is None else stderr,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=become_foreground,  # noqa: PLW1509
            env=_plain_environment() | dict(environ or {}),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)

    def attributes(self) -> list[Any]:
        """The terminal's modes as the kernel has them (termios)."""
        return termios.tcgetattr(self.slave)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, which the kernel tells the program."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen.resize(lines, columns)

    def send(self, data: bytes) -> None:
        """Type, click or paste."""
        os.write(self.master, data)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        self.process.send_signal(number)

    def wait_for(self, text: bytes) -> None:
        """Read until the program has written this text after what was read before."""
        start = len(self.output)
        self._read_until(lambda: text in self.output[start:], f"it to write {text!r}")

    def wait_to_see(self, text: str) -> None:
        """Read until the text stands on the screen, whatever pieces it was written in."""
        self._read_until(lambda: any(text in line for line in self.lines()), f"{text!r} to show")

    def wait_until(self, condition: Callable[[], bool], *, reading: bool = True) -> None:
        """Wait until something outside of the terminal holds."""
        self._read_until(condition, "the condition to hold", reading=reading)

    def wait_for_exit(self, *, reading: bool = True, seconds: float = _DEADLINE_SECONDS) -> int:
        """Wait for the end and return the exit code (negative: killed by that signal)."""
        self._read_until(
            lambda: self.process.poll() is not None, "it to end", reading=reading, seconds=seconds
        )
        if reading:
            self.read_rest()
        return self.process.returncode

    def read_rest(self) -> None:
        """Read all that was written up to now."""
        os.write(self.slave, _REST)
        self._read_until(lambda: _REST in self.output, "what was written last")
        self.output = self.output.replace(_REST, b"")

    def forget(self) -> None:
        """Let go of what was read; the screen is known again once all of it was drawn anew."""
        self.output = b""
        self._played = 0
        self._screen.reset()

    @property
    def screen(self) -> pyte.Screen:
        """The terminal's screen after all output so far."""
        self._stream.feed(self.output[self._played :])
        self._played = len(self.output)
        return self._screen

    def lines(self) -> list[str]:
        """The text on the screen, without the spaces at the ends."""
        screen = self.screen
        cells = [
            [screen.buffer[y][x].data for x in range(screen.columns)] for y in range(screen.lines)
        ]
        return ["".join(line).rstrip() for line in cells]

    def is_stopped(self) -> bool:
        """Whether the program is suspended, as after Ctrl+Z."""
        state = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "T"

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def _read_until(
        self,
        condition: Callable[[], bool],
        what: str,
        *,
        reading: bool = True,
        seconds: float = _DEADLINE_SECONDS,
    ) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}; last: {self.output[-2000:]!r}")
            if reading:
                self._read_some()
            else:
                time.sleep(0.02)

    def _read_some(self) -> None:
        if select.select([self.master], [], [], 0.02)[0]:
            self.output += os.read(self.master, 65536)


def _plain_environment() -> dict[str, str]:
    environ = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
