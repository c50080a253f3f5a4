"""Letting calls go that are too old, or for which there is no room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.archive.call_entries import EPOCH, HELD, Held, key_of, remove
from console.archive.call_terms import FIRST

if TYPE_CHECKING:
    import sqlite3

    from console.archive.store import Archive

_AT_ONCE = 50
"""Calls that go in one transaction, some 30 ms: nobody who saves a draft waits for longer."""
_FEW_PAGES = 100
"""Of 8 kB, that are free in the file without calls ever having been in it."""
_TABLES = ("calls", "call_records", "call_kinds", "call_numbers", "marks")
"""All that hold something of calls, but for the search index."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is kept.

    Attributes:
        calls: how many calls.
        bytes: what they and all else take in the file.
        first: the time of the earliest of them; None without any that tells one.
    """

    calls: int
    bytes: int
    first: datetime | None


class Retention:
    """Lets the earliest calls go, a few at a time; calls that tell no time count as early."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def size(self) -> Size:
        """How much is kept.

        Raises:
            ArchiveError: it could not be told.
        """
        return await self._archive.search(_size)

    async def forget_before(self, moment: datetime) -> int:
        """Let go of all calls of before a moment.

        Returns:
            How many they were.

        Raises:
            ArchiveError: not all could go.
        """
        return await self._forget(key_of(moment), None)

    async def forget_beyond(self, most_bytes: int) -> int:
        """Let go of the earliest calls for which there is no room, at least of some then.

        The file gives nothing back, but what has become free in it is used again.

        Returns:
            How many they were.

        Raises:
            ArchiveError: not all could go.
        """
        size = await self.size()
        if size.bytes <= most_bytes:
            return 0
        return await self._forget(None, -(-size.calls * (size.bytes - most_bytes) // size.bytes))

    async def _forget(self, before: int | None, most: int | None) -> int:
        gone = 0
        while most is None or gone < most:
            limit = _AT_ONCE if most is None else min(_AT_ONCE, most - gone)
            count = await self._archive.write(
                lambda connection, limit=limit: _remove_first(connection, before, limit),
                at_once=False,
            )
            gone += count
            if count < limit:
                break
        return gone


def forget_all(connection: sqlite3.Connection) -> None:
    """Let go of all calls, and give the room they took on the disk back."""
    [(free,)] = connection.execute("PRAGMA freelist_count")
    if free < _FEW_PAGES and not connection.execute("SELECT 1 FROM calls LIMIT 1").fetchone():
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of ours
        connection.execute("INSERT INTO call_search (call_search) VALUES ('delete-all')")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove_first(connection: sqlite3.Connection, before: int | None, limit: int) -> int:
    rows = connection.execute(
        f"{HELD} WHERE ? IS NULL OR key < ? ORDER BY key LIMIT ?", (before, before, limit)
    ).fetchall()
    for row in rows:
        remove(connection, Held(*row))
    return len(rows)


def _size(connection: sqlite3.Connection) -> Size:
    pages, free, page_bytes = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    [(calls,)] = connection.execute("SELECT count(*) FROM calls")
    [(first,)] = connection.execute("SELECT min(key) FROM calls WHERE key >= ?", (FIRST,))
    moment = None if first is None else EPOCH + timedelta(milliseconds=first)
    return Size(calls, (pages - free) * page_bytes, moment)
