"""A record as JSON, with names and values told apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from rich.cells import cell_len

from console.text import clean
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from console.tui.widgets.reader import Line

_LINE = re.compile(r'( *)("(?:[^"\\]|\\.)*": )?(.*)', re.DOTALL)
_LONGEST = 100_000


def json_page(raw: Mapping[str, Any], width: int) -> list[Paragraph]:
    """The object laid out; values longer than a line go on under their beginning."""
    try:
        text = json.dumps(raw, indent=2, ensure_ascii=False, default=dict)
    except RecursionError:
        text = "nested too deep to be shown"
    lines = [_parts(line) for line in text.split("\n")]
    keys = _keys(lines)
    return [Paragraph(key, _lines(parts, width)) for key, parts in zip(keys, lines, strict=True)]


def _parts(line: str) -> tuple[str, str, str]:
    """A line's indent, its name with the colon, and its value."""
    found = _LINE.fullmatch(clean(line, limit=_LONGEST))
    return (found[1], found[2] or "", found[3]) if found else ("", "", "")


def _keys(lines: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """A key for each line: the way to it from the outside, numbered where there are several."""
    way: list[str] = []
    seen: Counter[str] = Counter()
    for indent, name, value in lines:
        way[len(indent) // 2 :] = [name or value]
        key = "/".join(way)
        seen[key] += 1
        yield f"{key} {seen[key]}"


def _lines(line: tuple[str, str, str], width: int) -> tuple[Line, ...]:
    indent, name, value = line
    head = indent + name
    parts = wrap(value, max(8, width - cell_len(head)))
    tone = _tone(value)
    first: Line = (Cell(indent), Cell(name, Tone.ACCENT), Cell(parts[0], tone))
    return (first, *((Cell(" " * cell_len(head)), Cell(part, tone)) for part in parts[1:]))


def _tone(value: str) -> Tone:
    if value.startswith('"'):
        return Tone.PLAIN
    return Tone.DIM if value.strip("{}[], ") in {"", "null"} else Tone.STRONG
