"""What remains of a fault: a file for whoever repairs it, and one sentence for whoever met it.

Textual's own crash screen prints the value of every local variable, API keys among them.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import traceback
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from textual.worker import WorkerFailed

from console.text import clean

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path
    from types import TracebackType

    from console.clock import Clock

_KEYS = re.compile(r"Bearer\s+\S+|oi_[sp]k_\S+")
_HIDDEN = "[key removed]"
_REPORTS_PER_RUN = 20
_REPORT_CHARACTERS = 200_000


class Redactor:
    """Removes API keys from text: those it was told of, and whatever looks like one."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """Remove this text too from now on, as it is and as `repr` writes it."""
        self._secrets |= {secret, repr(secret)[1:-1]} - {""}

    def __call__(self, text: str) -> str:
        """Return the text without keys."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return _KEYS.sub(_HIDDEN, text)


class CrashReports:
    """Writes faults to files that only their owner can read.

    Args:
        folder: where the files go; made when the first is written.
        clock: dates them.
        redact: removes keys from everything that is written or said.
    """

    def __init__(self, folder: Path, clock: Clock, redact: Redactor) -> None:
        self._folder = folder
        self._clock = clock
        self.redact = redact
        self._count = 0

    def report(self, error: BaseException) -> str:
        """Write the traceback, without values of variables, and say where in one sentence."""
        fault = error.error if isinstance(error, WorkerFailed) else error
        try:
            path = self._write(_describe(fault))
        except OSError as problem:
            what = self.redact(f"{type(fault).__name__}: {fault}")
            return clean(
                f"The console stopped because of a fault of its own ({what}); no report could be "
                f"written to {self._folder}: {problem.strerror}.",
                limit=600,
            )
        return clean(
            f"The console stopped because of a fault of its own. The report, without keys, is in "
            f"{path} (should the terminal look wrong, type: reset)."
        )

    def note(self, error: BaseException) -> str:
        """Write down a fault that the program survives; only the first few of a run.

        Returns:
            A sentence about it, for people.
        """
        words = "That did not work because of a fault of the console's own."
        if self._count >= _REPORTS_PER_RUN:
            return words
        try:
            path = self._write(_describe(error))
        except OSError:
            return words
        return clean(f"{words} The report, without keys, is in {path}.")

    def on_loop_problem(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Be asyncio's exception handler: its own would log the fault with its values."""
        del loop
        error = context.get("exception")
        self.note(error if error is not None else RuntimeError(str(context.get("message"))))

    def install(self) -> None:
        """Take over what Python itself prints of uncaught exceptions, in this and other threads."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_a_thread

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            sys.stderr.write(self.report(error) + "\n")
        else:
            sys.__excepthook__(kind, error, trace)

    def _on_uncaught_in_a_thread(self, problem: threading.ExceptHookArgs) -> None:
        self.note(problem.exc_value or RuntimeError(str(problem.exc_type)))

    def _write(self, text: str) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._count += 1
        moment = f"{self._clock.now():%Y%m%dT%H%M%SZ}"
        path = self._folder / f"crash-{moment}-{os.getpid()}-{self._count}.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(clean(self.redact(text), lines=True, limit=_REPORT_CHARACTERS) + "\n")
        return path


def _describe(error: BaseException) -> str:
    trace = "".join(traceback.TracebackException.from_exception(error).format())
    if not hasattr(error, "__rich__"):
        return trace
    # Textual's own errors (of a style sheet, say) tell what is wrong only when drawn.
    console = Console(file=StringIO(), width=100, color_system=None)
    with console.capture() as drawn:
        console.print(error)
    return trace + "\n" + drawn.get()
