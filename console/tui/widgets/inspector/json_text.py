"""A record as JSON, with names and values told apart."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from console.text import clean
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from console.tui.widgets.reader import Line

_LINE = re.compile(r'( *)("(?:[^"\\]|\\.)*": )?(.*)', re.DOTALL)
_LONGEST = 100_000


def json_page(raw: Mapping[str, Any], width: int) -> list[Paragraph]:
    """The object laid out; values longer than a line go on under their beginning."""
    try:
        text = json.dumps(raw, indent=2, ensure_ascii=False)
    except RecursionError:
        text = "nested too deep to be shown"
    return [
        Paragraph(f"line {number}", _lines(line, width))
        for number, line in enumerate(text.split("\n"))
    ]


def _lines(text: str, width: int) -> tuple[Line, ...]:
    found = _LINE.fullmatch(clean(text, limit=_LONGEST))
    indent, name, value = found.groups("") if found else ("", "", text)
    head = f"{indent}{name}"
    parts = wrap(value, max(8, width - len(head)))
    tone = _tone(value)
    first: Line = (Cell(indent), Cell(name, Tone.ACCENT), Cell(parts[0], tone))
    return (first, *((Cell(" " * len(head)), Cell(part, tone)) for part in parts[1:]))


def _tone(value: str) -> Tone:
    if value.startswith('"'):
        return Tone.PLAIN
    return Tone.DIM if value.strip("{}[], ") in {"", "null"} else Tone.STRONG
