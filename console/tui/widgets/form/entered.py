"""What fields say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from console.actions.forms.field_entry import Entry


class Entered(Message):
    """Somebody has entered something into a field."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class ListWanted(Message):
    """Somebody wants to choose from a list instead of typing."""


class Step(Message):
    """The cursor is to go on to the next field, or back by a negative number."""

    def __init__(self, way: int) -> None:
        super().__init__()
        self.way = way
