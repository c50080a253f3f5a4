"""How far something has come that goes on where it stopped, such as reading all calls back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from console.archive.store import Archive


@dataclass(frozen=True, slots=True)
class Mark:
    """A state to go on from.

    Attributes:
        name: whose it is.
        state: what it needs to go on, as JSON can hold it.
    """

    name: str
    state: Mapping[str, Any]


class Marks:
    """One state for each name."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def of(self, name: str) -> Mapping[str, Any] | None:
        """Where something stopped; None when it has not begun.

        Raises:
            ArchiveError: it could not be read.
        """

        def work(connection: sqlite3.Connection) -> Mapping[str, Any] | None:
            query = "SELECT mark FROM marks WHERE name = ?"
            row = connection.execute(query, (name,)).fetchone()
            return json.loads(row[0]) if row else None

        return await self._archive.read(work)

    async def keep(self, mark: Mark) -> None:
        """Remember how far something has come.

        Raises:
            ArchiveError: it could not be kept.
        """
        await self._archive.write(lambda connection: keep_mark(connection, mark))


def keep_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Remember a mark within a transaction, along with what it tells of."""
    connection.execute(
        "INSERT OR REPLACE INTO marks VALUES (?, ?)", (mark.name, json.dumps(dict(mark.state)))
    )
