"""How a call can have turned out (the API notes, Outcomes)."""

from typing import Self

from console.api.fields import Flag, Line, Prose, UnreadableError, members
from console.api.records.base import Record
from console.api.vocabulary import normal


class Outcome(Record):
    """One outcome that a call can be given."""

    name: Line = None
    """Its identifier, as in `callback_requested`."""
    label: Line = None
    """Its words for people."""
    description: Prose = None
    is_active: Flag = None
    builtin: Flag = None
    """True for those that every account has."""

    @classmethod
    def read_builtin(cls, raw: object) -> Self:
        """Read an outcome that every account has: bare text, or an object that may lack an id.

        Raises:
            UnreadableError: if it names no outcome.
        """
        came = {"label": raw} if isinstance(raw, str) else dict(members(raw))
        label = came.get("label") or came.get("name")
        if not isinstance(label, str):
            raise UnreadableError("the outcome has no name")
        return cls.read({"id": normal(label), "label": label, **came, "builtin": True})
