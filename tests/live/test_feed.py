"""When one question is asked again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from console.api.errors import ApiError, Trouble
from console.live.feed import Feed, SuspiciousError
from console.live.freshness import Standing
from console.live.wake import watch_for_sleep
from tests.live.platform_double import unreachable
from tests.live.server_double import feed_of

if TYPE_CHECKING:
    from console.live.link import Link
    from tests.fakes import FakeClock
    from tests.live.server_double import Server


class TestFeed:
    async def test_asks_again_an_interval_after_the_last_answer_and_never_overlaps(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.takes = 20.0
        await clock.advance(60.0)
        first, second, third = server.times("calls")
        assert first == 0
        assert 24.5 <= second - first <= 25.5
        assert 24.5 <= third - second <= 25.5
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIVE

    async def test_is_slower_while_nobody_looks_and_asks_at_once_when_somebody_does(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        feed.attended = False
        await clock.advance(50.0)
        assert server.times("calls") == [0.0]
        feed.attended = True
        await clock.advance(0.0)
        assert server.times("calls") == [0.0, 50.0]

    async def test_looks_again_at_once_but_not_more_than_once_a_second(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        await clock.advance(2.0)
        for _ in range(20):
            feed.look_again()
            await clock.advance(0.05)
        await clock.advance(0.5)
        assert server.times("calls") == [0.0, 2.0, 3.0]

    async def test_looking_again_during_a_run_makes_another_one_follow(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.takes = 2.0
        await clock.advance(1.0)
        feed.look_again()
        await clock.advance(1.5)
        assert server.times("calls") == [0.0, 2.0]

    async def test_keeps_the_age_of_the_last_good_answer_while_it_fails(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        await clock.advance(3.0)
        server.error = unreachable()
        await clock.advance(17.0)
        freshness = feed.freshness
        assert freshness.standing(clock.monotonic()) is Standing.OFFLINE
        assert freshness.age(clock.monotonic()) == 20.0
        assert freshness.failures >= 1
        assert freshness.failing_since is not None
        assert freshness.next_try is not None
        assert freshness.next_try > clock.monotonic()

    async def test_recovers_with_the_next_answer(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(10.0)
        server.error = None
        await clock.advance(20.0)
        freshness = feed.freshness
        assert freshness.standing(clock.monotonic()) is Standing.LIVE
        assert (freshness.error, freshness.failures, freshness.failing_since) == (None, 0, None)

    async def test_a_bug_in_a_poll_is_counted_and_ends_nothing(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = KeyError("oops")
        await clock.advance(10.0)
        assert feed.freshness.failures >= 1
        assert feed.freshness.error is not None
        assert "KeyError" in feed.freshness.error.words
        server.error = None
        await clock.advance(30.0)
        assert feed.freshness.error is None

    async def test_hears_an_odd_answer_again_soon(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = SuspiciousError()
        await clock.advance(0.5)
        assert feed.freshness.confirming
        server.error = None
        await clock.advance(1.0)
        assert server.times("calls") == [0.0, 1.0]
        assert not feed.freshness.confirming

    async def test_without_permission_it_asks_every_five_minutes(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.FORBIDDEN, "Not yours.", status=403, sent=True)
        await clock.advance(601.0)
        assert feed.freshness.error is server.error
        assert server.times("calls") == [0.0, 300.0, 600.0]

    async def test_a_list_that_is_not_there_is_asked_for_ever_more_slowly_and_found_again(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.NOT_FOUND, "No such list.", status=404, sent=True)
        await clock.advance(600.0)
        assert feed.freshness.error is server.error
        before = len(server.times("calls"))
        await clock.advance(600.0)
        assert 10 <= len(server.times("calls")) - before <= 25
        server.error = None
        await clock.advance(60.0)
        assert feed.freshness.error is None
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIVE

    async def test_is_that_much_older_after_a_sleep_and_asks_at_once(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        feed.slept(3600.0)
        assert feed.freshness.standing(clock.monotonic()) is Standing.STALE
        await clock.advance(0.0)
        assert server.times("calls") == [0.0, 1.0]
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIVE


class TestWaking:
    async def test_a_wall_clock_that_ran_ahead_tells_of_a_sleep(self, clock: FakeClock) -> None:
        slept: list[float] = []
        task = asyncio.create_task(watch_for_sleep(clock, slept.append))
        await clock.advance(10.0)
        clock.suspend(3600.0)
        await clock.advance(2.0)
        task.cancel()
        assert slept == [3600.0]

    @pytest.mark.parametrize("step", [-3600.0, 3.0])
    async def test_a_clock_that_was_set_back_or_corrected_does_not(
        self, clock: FakeClock, step: float
    ) -> None:
        slept: list[float] = []
        task = asyncio.create_task(watch_for_sleep(clock, slept.append))
        await clock.advance(5.0)
        clock.suspend(step)
        await clock.advance(5.0)
        task.cancel()
        assert slept == []


class TestAFeedThatNobodyRuns:
    async def test_is_read_once_and_knows_that_it_was(self, server: Server, link: Link) -> None:
        feed = feed_of("calls", server, link)
        await feed.read()
        assert server.times("calls") == [0.0]
        assert feed.freshness.last_good == server.clock.monotonic()

    async def test_says_why_it_could_not_be_read(self, server: Server, link: Link) -> None:
        server.error = unreachable()
        with pytest.raises(ApiError):
            await feed_of("calls", server, link).read()
