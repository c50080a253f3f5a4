"""Writing calls: how one becomes rows, and how it leaves them again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from console.api.packed import PackedObject
from console.api.records.call import Call
from console.archive.errors import DamageError
from console.archive.tokens import NUMBERS, numbers_of, tokens_of
from console.insight.call_fields import Facts, facts_of, moment_of
from console.insight.precedence import supersedes
from console.text import clean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

SLOT = 15 * 60 * 1000
"""Milliseconds of a slot: the hours of every zone begin with one."""
TIMELESS = -(10**17)
"""The keys of calls that tell no time begin here; all others are far above."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A call that is to be kept, with all that takes time to find out about it.

    Attributes:
        call: the call.
        raw: what came, packed.
        key: its key, if that is free.
        facts: what it has in common with others.
        numbers: its numbers by name.
        tokens: what it is found by.
    """

    call: Call
    raw: bytes
    key: int
    facts: Facts
    numbers: list[tuple[str, float]]
    tokens: list[str]


def entries_of(calls: Iterable[Call]) -> list[Entry]:
    """Make calls ready; one that cannot be written as JSON again is left out."""
    entries: list[Entry] = []
    for call in calls:
        with suppress(ValueError, RecursionError):
            entries.append(_entry(call))
    return entries


def _entry(call: Call) -> Entry:
    facts, numbers = facts_of(call), numbers_of(call)
    tokens = tokens_of(call, facts, numbers)
    # Packed at last: to look into a call that is packed takes twice as long.
    return Entry(call, pack(call), key_of(moment_of(call)), facts, numbers, tokens)


def pack(call: Call) -> bytes:
    """A call whole, as it came: lone surrogates stay as JSON writes them."""
    raw = call.raw if isinstance(call.raw, PackedObject) else PackedObject(call.raw)
    return raw.packed


def unpack(raw: bytes) -> Call:
    """A call as it was given to `pack`.

    Raises:
        DamageError: it is not what `pack` has made.
    """
    try:
        return Call.read_packed(raw)
    except ValueError as error:
        raise DamageError(f"A call in the archive is damaged: {clean(error)}.") from error


def key_of(moment: datetime | None) -> int:
    """The first key of a moment: milliseconds since 1970."""
    return TIMELESS if moment is None else (moment - EPOCH) // timedelta(milliseconds=1)


def put(connection: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Keep calls, each unless what is held of it is newer.

    Returns:
        How many were new or changed.
    """
    writing = _Writing(connection)
    # The search index takes many calls at once only if their keys rise.
    return sum(writing.put(entry) for entry in sorted(entries, key=lambda entry: entry.key))


class Held(NamedTuple):
    """A call that is kept, as `HELD` finds it."""

    key: int
    record: int
    raw: bytes


HELD = "SELECT key, record, raw FROM calls JOIN call_records r ON r.id = record"


def held(connection: sqlite3.Connection, call_id: str) -> Held | None:
    """A call that is kept, if it is."""
    row = connection.execute(f"{HELD} WHERE calls.id = ?", (call_id,)).fetchone()
    return Held(*row) if row else None


def remove(connection: sqlite3.Connection, held: Held) -> None:
    """Let a call go: the search index has to be told all that it was found by."""
    call = unpack(held.raw)
    connection.execute(
        "INSERT INTO call_search (call_search, rowid, tokens) VALUES ('delete', ?, ?)",
        (held.key, " ".join(tokens_of(call, facts_of(call), numbers_of(call)))),
    )
    connection.execute("DELETE FROM calls WHERE key = ?", (held.key,))
    connection.execute("DELETE FROM call_numbers WHERE key = ?", (held.key,))
    connection.execute("DELETE FROM call_records WHERE id = ?", (held.record,))


class _Writing:
    """One batch of calls on their way in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kinds: dict[Facts, int] = {}

    def put(self, entry: Entry) -> bool:
        """Keep a call; tell whether it is new or changed."""
        before = held(self._connection, entry.call.id)
        key = None
        if before is not None:
            if before.raw == entry.raw:
                return False
            call = unpack(before.raw)
            if not supersedes(entry.call, 0.0, call, 0.0):
                return False
            remove(self._connection, before)
            key = before.key if key_of(moment_of(call)) == entry.key else None
        self._insert(entry, self._free_key(entry.key) if key is None else key)
        return True

    def _free_key(self, key: int) -> int:
        while self._connection.execute("SELECT 1 FROM calls WHERE key = ?", (key,)).fetchone():
            key += 1
        return key

    def _insert(self, entry: Entry, key: int) -> None:
        if entry.facts not in self._kinds:
            self._kinds[entry.facts] = self._kind(entry.facts)
        numbers = dict(entry.numbers)
        record = self._connection.execute(
            "INSERT INTO call_records (raw) VALUES (?)", (entry.raw,)
        ).lastrowid
        self._connection.execute(
            "INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                entry.call.id,
                self._kinds[entry.facts],
                entry.key // SLOT,
                record,
                *(numbers.get(name) for name in NUMBERS),
            ),
        )
        self._connection.execute(
            "INSERT INTO call_search (rowid, tokens) VALUES (?, ?)", (key, " ".join(entry.tokens))
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO call_numbers VALUES (?, ?, ?)",
            ((key, name, value) for name, value in entry.numbers if name not in NUMBERS),
        )

    def _kind(self, facts: Facts) -> int:
        self._connection.execute(
            "INSERT OR IGNORE INTO call_kinds (agent, status, type, way, reason, outcome, number)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            facts,
        )
        return self._connection.execute(
            "SELECT id FROM call_kinds WHERE (agent, status, type, way, reason, outcome, number)"
            " = (?, ?, ?, ?, ?, ?, ?)",
            facts,
        ).fetchone()[0]
