"""Files of earlier consoles: what was kept then is there and is found."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from console.api.records.call import Call
from console.archive.call_entries import SLOT, Entry, entries_of
from console.archive.drafts import Draft
from console.archive.schema import MIGRATIONS, migrate
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CALLS = [
    Call.read(
        {
            "id": f"call_{number}",
            "status": ("completed", "failed")[number % 2],
            "agent_id": "agt_1",
            "created_at": (NOON - timedelta(hours=number)).isoformat(),
            "transcript": f"common word{'abcdef'[number]} said",
        }
    )
    for number in range(6)
]


def begin(path: Path, version: int) -> sqlite3.Connection:
    """A file as the console of that version left it, open for more."""
    path.parent.mkdir(mode=0o700, parents=True)
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, MIGRATIONS[:version])
    return connection


def keep_as_the_second(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    """Keep a call as the console of the second version did."""
    connection.execute(
        "INSERT OR IGNORE INTO call_kinds (agent, status, type, way, reason, outcome, number)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.facts,
    )
    [(kind,)] = connection.execute(
        "SELECT id FROM call_kinds WHERE agent = ? AND status = ?", entry.facts[:2]
    )
    connection.execute("INSERT INTO call_records VALUES (?, ?)", (number, entry.raw))
    connection.execute(
        "INSERT INTO calls VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL)",
        (entry.key, entry.call.id, kind, entry.key // SLOT, number),
    )
    tokens = " ".join(entry.tokens)
    connection.execute("INSERT INTO call_search (rowid, tokens) VALUES (?, ?)", (entry.key, tokens))
    words = [(token,) for token in entry.tokens if token.isalpha()]
    connection.executemany("INSERT OR IGNORE INTO call_words VALUES (?)", words)


async def found(archive: Archive, text: str) -> Iterator[str]:
    page = await archive.calls.page(parse(text, HISTORY), {})
    return (call.id for call in page.calls)


class TestTheSearchIndex:
    @pytest.mark.parametrize("version", range(len(MIGRATIONS)))
    async def test_joins_eight_parts_at_a_time_whoever_began_the_file(
        self, path: Path, version: int
    ) -> None:
        begin(path, version).close()
        async with opened(path) as archive:
            kept = "SELECT v FROM call_search_config WHERE k = 'automerge'"
            rows = await archive.read(lambda connection: connection.execute(kept).fetchall())
        assert rows == [(8,)]

    async def test_is_written_to_a_log_of_some_size_before_that_is_moved(
        self, archive: Archive
    ) -> None:
        asked = ("page_size", "wal_autocheckpoint", "journal_mode")
        rows = await archive.read(
            lambda connection: [connection.execute(f"PRAGMA {each}").fetchone() for each in asked]
        )
        assert rows == [(8192,), (4096,), ("wal",)]


class TestAFileOfAnEarlierVersion:
    @pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
    async def test_still_has_its_drafts(self, path: Path, version: int) -> None:
        connection = begin(path, version)
        connection.execute(
            "INSERT INTO drafts VALUES ('llm_1', 'model', '{}', '{}', ?)", (NOON.isoformat(),)
        )
        connection.close()

        async with opened(path) as archive:
            assert await archive.drafts.of("llm_1") == Draft("model", {}, {}, NOON)
            assert archive.notices == ()

    async def test_of_the_second_still_has_its_calls_and_finds_them(self, path: Path) -> None:
        connection = begin(path, 2)
        for number, entry in enumerate(entries_of(CALLS)):
            keep_as_the_second(connection, number, entry)
        connection.close()

        async with opened(path) as archive:
            assert list(await found(archive, "wordc")) == ["call_2"]
            assert list(await found(archive, "comm status:failed")) == [
                "call_1",
                "call_3",
                "call_5",
            ]
            facets = await archive.calls.facets(parse("", HISTORY), {}, UTC)
            assert facets.counts["status"] == {"completed": 3, "failed": 3}
            assert facets.counts["hour"] == {str(hour): 1 for hour in range(7, 13)}

            await archive.calls.drop("call_2")
            assert list(await found(archive, "wordc")) == []
            facets = await archive.calls.facets(parse("", HISTORY), {}, UTC)
            assert facets.counts["status"] == {"failed": 3, "completed": 2}
