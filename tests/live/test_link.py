"""What all questions have in common: one server that answers, refuses or is lost."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from console.api.errors import ApiError, Trouble
from console.live.budget import Priority
from console.live.freshness import Standing
from tests.live.platform_double import unreachable

if TYPE_CHECKING:
    from console.live.feed import Feed
    from console.live.link import Link
    from tests.fakes import FakeClock
    from tests.live.server_double import Server

KEY_REJECTED = ApiError(Trouble.KEY_REJECTED, "The key was rejected.", status=401, sent=True)


class TestLink:
    async def test_a_key_rejected_once_is_tried_once_more(
        self, link: Link, server: Server, clock: FakeClock
    ) -> None:
        answers = iter([KEY_REJECTED])

        async def ask() -> str:
            server.asked.append(("calls", clock.monotonic()))
            if (error := next(answers, None)) is not None:
                raise error
            return "all is well"

        assert (await link.ask(ask)).value == "all is well"
        assert link.up
        assert len(server.asked) == 2

    async def test_a_key_rejected_twice_stops_everything_until_told(
        self, feed: Feed, link: Link, server: Server, clock: FakeClock
    ) -> None:
        server.error = KEY_REJECTED
        await clock.advance(3600.0)
        assert len(server.asked) == 2
        assert feed.freshness.standing(clock.monotonic()) is Standing.FROZEN
        assert feed.freshness.error is KEY_REJECTED
        assert feed.freshness.next_try is None
        server.error = None
        link.resume()
        await clock.advance(1.0)
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIVE

    async def test_waits_for_as_long_as_the_server_asks_for_and_so_does_everybody(
        self, feed: Feed, link: Link, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.RATE_LIMITED, "Slow down.", retry_after=7.0, sent=True)
        await clock.advance(0.5)
        server.error = None
        assert feed.freshness.next_try is not None
        assert feed.freshness.next_try >= 7.0
        other = asyncio.create_task(link.ask(server.question("agents"), Priority.ASKED))
        await clock.advance(6.4)
        assert server.asked == [("calls", 0.0)]
        await clock.advance(10.0)
        await other
        assert server.times("agents") == [7.0]

    async def test_says_at_once_to_whom_it_is_silent_and_until_when(
        self, feed: Feed, link: Link, server: Server, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        server.error = ApiError(Trouble.RATE_LIMITED, "Slow down.", retry_after=12.0, sent=True)
        with pytest.raises(ApiError):
            await link.ask(server.question("agents"))
        server.error = None
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIMITED
        assert feed.freshness.next_try == 13.0
        link.answered()  # as does a question that was on its way
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIMITED
        assert feed.freshness.next_try == 13.0
        await clock.advance(12.0)
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIVE

    async def test_asks_again_as_soon_as_the_silence_is_over(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.RATE_LIMITED, "Slow down.", retry_after=7.0, sent=True)
        await clock.advance(1.0)
        assert feed.freshness.standing(clock.monotonic()) is Standing.LIMITED
        assert feed.freshness.next_try == 7.0
        server.error = None
        await clock.advance(6.0)
        assert server.times("calls") == [0.0, 7.0]

    async def test_believes_no_silence_longer_than_five_minutes(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.RATE_LIMITED, "Slow down.", retry_after=1e9, sent=True)
        await clock.advance(1.0)
        server.error = None
        await clock.advance(301.0)
        assert feed.freshness.error is None

    async def test_a_server_that_is_back_soon_is_found_within_seconds(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        for minute in range(2):
            server.error = unreachable()
            await clock.advance(50.0 * (minute + 1))
            assert feed.freshness.error is not None
            server.error = None
            await clock.advance(5.0)
            assert feed.freshness.error is None

    async def test_a_server_that_fails_is_asked_again_within_ten_seconds_of_the_first_minute(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.SERVER, "Oops.", status=500, sent=True)
        await clock.advance(60.0)
        assert feed.freshness.error is server.error
        moments = [moment for _, moment in server.asked]
        assert max(later - earlier for earlier, later in pairwise(moments)) <= 10
        await clock.advance(1800.0)
        server.forget()
        await clock.advance(600.0)
        assert 10 <= len(server.asked) <= 25

    async def test_an_answer_to_what_was_not_asked_through_it_brings_every_feed_back(
        self, feed: Feed, link: Link, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(600.0)
        assert link.probing
        server.error = None
        link.answered()
        await clock.advance(0.0)
        assert feed.freshness.error is None

    async def test_a_long_outage_costs_a_probe_each_half_to_whole_minute(
        self, feed: Feed, link: Link, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(300.0)
        assert link.probing
        server.forget()
        await clock.advance(1800.0)
        assert not server.times("calls")
        probes = server.times("probe")
        assert 40 <= len(probes) <= 100
        gaps = [later - earlier for earlier, later in pairwise(probes)]
        assert min(gaps) >= 5
        assert 30 <= min(gaps[-20:]) < max(gaps) <= 60
        assert len(set(gaps)) > 10
        assert feed.freshness.next_try == link.next_try

    async def test_the_first_probe_that_succeeds_brings_every_feed_back_at_once(
        self, feed: Feed, server: Server, link: Link, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(600.0)
        server.error = None
        server.forget()
        await clock.advance(61.0)
        (probe,) = server.times("probe")
        assert server.times("calls")[0] == probe
        assert link.up
        assert feed.freshness.error is None

    async def test_somebody_who_asks_need_not_wait_for_the_next_probe(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(600.0)
        server.error = None
        feed.look_again()
        await clock.advance(0.0)
        assert feed.freshness.error is None

    async def test_somebody_who_keeps_asking_causes_one_probe_a_second(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        await clock.advance(600.0)
        server.forget()
        for _ in range(40):
            feed.look_again()
            await clock.advance(0.1)
        assert 3 <= len(server.times("probe")) <= 5

    async def test_questions_that_fail_together_count_once(
        self, link: Link, server: Server, clock: FakeClock
    ) -> None:
        server.error = unreachable()
        server.takes = 1.0
        names = [f"list {n}" for n in range(8)]
        asking = [asyncio.create_task(link.ask(server.question(name))) for name in names]
        await clock.advance(2.0)
        results = await asyncio.gather(*asking, return_exceptions=True)
        assert all(isinstance(result, ApiError) for result in results)
        assert not link.probing

    async def test_a_refused_question_says_that_the_server_is_well(
        self, link: Link, server: Server
    ) -> None:
        server.error = ApiError(Trouble.INVALID, "No such status.", status=422, sent=True)
        for _ in range(9):
            with pytest.raises(ApiError):
                await link.ask(server.question("calls"))
        assert link.up
        assert link.error is None
