"""The figures of 24 hours: read back at leisure, then followed from the board."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.api.client import open_client
from console.api.errors import ApiError, Trouble
from console.api.pages import Page
from console.api.records.call import Call
from console.clock import SystemClock
from console.insight.day import DayTally, Figures
from console.live.day import Day
from console.session import Session
from tests.fakes import NOON, FakeClock, running, until
from tests.live.platform_double import Console, Platform, at, unreachable
from tests.sandbox_server import SECRET_KEY, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MINUTE = 60.0
HOUR = 60 * MINUTE
OURS = "+493012345678"


class History(Platform):
    """A platform whose list of all calls can be read by cursor.

    Attributes:
        cursors: whether it knows the cursor list at all.
        stale: records that the cursor list shows as they were long ago.
    """

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.cursors = True
        self.stale: dict[str, dict[str, Any]] = {}

    def had(self, count: int, every: float, **fields: Any) -> None:
        """So many calls that have ended, the youngest one interval ago."""
        for n in range(1, count + 1):
            begun = at(-n * every, self.clock.now())
            self.has(
                f"old-{n:04}", "completed", agent_id="a", created_at=begun, ended_at=begun, **fields
            )

    @property
    def calls(self) -> History:
        return self

    async def cursor_page(self, *, limit: int = 100, cursor: str | None = None) -> Page[Call]:
        await self._answer("cursor")
        rows = self._listed(None)
        ids = [row["id"] for row in rows]
        if not self.cursors or (cursor is not None and cursor not in ids):
            raise ApiError(Trouble.NOT_FOUND, "No such call.", status=404, sent=True)
        start = ids.index(cursor) + 1 if cursor else 0
        part = rows[start : start + limit]
        more = start + len(part) < len(rows)
        return Page(
            items=tuple(Call.read(self.stale.get(row["id"], row)) for row in part),
            unreadable=(),
            total=None,
            next_cursor=part[-1]["id"] if more else None,
            has_more=more,
            digest=b"",
        )


class Watched(Console):
    """A console that also knows the day."""

    def __init__(self, platform: History) -> None:
        super().__init__(platform)
        self.day: Day[Figures] = Day(
            platform,
            self.live,
            self.board,
            DayTally(),
            link=self.link,
            clock=platform.clock,
            rng=Random(11),
        )
        self.told: list[Figures] = []
        self.day.on_change.add(lambda _: self.told.append(self.day.of_agent("a")))


@pytest.fixture
def platform(clock: FakeClock) -> History:
    return History(clock)


@pytest.fixture
async def console(platform: History) -> AsyncIterator[Watched]:
    console = Watched(platform)
    async with running(platform.clock, console.link.run, console.live.run, console.day.run):
        yield console


class TestReadingBack:
    async def test_asks_nothing_until_somebody_wants_it(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(300, 60.0)
        await clock.advance(30.0)
        assert "cursor" not in platform.count()
        assert not console.day.complete
        assert console.day.since is None
        assert console.day.of_agent("a") == Figures()

    async def test_takes_a_page_a_second_and_says_how_far_it_has_got(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(300, 120.0)  # ten hours
        console.day.attend()
        await clock.advance(0.5)
        assert console.day.of_agent("a").calls == 100
        assert console.day.since == NOON - timedelta(minutes=200)
        assert not console.day.complete
        await clock.advance(3.0)
        assert console.day.complete
        assert console.day.since == clock.now() - timedelta(hours=24)
        assert console.day.of_agent("a").calls == 300
        asked = [
            when for what, when in zip(platform.asked, platform.at, strict=True) if what == "cursor"
        ]
        assert len(asked) == 3
        assert asked[2] - asked[1] > 0.8

    async def test_stops_where_the_day_begins(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(1000, 10 * MINUTE)
        console.day.attend()
        await clock.advance(10.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 143
        assert platform.count()["cursor"] == 2
        await clock.advance(60.0)
        assert platform.count()["cursor"] == 0

    async def test_leaves_the_board_as_fresh_as_ever(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(3000, 10.0)
        await clock.advance(0.5)
        console.day.attend()
        for _ in range(10):
            await clock.advance(3.0)
            assert (console.live.freshness.age(clock.monotonic()) or 0.0) < 4.0
        assert not console.live.freshness.error

    async def test_goes_by_offset_where_there_are_no_cursors(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.cursors = False
        platform.had(250, 60.0)
        console.day.attend()
        await clock.advance(5.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 250
        assert platform.count()["cursor"] == 1

    async def test_goes_on_by_offset_when_a_cursor_is_known_no_longer(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(250, 60.0)
        console.day.attend()
        await clock.advance(0.5)
        del platform.known["old-0100"]  # where the first page ended
        platform.has("new", "completed", agent_id="a")
        await clock.advance(5.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 251

    async def test_begins_at_the_end_of_a_list_that_begins_with_the_oldest(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.newest_first = False
        platform.had(1000, 10 * MINUTE)
        console.day.attend()
        await clock.advance(10.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 143
        assert platform.count()["cursor"] == 1

    async def test_reads_the_whole_of_a_list_without_order(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.newest_first = None
        platform.had(400, 10 * MINUTE)
        console.day.attend()
        await clock.advance(2.5)
        assert console.day.of_agent("a").calls > 0
        assert console.day.since is None
        await clock.advance(5.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 143

    async def test_ends_when_a_server_gives_the_same_page_again_and_again(
        self, console: Watched, platform: History, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        platform.had(300, 60.0)
        first = await platform.cursor_page()

        async def always_the_first(**_: Any) -> Page[Call]:
            platform.asked.append("cursor")
            return first

        monkeypatch.setattr(platform, "cursor_page", always_the_first)
        platform.count()
        console.day.attend()
        await clock.advance(20.0)
        assert platform.count()["cursor"] == 2

    async def test_goes_on_where_it_was_when_the_server_is_back(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        def fail() -> None:
            raise unreachable()

        platform.had(500, 60.0)
        console.day.attend()
        await clock.advance(1.5)
        known = console.day.of_agent("a").calls
        platform.fault = fail
        await clock.advance(60.0)
        assert console.day.freshness.error is not None
        assert console.day.of_agent("a").calls == known
        platform.fault = lambda: None
        platform.count()
        await clock.advance(30.0)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 500
        assert platform.count()["cursor"] == (500 - known) / 100

    async def test_is_slower_when_nobody_looks(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(3000, 10.0)
        console.day.attended = False
        console.day.attend()
        await clock.advance(60.0)
        assert platform.count()["cursor"] <= 6


class TestFollowing:
    async def test_counts_what_the_board_sees(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        console.day.attend()
        await clock.advance(5.0)
        told = len(console.told)
        platform.has("new", agent_id="a", from_number=OURS, direction="outbound")
        await clock.advance(5.0)
        assert console.day.of_agent("a").calls == 1
        assert console.day.of_agent("a").ended == 0
        platform.has("new", "failed", ended_at=at(0, clock.now()))
        await clock.advance(5.0)
        assert console.day.of_agent("a").failed == 1
        assert console.day.of_agents(("a", "b")).today == 1
        assert console.day.of_number(OURS).rate == 1.0
        assert [figures.failed for figures in console.told[told:]] == [0, 1]

    async def test_tells_nothing_while_nothing_changes(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(50, 60.0)
        platform.has("live", agent_id="a")
        console.day.attend()
        await clock.advance(10.0)
        told = len(console.told)
        await clock.advance(120.0)
        assert len(console.told) == told

    async def test_believes_the_board_more_than_a_late_page(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.has("x", agent_id="a")
        platform.stale["x"] = dict(platform.known["x"])
        platform.has("x", "failed", ended_at=at(1))
        await clock.advance(5.0)
        console.day.attend()
        await clock.advance(5.0)
        assert console.day.of_agent("a").failed == 1

    async def test_does_not_count_a_call_that_is_only_asked_for(
        self, console: Watched, clock: FakeClock
    ) -> None:
        console.day.attend()
        await clock.advance(5.0)
        console.live.expect("r1", {"agent_id": "a", "to_number": "+4915112345678"})
        await clock.advance(5.0)
        assert console.day.of_agent("a").calls == 0

    async def test_counts_a_call_no_more_that_the_platform_has_lost(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.has("x", agent_id="a")
        console.day.attend()
        await clock.advance(5.0)
        assert console.day.of_agent("a").calls == 1
        platform.known.clear()
        await clock.advance(10.0)
        assert console.day.of_agent("a").calls == 0

    async def test_lets_calls_go_when_their_day_is_over(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(2, 12 * HOUR - MINUTE)
        console.day.attend()
        await clock.advance(5.0)
        assert console.day.of_agent("a").calls == 2
        await clock.advance(3 * MINUTE)
        assert console.day.of_agent("a").calls == 1

    async def test_goes_by_the_servers_clock(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.clock_skew = 13 * HOUR
        platform.had(1, 12 * HOUR)
        console.day.attend()
        await clock.advance(5.0)
        assert console.day.of_agent("a").calls == 0
        assert console.day.of_agent("a").last == NOON - timedelta(hours=12)


class TestAGap:
    async def gap(self, platform: History, clock: FakeClock, seconds: float) -> None:
        """Nothing can be read for so long, and a call begins and ends meanwhile."""

        def fail() -> None:
            raise unreachable()

        platform.fault = fail
        await clock.advance(seconds / 4)
        moment = at(0, clock.now())
        platform.has("unseen", "completed", agent_id="a", created_at=moment, ended_at=moment)
        await clock.advance(seconds * 3 / 4)
        platform.fault = lambda: None
        platform.count()

    async def test_is_read_again_and_nothing_before_it(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(400, 60.0)
        console.day.attend()
        await clock.advance(20.0)
        assert console.day.complete
        await self.gap(platform, clock, 45 * MINUTE)
        await clock.advance(2 * MINUTE)
        assert console.day.complete
        assert "unseen" not in console.board.rows
        assert console.day.of_agent("a").calls == 401
        assert platform.count()["cursor"] == 1

    async def test_is_noticed_after_the_machine_was_asleep(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(100, 60.0)
        console.day.attend()
        await clock.advance(20.0)
        platform.has("unseen", "completed", agent_id="a", ended_at=at(20))
        clock.suspend(3 * HOUR)
        console.live.slept(3 * HOUR)
        console.day.slept(3 * HOUR)
        await clock.advance(MINUTE)
        assert console.day.of_agent("a").calls == 101
        assert console.day.complete

    async def test_in_the_middle_of_reading_begins_it_anew(
        self, console: Watched, platform: History, clock: FakeClock
    ) -> None:
        platform.had(400, 60.0)
        console.day.attend()
        await clock.advance(2.5)
        assert not console.day.complete
        await self.gap(platform, clock, 45 * MINUTE)
        await clock.advance(2 * MINUTE)
        assert console.day.complete
        assert console.day.of_agent("a").calls == 401


class TestARealServer:
    async def test_gives_the_figures_of_each_agent(self) -> None:
        start = datetime.now(UTC)
        with running_sandbox(start=start, history=300, live=5) as sandbox:
            with sandbox.api() as api:
                agents = [each["id"] for each in api.get("/agents").json()["items"]]
                calls: list[dict[str, Any]] = []
                while len(calls) < 305:
                    query = {"limit": 100, "offset": len(calls)}
                    calls += api.get("/calls", params=query).json()["items"]
            clock = SystemClock()
            client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock)
            session = Session(client, clock, Random(7))
            run = asyncio.create_task(session.run())
            session.day.attend()
            try:
                await until(lambda: session.day.complete)
                begun = start - timedelta(hours=24)
                fresh = [c for c in calls if datetime.fromisoformat(c["created_at"]) > begun]
                assert fresh
                for agent in agents:
                    mine = [call for call in fresh if call["agent_id"] == agent]
                    figures = session.day.of_agent(agent)
                    assert figures.calls == len(mine)
                    assert figures.failed == sum(c["status"] == "failed" for c in mine)
            finally:
                await session.close()
                await run
