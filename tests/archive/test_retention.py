"""Letting calls go: the earliest first, without a trace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from console.api.records.call import Call
from console.insight.filter_language import HISTORY
from console.insight.filters import parse

if TYPE_CHECKING:
    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
COUNT = 120
"""More than go in one transaction."""


def history() -> list[Call]:
    """Calls of one a day, the latest at noon, each with a word of its own."""
    return [
        Call.read(
            {
                "id": f"call_{day}",
                "created_at": (NOON - timedelta(days=day)).isoformat(),
                "transcript": f"common {chr(97 + day // 26)}{chr(97 + day % 26)}word",
                "metadata": {"long": "x" * 5000},
            }
        )
        for day in range(COUNT)
    ]


async def ids(archive: Archive, text: str = "") -> list[str]:
    page = await archive.calls.page(parse(text, HISTORY), {}, limit=COUNT)
    return [call.id for call in page.calls]


class TestForgetting:
    async def test_what_is_too_old_leaves_the_rest(self, archive: Archive) -> None:
        await archive.calls.put(history())

        assert await archive.retention.forget_before(NOON - timedelta(days=10)) == COUNT - 11
        assert await ids(archive) == [f"call_{day}" for day in range(11)]
        assert await ids(archive, "common") == [f"call_{day}" for day in range(11)]
        assert await archive.retention.forget_before(NOON - timedelta(days=10)) == 0

    async def test_leaves_no_trace_of_what_was_said(self, archive: Archive) -> None:
        await archive.calls.put(history())
        await archive.retention.forget_before(NOON)

        left = await archive.read(
            lambda connection: (
                connection.execute(
                    "SELECT DISTINCT term FROM call_words WHERE term NOT GLOB '*[#=+.]*'"
                ).fetchall(),
                connection.execute("SELECT count(*) FROM call_records").fetchone(),
                connection.execute("SELECT count(*) FROM call_numbers").fetchone(),
            )
        )
        assert left == ([("aaword",), ("common",)], (1,), (0,))

    async def test_calls_that_tell_no_time_go_first(self, archive: Archive) -> None:
        await archive.calls.put([Call.read({"id": "call_x"}), *history()[:2]])

        assert await ids(archive) == ["call_0", "call_1", "call_x"]
        await archive.retention.forget_before(NOON - timedelta(days=50))
        assert await ids(archive) == ["call_0", "call_1"]


class TestTheSize:
    async def test_is_told(self, archive: Archive) -> None:
        await archive.calls.put(history())

        size = await archive.retention.size()
        assert size.calls == COUNT
        assert size.first == NOON - timedelta(days=COUNT - 1)
        assert size.bytes > 0

    async def test_is_kept_by_letting_the_earliest_calls_go(self, archive: Archive) -> None:
        await archive.calls.put(history())
        before = await archive.retention.size()

        assert await archive.retention.forget_beyond(before.bytes) == 0
        gone = await archive.retention.forget_beyond(before.bytes // 2)
        assert COUNT // 3 < gone < COUNT
        assert await ids(archive) == [f"call_{day}" for day in range(COUNT - gone)]
