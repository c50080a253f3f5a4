"""A quick look into an archive's file, for a shell that completes what somebody types.

The file is left as it is, and nobody is waited for.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import quote

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

AGENT_NAMES = "agent names"
"""The mark that has the names of agents by their ids."""
PROMPT_NAMES = "prompt names"
"""The mark that has the names of prompts by their ids."""
_FEW = 2_000
"""Calls that can be put in order at once; more of them are looked for from the latest on."""
_AT = "strftime('%Y-%m-%d %H:%M', c.key / 1000, 'unixepoch')"
"""A call's time in UTC; nothing for those that tell none, whose keys are before all times."""
_WAIT_SECONDS = 0.2
_LAST = "\U0010ffff"


class KeptCall(NamedTuple):
    """What tells a call from others."""

    id: str
    words: str
    """Its time in UTC, its status and its number, as far as they are known."""


def calls_of(path: Path, beginning: str, *, at_most: int = 50) -> list[KeptCall]:
    """The latest calls whose ids begin so.

    Raises:
        sqlite3.Error: there is no archive, or it cannot be read.
    """
    between = (beginning, beginning + _LAST)
    found = "SELECT key, id, kind FROM calls WHERE id >= ? AND id < ?"
    with closing(open_to_read(path)) as connection:
        [(count,)] = connection.execute(
            f"SELECT count(*) FROM ({found} LIMIT {_FEW + 1})",  # noqa: S608 - two of ours
            between,
        )
        # Where few begin so the index of ids finds them; else the first rows looked at do.
        calls = "calls" if count <= _FEW else "calls NOT INDEXED"
        rows = connection.execute(
            f"SELECT c.id, {_AT}, k.status, k.number FROM ({found.replace('calls', calls)}"  # noqa: S608
            " ORDER BY key DESC LIMIT ?) c JOIN call_kinds k ON k.id = c.kind ORDER BY c.key DESC",
            (*between, at_most),
        )
        return [KeptCall(clean(row[0]), clean(" ".join(filter(None, row[1:])))) for row in rows]


def agents_of(path: Path) -> Mapping[str, str]:
    """Agents by their ids: those that calls have had, and the names of those that were read.

    Raises:
        sqlite3.Error: there is no archive, or it cannot be read.
    """
    with closing(open_to_read(path)) as connection:
        rows = connection.execute("SELECT DISTINCT agent FROM call_kinds WHERE agent != ''")
        agents = {clean(row[0]): "" for row in rows}
        return agents | _names(connection, AGENT_NAMES)


def prompts_of(path: Path) -> Mapping[str, str]:
    """The names of prompts by their ids, as far as they were read.

    Raises:
        sqlite3.Error: there is no archive, or it cannot be read.
    """
    with closing(open_to_read(path)) as connection:
        return _names(connection, PROMPT_NAMES)


def open_to_read(path: Path) -> sqlite3.Connection:
    """An archive as it is, beside whoever writes it; nothing can be changed through this.

    Raises:
        sqlite3.Error: there is none.
    """
    name = f"file:{quote(str(path))}?mode=ro"
    return sqlite3.connect(name, uri=True, timeout=_WAIT_SECONDS)


def _names(connection: sqlite3.Connection, mark: str) -> dict[str, str]:
    row = connection.execute("SELECT mark FROM marks WHERE name = ?", (mark,)).fetchone()
    names = cast("Mapping[str, str]", json.loads(row[0] if row else "{}"))
    return {clean(record_id): clean(name) for record_id, name in names.items()}
