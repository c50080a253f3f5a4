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
    (
        # A call's key is its time in milliseconds since 1970, counted on where that is taken.
        """
        CREATE TABLE calls (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            record INTEGER NOT NULL,
            dur REAL,
            cost REAL,
            slow REAL
        )
        """,
        "CREATE INDEX calls_by_kind ON calls (kind, slot)",
        "CREATE INDEX calls_by_slot ON calls (slot, kind)",
        "CREATE INDEX calls_by_dur ON calls (dur)",
        "CREATE INDEX calls_by_cost ON calls (cost)",
        "CREATE INDEX calls_by_slow ON calls (slow)",
        "CREATE TABLE call_records (id INTEGER PRIMARY KEY, raw BLOB NOT NULL)",
        # What calls have in common, once for all that have the same.
        """
        CREATE TABLE call_kinds (
            id INTEGER PRIMARY KEY,
            agent TEXT NOT NULL,
            status TEXT NOT NULL,
            type TEXT NOT NULL,
            way TEXT NOT NULL,
            reason TEXT NOT NULL,
            outcome TEXT NOT NULL,
            number TEXT NOT NULL,
            UNIQUE (agent, status, type, way, reason, outcome, number)
        )
        """,
        """
        CREATE TABLE call_numbers (
            key INTEGER NOT NULL,
            name TEXT NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (key, name, value)
        ) WITHOUT ROWID
        """,
        # The tokens are made by `tokens.py`: whoever changes them there rebuilds this table.
        """
        CREATE VIRTUAL TABLE call_search USING fts5 (
            tokens, content='', columnsize=0, tokenize="ascii tokenchars '.=#+'"
        )
        """,
        "CREATE TABLE call_words (word TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE marks (name TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        # The search index knows its words itself: to list them once more took a third of writing.
        "DROP TABLE call_words",
        "CREATE VIRTUAL TABLE call_words USING fts5vocab (call_search, instance)",
    ),
    (
        # Eight parts of the index become one at a time and not four: each word is moved on a
        # third less often, and a question has still few parts to look into.
        "INSERT INTO call_search (call_search, rank) VALUES ('automerge', 8)",
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
