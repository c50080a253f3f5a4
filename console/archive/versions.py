"""Every text of a prompt or greeting that the console has seen or saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from console.archive.schema import exact, stamp

if TYPE_CHECKING:
    import sqlite3

    from console.archive.store import Archive

_COLUMNS = "id, record_id, field, text, at, source, by, note"
_OF = "FROM versions WHERE record_id = ? AND field = ?"


class Source(StrEnum):
    """How the console came by a version."""

    SEEN = "seen"
    SAVED = "saved"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of one field."""

    id: int
    record_id: str
    field: str
    text: str
    """Exactly as the platform had it; not safe to draw."""
    at: datetime
    """When the platform changed its record, as far as it said; else when it was read."""
    source: Source
    by: str
    """Who made it, as far as is known; else empty."""
    note: str


class Versions:
    """The histories of texts, by record and field."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def saw(
        self,
        record_id: str,
        field: str,
        text: str,
        *,
        at: datetime,
        source: Source = Source.SEEN,
        by: str = "",
        note: str = "",
    ) -> bool:
        """Keep a text, unless the versions around it in time say the same.

        A read that was overtaken by a save is therefore no new version; and a version that was
        seen before its own save was recorded becomes the saved one.

        Returns:
            Whether it is a new version.

        Raises:
            ArchiveError: it could not be kept.
        """

        def work(connection: sqlite3.Connection) -> bool:
            key = (record_id, field, stamp(at))
            before = _first(connection, "at <= ? ORDER BY at DESC, id DESC", key)
            after = _first(connection, "at > ? ORDER BY at, id", key)
            if before and before.text == text:
                if before.source is Source.SEEN and source is not Source.SEEN:
                    connection.execute(
                        "UPDATE versions SET source = ?, by = CAST(? AS TEXT),"
                        " note = CAST(? AS TEXT) WHERE id = ?",
                        (source, exact(by), exact(note), before.id),
                    )
                return False
            if after and after.text == text:
                return False
            connection.execute(
                "INSERT INTO versions (record_id, field, at, source, by, note, text) VALUES"
                " (?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))",
                (*key, source, exact(by), exact(note), exact(text)),
            )
            return True

        return await self._archive.write(work)

    async def of(self, record_id: str, field: str) -> tuple[Version, ...]:
        """All versions of one field, the latest first.

        Raises:
            ArchiveError: they could not be read.
        """

        def work(connection: sqlite3.Connection) -> tuple[Version, ...]:
            query = f"SELECT {_COLUMNS} {_OF} ORDER BY at DESC, id DESC"
            return tuple(_version(row) for row in connection.execute(query, (record_id, field)))

        return await self._archive.read(work)


def _first(
    connection: sqlite3.Connection, condition: str, key: tuple[str, str, str]
) -> Version | None:
    query = f"SELECT {_COLUMNS} {_OF} AND {condition} LIMIT 1"
    row = connection.execute(query, key).fetchone()
    return _version(row) if row else None


def _version(row: tuple[Any, ...]) -> Version:
    number, record_id, field, text, at, source, by, note = row
    return Version(
        number, record_id, field, text, datetime.fromisoformat(at), Source(source), by, note
    )
