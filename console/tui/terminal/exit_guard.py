"""Every way out ends within seconds, with the terminal as it was found.

Textual handles no signal that ends a program, and a handler on the event loop would not run while
the loop is blocked or the terminal takes no bytes. So signals wake a thread: it asks the app to
leave and, should the app not manage in time, has the terminal restored and ends the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import FrameType, TracebackType

LEAVING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_KEY_SIGNALS = frozenset({signal.SIGINT, signal.SIGQUIT})
# Written to the pipe between the signals, whose numbers are lower: the thread may read late.
_KEYS_ARE_A_CHILDS, _KEYS_ARE_OURS = b"\xfe", b"\xff"
_GRACE_SECONDS = 2.0
_CLEANUP_SECONDS = 0.5


class ExitGuard:
    """Turns SIGTERM, SIGHUP, SIGINT and SIGQUIT into leaving, at most 2.5 s later.

    Used as a context manager around the app's run, in the main thread.

    Args:
        leave: asks the app to leave with an exit code (128 + the signal's number); called from
            another thread.
        restore: gives the terminal back without Textual; called when leaving failed.
        cleanup: ends what must not outlive the process (a child); called when leaving failed, and
            given half a second.
    """

    def __init__(
        self,
        leave: Callable[[int], None],
        *,
        restore: Callable[[], None],
        cleanup: Callable[[], None],
    ) -> None:
        self._leave = leave
        self._restore = restore
        self._cleanup = cleanup
        self._code = 0
        self._deadline: Timer | None = None
        self._lock = Lock()
        self._handlers: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
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
            deadline = self._deadline
        if deadline is not None:
            deadline.cancel()
            deadline.join()  # if it was too late to cancel, it ends the process
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._writer)

    @contextlib.contextmanager
    def leaving_keys_to_a_child(self) -> Generator[None]:
        """Take the keys that interrupt, quit and stop as meant for a child in front.

        They are handled, not ignored: a child would inherit that they are.
        """
        os.write(self._writer, _KEYS_ARE_A_CHILDS)
        stop = signal.signal(signal.SIGTSTP, _nothing)
        try:
            yield
        finally:
            signal.signal(signal.SIGTSTP, stop)
            os.write(self._writer, _KEYS_ARE_OURS)

    def expect_exit(self, code: int) -> None:
        """The app is leaving: from now on it has 2 s. Callable from any thread."""
        with self._lock:
            self._code = code
            if self._deadline is None:
                self._deadline = Timer(_GRACE_SECONDS, self._leave_the_hard_way)
                self._deadline.daemon = True
                self._deadline.start()

    def _watch(self) -> None:
        disregarded: frozenset[signal.Signals] = frozenset()
        while numbers := os.read(self._reader, 64):
            for number in numbers:
                if number == _KEYS_ARE_A_CHILDS[0]:
                    disregarded = _KEY_SIGNALS
                elif number == _KEYS_ARE_OURS[0]:
                    disregarded = frozenset()
                elif number in LEAVING_SIGNALS and number not in disregarded:
                    self.expect_exit(128 + number)
                    with contextlib.suppress(RuntimeError):  # the loop is closed already
                        self._leave(128 + number)
        os.close(self._reader)

    def _leave_the_hard_way(self) -> None:
        try:
            self._restore()
            cleanup = Thread(target=self._cleanup, name="cleanup", daemon=True)
            cleanup.start()
            cleanup.join(_CLEANUP_SECONDS)
        finally:
            os._exit(self._code)


def _nothing(number: int, frame: FrameType | None) -> None:
    """Be the handler without which Python takes no note of a signal; a thread does the rest."""
