"""Keeping calls: whole, once, the later read of each, and never in anybody's way."""

from __future__ import annotations

import asyncio
import os
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.api.records.call import Call
from console.archive.drafts import Draft
from console.archive.errors import ArchiveError
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.insight.moments import Now
from tests.archive.conftest import opened

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ALL = parse("", HISTORY)


def call(number: int = 1, **fields: Any) -> Call:
    """A call of some minutes before noon."""
    created = NOON - timedelta(minutes=number)
    raw = {"id": f"call_{number}", "status": "completed", "created_at": created.isoformat()}
    return Call.read({**raw, **fields})


async def ids(archive: Archive, text: str = "") -> list[str]:
    wanted = parse(text, HISTORY, Now(NOON, UTC))
    page = await archive.calls.page(wanted, {"agt_1": "Sales"})
    return [each.id for each in page.calls]


class TestACall:
    async def test_is_kept_whole_over_sessions(self, path: Path) -> None:
        hostile: dict[str, Any] = {
            "transcript": "nul \x00, lone \ud83d, right to left \u202e, \x1b[31m",
            "unknown": {"deep": [1, 2.5, None, True, 10**40, {"": ""}]},
            "variables": {"\ud83d": "\udc00", "'; DROP TABLE calls; --": '" OR "'},
            "messages": "not a list",
            "duration_seconds": float("inf"),
        }
        kept = call(**hostile)
        async with opened(path) as archive:
            await archive.calls.put([kept])
        async with opened(path) as archive:
            found = await archive.calls.get(kept.id)

        assert found is not None
        assert found.raw == kept.raw
        assert found.variables == kept.variables

    async def test_that_is_not_there_is_none(self, archive: Archive) -> None:
        assert await archive.calls.get("call_1") is None

    async def test_that_is_dropped_is_found_no_more(self, archive: Archive) -> None:
        await archive.calls.put([call(1, transcript="hello"), call(2, transcript="hello")])
        await archive.calls.drop("call_1")
        await archive.calls.drop("call_1")

        assert await archive.calls.get("call_1") is None
        assert await ids(archive, "hello") == ["call_2"]

    async def test_counts_once_however_often_it_is_read(self, archive: Archive) -> None:
        assert await archive.calls.put([call(1), call(2)]) == 2
        assert await archive.calls.put([call(1), call(2), call(3), call(3)]) == 1
        assert await ids(archive) == ["call_1", "call_2", "call_3"]

    async def test_is_as_its_later_read_tells(self, archive: Archive) -> None:
        later, earlier = "2026-06-01T13:00:00Z", "2026-06-01T12:30:00Z"
        await archive.calls.put([call(outcome="Interested", updated_at=later)])
        assert await archive.calls.put([call(outcome="Voicemail", updated_at=earlier)]) == 0

        assert await ids(archive, "outcome:interested") == ["call_1"]
        assert await ids(archive, "outcome:voicemail") == []

    async def test_that_has_ended_never_lives_again(self, archive: Archive) -> None:
        await archive.calls.put([call(status="failed", updated_at="2026-06-01T12:30:00Z")])
        late = call(status="in_progress", updated_at="2026-06-01T13:00:00Z")

        assert await archive.calls.put([late]) == 0
        assert await ids(archive, "status:failed") == ["call_1"]

    async def test_under_an_id_that_was_given_before_replaces_the_earlier_one(
        self, archive: Archive
    ) -> None:
        await archive.calls.put([call(summary="old")])
        again = call(status="queued", created_at="2026-06-02T12:00:00Z")
        await archive.calls.put([again])

        assert await archive.calls.get("call_1") == again
        assert await ids(archive, "since:2026-06-02") == ["call_1"]
        assert await ids(archive, "until:2026-06-01") == []

    async def test_stands_beside_others_of_the_same_moment(self, archive: Archive) -> None:
        moment = NOON.isoformat()
        same = [call(number, created_at=moment) for number in range(1, 6)]
        await archive.calls.put(same)
        await archive.calls.put([call(9, created_at=moment)])

        assert sorted(await ids(archive, "on:2026-06-01")) == [
            "call_1", "call_2", "call_3", "call_4", "call_5", "call_9",
        ]  # fmt: skip

    async def test_is_found_by_the_name_that_its_agent_has_now(self, archive: Archive) -> None:
        await archive.calls.put([call(agent_id="agt_1")])
        wanted = parse("agent:support", HISTORY)

        before = await archive.calls.page(wanted, {"agt_1": "Sales"})
        after = await archive.calls.page(wanted, {"agt_1": "Support"})
        assert (len(before.calls), len(after.calls)) == (0, 1)


class TestKeepingManyCalls:
    async def test_happens_whole_or_not_at_all(self, archive: Archive) -> None:
        await archive.write(
            lambda connection: connection.execute(
                "CREATE TRIGGER trap BEFORE INSERT ON calls WHEN new.id = 'call_2'"
                " BEGIN SELECT raise(ABORT, 'full'); END"
            )
        )
        with pytest.raises(ArchiveError, match="full"):
            await archive.calls.put([call(1), call(2), call(3)])

        assert await ids(archive) == []

    async def test_may_be_done_by_two_consoles(self, path: Path) -> None:
        async with opened(path) as one, opened(path) as two:
            await asyncio.gather(
                *(one.calls.put([call(number)]) for number in range(20)),
                *(two.calls.put([call(number)]) for number in range(10, 30)),
            )
            assert len(await ids(one)) == len(await ids(two)) == 30

    async def test_works_without_a_file(self, tmp_path: Path) -> None:
        async with opened(None) as archive:
            await archive.calls.put([call(1), call(2)])
            assert await ids(archive, "until:11:59") == ["call_2"]
            assert (await archive.retention.size()).calls == 2
        assert os.listdir(tmp_path) == []  # noqa: PTH208 - the loop has nothing else to do


class TestASearch:
    @pytest.fixture
    def busy(self) -> threading.Event:
        return threading.Event()

    def endless(self, busy: threading.Event) -> Any:
        """A search that never ends by itself, and says when it has begun."""

        def work(connection: sqlite3.Connection) -> None:
            busy.set()
            connection.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                " SELECT count(*) FROM n"
            ).fetchone()

        return work

    async def begin(self, archive: Archive, busy: threading.Event) -> asyncio.Task[None]:
        searching = asyncio.create_task(archive.search(self.endless(busy)))
        await asyncio.to_thread(busy.wait)
        return searching

    async def test_holds_up_no_write(self, archive: Archive, busy: threading.Event) -> None:
        searching = await self.begin(archive, busy)

        draft = Draft("model", {}, {"system_prompt": "text"}, NOON)
        await archive.drafts.keep("llm_1", draft)
        assert await archive.drafts.of("llm_1") == draft
        assert not searching.done()
        searching.cancel()

    @pytest.mark.parametrize("on_disk", [True, False])
    async def test_is_given_up_when_nobody_waits_for_it(
        self, path: Path, busy: threading.Event, on_disk: bool
    ) -> None:
        async with opened(path if on_disk else None) as archive:
            await archive.calls.put([call(1)])
            searching = await self.begin(archive, busy)
            searching.cancel()

            assert await ids(archive) == ["call_1"]
            with pytest.raises(asyncio.CancelledError):
                await searching

    async def test_is_given_up_when_the_archive_is_closed(
        self, archive: Archive, busy: threading.Event
    ) -> None:
        searching = await self.begin(archive, busy)
        await archive.close()

        with pytest.raises(ArchiveError, match="interrupted"):
            await searching


class TestValues:
    async def test_are_those_that_were_seen_the_most_frequent_first(self, archive: Archive) -> None:
        await archive.calls.put(
            [
                call(1, end_reason="sip_486", variables={"Plan": "Team"}, to_number="+4915"),
                call(2, end_reason="user_hangup", variables={"Plan": "Zoë"}),
                call(3, end_reason="USER_HANGUP", variables={"order": "7"}),
            ]
        )

        assert await archive.calls.values("reason") == ["user_hangup", "sip_486"]
        assert await archive.calls.values("reason", "SIP") == ["sip_486"]
        assert await archive.calls.values("reason", at_most=1) == ["user_hangup"]
        assert await archive.calls.values("to") == ["+4915"]
        assert await archive.calls.values("var.") == ["var.Plan", "var.order"]
        assert await archive.calls.values("var.Plan", "zoe") == ["Zoë"]


class TestFacets:
    async def test_count_the_latest_calls_alone_where_words_are_looked_for(
        self, archive: Archive
    ) -> None:
        await archive.calls.put([call(n, transcript="hello") for n in range(5)])

        some = await archive.calls.facets(parse("hello", HISTORY), {}, UTC, at_most=3)
        every = await archive.calls.facets(ALL, {}, UTC, at_most=3)
        assert (some.calls, some.complete) == (3, False)
        assert (every.calls, every.complete) == (5, True)
        assert every.counts["hour"] == {"11": 4, "12": 1}
        assert every.counts["status"] == {"completed": 5}
