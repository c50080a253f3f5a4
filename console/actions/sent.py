"""The journal as attempts: what was sent, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.journal import Entry, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDS = {
    Phase.SENDING: "no answer yet",
    Phase.DONE: "done",
    Phase.REFUSED: "refused",
    Phase.UNKNOWN: "answer lost",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt: its line before, and those after."""

    lines: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """What was about to be sent."""
        return self.lines[0]

    @property
    def phase(self) -> Phase:
        """How it ended, as far as is known."""
        return self.lines[-1].phase

    @property
    def ended(self) -> str:
        """How it ended, for people."""
        return _ENDS[self.phase]

    @property
    def unfinished(self) -> bool:
        """Whether nobody wrote down how it ended: it goes on, or the program ended before it."""
        return self.phase is Phase.SENDING

    @property
    def what(self) -> str:
        """What was to be done, and how each line after told of its end."""
        return " · ".join(dict.fromkeys(entry.what for entry in self.lines))


def attempts(entries: Iterable[Entry]) -> dict[str, Sent]:
    """The attempts of a journal by their ids, newest first."""
    lines: dict[str, list[Entry]] = {}
    for entry in entries:
        lines.setdefault(entry.attempt, []).append(entry)
    return {attempt: Sent(tuple(lines[attempt])) for attempt in reversed(lines)}
