"""The journal: a line before and a line after everything that changes something.

A line is written and forced to disk before the request goes out, so that not even a crash can
hide an attempt. It never holds a key, a word of a transcript or a whole phone number.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import uuid4

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from console.clock import Clock


class Phase(StrEnum):
    """How far an attempt has come."""

    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    attempt: str
    """The same for the line before and the line after."""
    at: datetime
    profile: str
    action: str
    phase: Phase
    what: str
    """For people: what was to be done, or how it ended."""


class JournalError(Exception):
    """The journal cannot be written; what was about to be sent has not been sent."""


class Journal:
    """An append-only file of JSON lines, readable by its owner alone."""

    def __init__(self, path: Path, profile: str, clock: Clock) -> None:
        self._path = path
        self._profile = profile
        self._clock = clock

    def begin(self, action: str, what: str) -> str:
        """Write down what is about to be sent.

        Returns:
            The attempt's id, for `end`.

        Raises:
            JournalError: the line could not be written.
        """
        attempt = uuid4().hex
        self._append(attempt, action, Phase.SENDING, what)
        return attempt

    def end(self, attempt: str, action: str, phase: Phase, what: str) -> None:
        """Write down how an attempt ended.

        Raises:
            JournalError: the line could not be written.
        """
        self._append(attempt, action, phase, what)

    def entries(self) -> tuple[Entry, ...]:
        """Every line that can be read, oldest first; empty when there is no journal."""
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except OSError:
            return ()
        return tuple(_readable(text.splitlines()))

    def unfinished(self) -> tuple[Entry, ...]:
        """Attempts of this profile without a line after: the program ended in between."""
        open_attempts: dict[str, Entry] = {}
        for entry in self.entries():
            if entry.profile != self._profile:
                continue
            if entry.phase is Phase.SENDING:
                open_attempts[entry.attempt] = entry
            else:
                open_attempts.pop(entry.attempt, None)
        return tuple(open_attempts.values())

    def _append(self, attempt: str, action: str, phase: Phase, what: str) -> None:
        line = json.dumps(
            {
                "attempt": attempt,
                "at": self._clock.now().isoformat(),
                "profile": self._profile,
                "action": action,
                "phase": phase.value,
                "what": what,
            },
            ensure_ascii=False,
        )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                _write_line(descriptor, line.encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise JournalError(
                f"The journal {self._path} cannot be written: {error.strerror}."
            ) from error


class NoJournal(Journal):
    """Takes nothing down: what is only tried has not been attempted."""

    def _append(self, attempt: str, action: str, phase: Phase, what: str) -> None:
        pass


def masked(number: str | None) -> str:
    """A phone number with all but its country's first digits and its last four hidden."""
    if not number:
        return "no number"
    return f"{number[:3]}…{number[-4:]}" if len(number) > 8 else "…"


def _write_line(descriptor: int, line: bytes) -> None:
    """Write a whole line, below what a full disk may have cut off of the one before."""
    size = os.fstat(descriptor).st_size
    begun = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    left = b"\n" * begun + line + b"\n"
    while left:  # a full disk takes a part, and only then none
        left = left[os.write(descriptor, left) :]


def _readable(lines: list[str]) -> Iterator[Entry]:
    for line in lines:
        try:
            data: Mapping[str, object] = json.loads(line)
            yield Entry(
                attempt=clean(data["attempt"]),
                at=datetime.fromisoformat(str(data["at"])),
                profile=clean(data["profile"]),
                action=clean(data["action"]),
                phase=Phase(str(data["phase"])),
                what=clean(data["what"]),
            )
        except (ValueError, KeyError, TypeError):
            continue
