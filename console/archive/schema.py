"""The tables, and how a file of an older console becomes one of this console."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

Migration = tuple[str, ...]
"""Statements that lead from one version of the schema to the next."""

MIGRATIONS: tuple[Migration, ...] = (
    (
        """
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            record_id TEXT NOT NULL,
            field TEXT NOT NULL,
            text TEXT NOT NULL,
            at TEXT NOT NULL,
            source TEXT NOT NULL,
            by TEXT NOT NULL,
            note TEXT NOT NULL
        )
        """,
        "CREATE INDEX versions_in_time ON versions (record_id, field, at, id)",
        """
        CREATE TABLE drafts (
            record_id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            base TEXT NOT NULL,
            edited TEXT NOT NULL,
            at TEXT NOT NULL
        )
        """,
    ),
)
"""All migrations since the first version. One that has been released never changes."""


class NewerSchemaError(Exception):
    """The file was written by a newer console, whose tables this one does not know."""


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a database up to date, all of it or nothing.

    Raises:
        NewerSchemaError: it is ahead of these migrations; it is left as it was.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        _catch_up(connection, migrations)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _catch_up(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    done = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if done > len(migrations):
        raise NewerSchemaError
    for statements in migrations[done:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def stamp(moment: datetime) -> str:
    """A time as it is stored: ISO 8601 in UTC, of one width so that its text sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def exact(text: str) -> bytes:
    """A text to be bound as `CAST(? AS TEXT)`: lone surrogates, which JSON allows, stay."""
    return text.encode("utf-8", "surrogatepass")


def as_text(stored: bytes) -> str:
    """A stored text as it was given to `exact`."""
    return stored.decode("utf-8", "surrogatepass")
