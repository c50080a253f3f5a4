"""Every way out ends within seconds, with the terminal as it was found.

Textual handles no signal that ends a program, and a handler on the event loop would not run while
the loop is blocked or the terminal takes no bytes. So signals wake a thread: it asks the app to
leave and, should the app not manage in time, restores the terminal itself and ends the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import termios
import time
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

LEAVING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_GRACE_SECONDS = 2.0
_RESTORE_SECONDS = 0.5
_CLEANUP_SECONDS = 0.5
_INPUT = 0
_OUTPUT = 2  # Textual draws on stderr

# CAN first: it ends a sequence that was cut off in the middle.
RESET = (
    b"\x18\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[?1016l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)


class ExitGuard:
    """Turns SIGTERM, SIGHUP, SIGINT and SIGQUIT into leaving, at most 2.5 s later.

    Used as a context manager around the app's run, in the main thread.

    Args:
        leave: asks the app to leave with an exit code (128 + the signal's number); called from
            another thread.
        silence: stops whoever else writes to the terminal; called when leaving failed.
        cleanup: ends what must not outlive the process (a child); called when leaving failed, and
            given half a second.
    """

    def __init__(
        self,
        leave: Callable[[int], None],
        *,
        silence: Callable[[], None],
        cleanup: Callable[[], None],
    ) -> None:
        self._leave = leave
        self._silence = silence
        self._cleanup = cleanup
        self._code = 0
        self._deadline: Timer | None = None
        self._lock = Lock()
        self._handlers: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        self._attributes = _attributes()
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        # The number of each signal is written to this pipe by Python's C half, at once, whatever
        # the main thread is doing.
        self._wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in LEAVING_SIGNALS:
            self._handlers[number] = signal.signal(number, _nothing)
        Thread(target=self._watch, name="exit-guard", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._deadline is not None:
                self._deadline.cancel()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._writer)

    def expect_exit(self, code: int) -> None:
        """The app is leaving: from now on it has 2 s. Callable from any thread."""
        with self._lock:
            self._code = code
            if self._deadline is None:
                self._deadline = Timer(_GRACE_SECONDS, self._leave_the_hard_way)
                self._deadline.daemon = True
                self._deadline.start()

    def _watch(self) -> None:
        while numbers := os.read(self._reader, 64):
            for number in numbers:
                if number in LEAVING_SIGNALS:
                    self.expect_exit(128 + number)
                    with contextlib.suppress(RuntimeError):  # the loop is closed already
                        self._leave(128 + number)
        os.close(self._reader)

    def _leave_the_hard_way(self) -> None:
        try:
            self._silence()
            restore_terminal(self._attributes)
            cleanup = Thread(target=self._cleanup, name="cleanup", daemon=True)
            cleanup.start()
            cleanup.join(_CLEANUP_SECONDS)
        finally:
            os._exit(self._code)


def restore_terminal(attributes: list[Any] | None) -> None:
    """Undo every mode the console sets, without Textual, in at most half a second.

    What a stalled terminal has not yet taken is thrown away, so that there is room for the reset.
    """
    # A process in the background would be stopped for touching the terminal.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    with contextlib.suppress(OSError, termios.error):
        if attributes is not None:
            termios.tcsetattr(_INPUT, termios.TCSANOW, attributes)
    with contextlib.suppress(OSError, termios.error):
        # Opened anew: not waiting must not become a property of the shell's own descriptor.
        terminal = os.open(os.ttyname(_OUTPUT), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        deadline = time.monotonic() + _RESTORE_SECONDS
        left = RESET
        while left and time.monotonic() < deadline:
            try:
                left = left[os.write(terminal, left) :]
            except BlockingIOError:
                termios.tcflush(terminal, termios.TCOFLUSH)
                left = RESET
                time.sleep(0.005)


def _attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(_INPUT)
    except (OSError, termios.error):
        return None


def _nothing(number: int, frame: FrameType | None) -> None:
    """Be the handler without which Python takes no note of a signal; a thread does the rest."""
