"""What a prompt asks for."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"\{\{\s*([\w.\-]+)\s*\}\}")


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the `{{variables}}` in a prompt or first message, each once, in order."""
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))
