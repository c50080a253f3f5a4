"""What may be sent to others: words without keys, and without the name of the person."""

from __future__ import annotations

import getpass
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEYS = re.compile(r"Bearer\s+\S+|oi_[a-z]+_[^\s·]+")
_HIDDEN = "‹key›"


@dataclass(frozen=True, slots=True)
class Hiding:
    """Hides what is the person's own.

    Attributes:
        home: their home folder, shown as `~`.
        user: their name, which may stand in other paths too.
    """

    home: str
    user: str

    @classmethod
    def of_this_person(cls) -> Self:
        """Hides the home and the name of whoever runs this; what the system does not tell stays."""
        home = user = ""
        with suppress(RuntimeError):
            home = str(Path.home())
        with suppress(OSError, KeyError):
            user = getpass.getuser()
        return cls(home, user)

    def __call__(self, text: str, keys: Iterable[str]) -> str:
        """A text as it may be sent to others."""
        for key in sorted(filter(None, keys), key=len, reverse=True):
            text = text.replace(key, _HIDDEN)
        text = _KEYS.sub(_HIDDEN, text)
        if len(self.home) > 1:
            text = re.sub(rf"{re.escape(self.home.rstrip('/'))}(?![\w-])", "~", text)
        if self.user:
            text = re.sub(rf"(?<=/){re.escape(self.user)}(?![\w-])", "~", text)
        return text
