"""What a prompt asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = r"[\w.\-]+"
"""What a variable's name is made of, as a regular expression."""

_PLACEHOLDER = re.compile(rf"\{{\{{\s*({NAME})\s*\}}\}}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `{{variable}}` where it stands: `text[start:end]`, spaces inside the braces included."""

    name: str
    start: int
    end: int


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Every place of a prompt or first message where a call's variable goes in, in order."""
    return tuple(
        Placeholder(found[1], found.start(), found.end()) for found in _PLACEHOLDER.finditer(text)
    )


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the `{{variables}}` in a prompt or first message, each once, in order."""
    return tuple(dict.fromkeys(place.name for place in placeholders(text)))
