"""Where the screen is written to, without ever being at the mercy of the terminal's speed."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import termios
import time
from threading import Lock
from typing import Any

_STDERR = 2
_LOOK_SECONDS = 0.1
_RESET_SECONDS = 0.5

# Undoes every mode the console sets. CAN first: it ends a sequence that was cut off in the middle.
_RESET = (
    b"\x18\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)


class TerminalOutput:
    """The terminal as a file. It never raises, and waiting for the terminal can be given up.

    What a terminal that has gone cannot take is dropped: the thread that writes would otherwise
    die of the error, and the event loop would wait for ever on that thread's full queue.

    The terminal is opened anew, since never to block must not become a property of the descriptor
    that is shared with the shell. Where that is not allowed (the terminal belongs to another user)
    the shared one serves; only a stalled terminal then keeps its modes when the program is ended.
    """

    def __init__(self) -> None:
        try:
            self._fd = os.open(os.ttyname(_STDERR), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError:
            self._fd = os.dup(_STDERR)
        self._waiting: list[str] = []
        self._lock = Lock()
        self._abandoned = False

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._fd

    def write(self, text: str) -> None:
        """Keep the text until the next flush."""
        self._waiting.append(text)

    def flush(self) -> None:
        """Send what was written; returns when the terminal has taken it, or never will."""
        data = "".join(self._waiting).encode("utf-8", "replace")
        self._waiting.clear()
        while data and not self._abandoned:
            taken = self._send(data)
            data = data[taken:]
            if not taken:
                select.select([], [self._fd], [], _LOOK_SECONDS)

    def reset(self, attributes: list[Any] | None) -> None:
        """End all output and give the terminal back as it was, in at most about half a second.

        What a stalled terminal has not taken yet is thrown away to make room.

        Args:
            attributes: the terminal's modes (termios) before the program changed them.
        """
        # A process in the background would be stopped for touching the terminal.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with contextlib.suppress(OSError, termios.error):
            if attributes is not None:
                termios.tcsetattr(self._fd, termios.TCSANOW, attributes)
        self._abandoned = True
        locked = self._lock.acquire(timeout=_RESET_SECONDS)
        could_block = os.get_blocking(self._fd)
        os.set_blocking(self._fd, False)
        with contextlib.suppress(OSError, termios.error):
            self._send_reset()
        os.set_blocking(self._fd, could_block)
        if locked:
            self._lock.release()

    def _send(self, data: bytes) -> int:
        with self._lock:
            if self._abandoned:
                return 0
            try:
                return os.write(self._fd, data)
            except BlockingIOError:
                return 0
            except OSError:
                self._abandoned = True
                return 0

    def _send_reset(self) -> None:
        deadline = time.monotonic() + _RESET_SECONDS
        left = _RESET
        while left and time.monotonic() < deadline:
            try:
                left = left[os.write(self._fd, left) :]
            except BlockingIOError:
                termios.tcflush(self._fd, termios.TCOFLUSH)
                left = _RESET
                time.sleep(0.005)
