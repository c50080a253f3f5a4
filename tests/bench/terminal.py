"""A program in a terminal, measured from outside: it runs as it is, and we are the terminal.

Every piece of output is stamped when it is read, and played into an emulator only afterwards: how
slow the emulator is enters no latency.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Self

from tests.bench.emulator import Emulator
from tests.bench.processes import cpu_seconds, processes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SIZE = (120, 40)
_PATIENCE = 60.0
_REST = 0.06
"""Seconds without output after which an answer is over: four frames."""
_WANTED = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p|(?P<attributes>\x1b\[0?c)|(?P<place>\x1b\[6n)"
    rb"|(?P<version>\x1b\[>0?q)|\x1b\](?P<colour>1[01]);\?"
)
_SYNCHRONIZED = b"2026"


@dataclass(frozen=True, slots=True)
class Output:
    """A piece of output, and when it came."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key brought: milliseconds until the screen was another, and all that it wrote."""

    milliseconds: float
    written: int


class Terminal:
    """A running program; a context manager that leaves nothing behind.

    Args:
        command: the program and its arguments.
        environ: its whole environment, but for what describes the terminal.
        cwd: the folder it runs in.
        size: columns and lines.

    Attributes:
        started, ready: when it was started, and when its first frame was whole (`perf_counter`).
        written: bytes written so far.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environ: Mapping[str, str],
        cwd: Path | None = None,
        size: tuple[int, int] = SIZE,
    ) -> None:
        self._emulator = Emulator(*size)
        self._pending: list[Output] = []
        self.written = 0
        self._master, slave = os.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        self.started = self.ready = perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**environ, **terminal},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(slave)
        os.set_blocking(self._master, False)
        self._ended = os.pidfd_open(self.process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in processes_of(self.process.pid):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)
        os.close(self._ended)

    @property
    def text(self) -> str:
        """What the screen shows."""
        self._play()
        return "\n".join(line.rstrip() for line in self._emulator.lines)

    def shown(self, pattern: str, seconds: float = _PATIENCE, *, instead_of: str = "") -> float:
        """Wait until the screen shows a pattern, and another no longer.

        Returns:
            When it was so first: seconds of `perf_counter`.

        Raises:
            TimeoutError: it was not.
        """
        wanted, unwanted = re.compile(pattern), instead_of and re.compile(instead_of)
        deadline = perf_counter() + seconds
        while perf_counter() < deadline:
            while self._pending:
                output = self._pending.pop(0)
                if not self._emulator.feed(output.data):
                    continue
                text = "\n".join(self._emulator.lines)
                if wanted.search(text) and not (unwanted and unwanted.search(text)):
                    return output.at
            self.read(0.05)
        raise TimeoutError(f"waited in vain for {pattern!r}; the screen shows\n{self.text}")

    def show(self, keys: str, pattern: str) -> None:
        """Type keys, and wait until what they bring is there."""
        self.send(keys)
        if not re.search(pattern, self.text):
            self.shown(pattern)
        self.rest()

    def press(self, keys: str) -> Answer:
        """Press a key and wait until the screen is another, and then at rest.

        Raises:
            TimeoutError: the key changed nothing that can be seen.
        """
        self.rest(at_most=0.5)
        self._play()
        sent = self.send(keys)
        if not self.read(5.0):
            raise TimeoutError(f"{keys!r} wrote nothing; the screen shows\n{self.text}")
        self.rest(at_most=2.0)
        written = sum(len(output.data) for output in self._pending)
        changes = [each.at for each in self._pending if self._emulator.feed(each.data)]
        self._pending.clear()
        if not changes:
            raise TimeoutError(f"{keys!r} changed nothing; the screen shows\n{self.text}")
        return Answer((changes[0] - sent) * 1000, written)

    def hold(self, keys: str, times: int, a_second: float) -> float:
        """Repeat a key as a keyboard does; milliseconds from the last one to the last change."""
        self.rest()
        self._play()
        begun = last = perf_counter()
        for number in range(times):
            while (left := begun + number / a_second - perf_counter()) > 0:
                self.read(left)
            last = self.send(keys)
        self.read(1.0)
        self.rest(at_most=5.0)
        changes = [each.at for each in self._pending if self._emulator.feed(each.data)]
        self._pending.clear()
        return max(0.0, (changes[-1] - last) * 1000)

    def leave(self, keys: str) -> float:
        """Type what ends the program; milliseconds until it has ended.

        Raises:
            TimeoutError: it did not end.
        """
        self.rest(at_most=1.0)
        sent = self.send(keys)
        while not select.select([self._ended], [], [], 0)[0]:
            if perf_counter() - sent > _PATIENCE:
                raise TimeoutError(f"it did not end; the screen shows\n{self.text}")
            select.select([self._ended, self._master], [], [], 1.0)
            if not select.select([self._ended], [], [], 0)[0]:
                self.read(0)
        return (perf_counter() - sent) * 1000

    def rest(self, at_most: float = 10.0) -> None:
        """Read until nothing has come for a moment."""
        deadline = perf_counter() + at_most
        while perf_counter() < deadline and self.read(_REST):
            pass

    def watch(self, seconds: float) -> tuple[int, float]:
        """Only look for so long; the bytes written meanwhile, and seconds of processor time."""
        self._play()
        written, cpu = self.written, cpu_seconds(self.process.pid)
        deadline = perf_counter() + seconds
        while (left := deadline - perf_counter()) > 0:
            self.read(left)
        self._play()
        return self.written - written, cpu_seconds(self.process.pid) - cpu

    def send(self, keys: str) -> float:
        """Type; when that was, in seconds of `perf_counter`."""
        sent = perf_counter()
        data = keys.encode()
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self.read(0.01)
        return sent

    def read(self, seconds: float) -> bool:
        """Read what is there, waiting at most so long; whether anything came."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        came = False
        with contextlib.suppress(OSError):  # BlockingIOError: all is read; EIO: it has ended
            while data := os.read(self._master, 65536):
                came = True
                self._pending.append(Output(perf_counter(), data))
                self.written += len(data)
                if b"\x1b" in data:
                    self._reply(data)
        return came

    def _play(self) -> None:
        for output in self._pending:
            self._emulator.feed(output.data)
        self._pending.clear()

    def _reply(self, data: bytes) -> None:
        """Answer what programs ask of a terminal, as one does that knows synchronized updates."""
        for asked in _WANTED.finditer(data):
            if mode := asked["mode"]:
                known = 2 if mode == _SYNCHRONIZED else 0
                reply = b"\x1b[?%s;%d$y" % (mode, known)
            elif asked["attributes"]:
                reply = b"\x1b[?62;22c"
            elif asked["place"]:
                reply = b"\x1b[1;1R"
            elif asked["version"]:
                reply = b"\x1bP>|bench\x1b\\"
            else:
                shade = b"0000" if asked["colour"] == b"11" else b"ffff"
                reply = b"\x1b]%s;rgb:%s/%s/%s\x1b\\" % (asked["colour"], shade, shade, shade)
            os.write(self._master, reply)
