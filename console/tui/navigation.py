"""From place to place, and back as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from console.actions.action import Place


@dataclass(frozen=True, slots=True)
class Among:
    """Records that belong together for a reason that no filter can tell.

    Attributes:
        words: what they have in common: "busy (486), last 24 h".
        ids: them.
    """

    words: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to go: a list, a part of it or a record in it; or the screen about one record."""

    place: Place
    record_id: str = ""
    filter: str = ""
    among: Among | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """A way from what is under the cursor to what belongs to it, for the menu of ways."""

    letter: str
    words: str
    note: str
    destination: Destination


class Go(Message):
    """Somebody wants to go somewhere else."""

    def __init__(self, destination: Destination) -> None:
        super().__init__()
        self.destination = destination


class Back(Message):
    """Somebody wants to return to where they came from."""
