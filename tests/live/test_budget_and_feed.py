"""When questions are asked: the budget, the link, the feeds, and waking up."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from console.api.errors import ApiError, Trouble
from console.live.budget import Priority, RequestBudget
from console.live.feed import Feed, SuspiciousError
from console.live.freshness import Standing
from console.live.link import Link
from console.live.wake import watch_for_sleep
from tests.fakes import FakeClock, running
from tests.live.platform_double import unreachable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

KEY_REJECTED = ApiError(Trouble.KEY_REJECTED, "The key was rejected.", status=401, sent=True)


class Server:
    """Answers every question, or fails as it is told; writes down when it was asked."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.asked: list[tuple[str, float]] = []
        self.error: Exception | None = None
        self.takes = 0.0

    def question(self, name: str) -> Callable[[], Awaitable[str]]:
        async def ask() -> str:
            self.asked.append((name, self.clock.monotonic()))
            if self.takes:
                await self.clock.sleep(self.takes)
            if self.error:
                raise self.error
            return name

        return ask

    def times(self, name: str) -> list[float]:
        return [moment for asked, moment in self.asked if asked == name]

    def forget(self) -> None:
        self.asked.clear()


@pytest.fixture
def server(clock: FakeClock) -> Server:
    return Server(clock)


@pytest.fixture
def link(server: Server, clock: FakeClock) -> Link:
    return Link(server.question("probe"), clock, Random(3))


def feed_of(name: str, server: Server, link: Link, interval: float = 5.0) -> Feed:
    async def poll() -> None:
        await link.ask(server.question(name))

    return Feed(
        name,
        poll,
        interval=interval,
        idle_interval=60.0,
        link=link,
        clock=server.clock,
        rng=Random(5),
    )


@pytest.fixture
async def feed(server: Server, link: Link) -> AsyncIterator[Feed]:
    """A feed that runs, on a link that runs."""
    feed = feed_of("calls", server, link)
    async with running(server.clock, feed.run, link.run):
        yield feed


class TestBudget:
    async def test_lets_a_burst_through_and_then_five_a_second(self, clock: FakeClock) -> None:
        budget = RequestBudget(clock, rate=5.0, burst=10.0)
        sent: list[float] = []

        async def ask() -> None:
            await budget.take()
            sent.append(clock.monotonic())

        tasks = [asyncio.create_task(ask()) for _ in range(20)]
        await clock.advance(1.0)
        assert len(sent) == 15
        assert sent[:10] == [0.0] * 10
        await clock.advance(1.0)
        await asyncio.gather(*tasks)
        assert [round(moment, 6) for moment in sent[10:]] == [n / 5 for n in range(1, 11)]

    async def test_serves_who_was_asked_for_before_who_is_watched_before_routine(
        self, clock: FakeClock
    ) -> None:
        budget = RequestBudget(clock, rate=1.0, burst=1.0)
        await budget.take()
        served: list[str] = []

        async def ask(name: str, priority: Priority) -> None:
            await budget.take(priority)
            served.append(name)

        tasks = [
            asyncio.create_task(ask("later", Priority.LATER)),
            asyncio.create_task(ask("routine", Priority.ROUTINE)),
            asyncio.create_task(ask("routine too", Priority.ROUTINE)),
        ]
        await clock.advance(0.5)
        tasks.append(asyncio.create_task(ask("watched", Priority.WATCHED)))
        tasks.append(asyncio.create_task(ask("asked", Priority.ASKED)))
        await clock.advance(10.0)
        await asyncio.gather(*tasks)
        assert served == ["asked", "watched", "routine", "routine too", "later"]

    async def test_a_waiter_that_gives_up_blocks_nobody(self, clock: FakeClock) -> None:
        budget = RequestBudget(clock, rate=1.0, burst=1.0)
        await budget.take()
        first = asyncio.create_task(budget.take(Priority.ASKED))
        second = asyncio.create_task(budget.take())
        await clock.settle()
        first.cancel()
        await clock.advance(1.0)
        assert second.done()

    async def test_gives_nothing_out_while_closed(self, clock: FakeClock) -> None:
        budget = RequestBudget(clock)
        budget.close_until(7.0)
        task = asyncio.create_task(budget.take())
        await clock.advance(6.9)
        assert not task.done()
        await clock.advance(0.2)
        assert task.done()


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

    async def test_a_list_that_is_not_there_is_asked_for_no_more_until_somebody_asks(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.NOT_FOUND, "No such list.", status=404, sent=True)
        await clock.advance(3600.0)
        assert server.times("calls") == [0.0]
        assert feed.freshness.standing(clock.monotonic()) is Standing.FROZEN
        server.error = None
        feed.look_again()
        await clock.advance(1.0)
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

    async def test_believes_no_silence_longer_than_five_minutes(
        self, feed: Feed, server: Server, clock: FakeClock
    ) -> None:
        server.error = ApiError(Trouble.RATE_LIMITED, "Slow down.", retry_after=1e9, sent=True)
        await clock.advance(1.0)
        server.error = None
        await clock.advance(301.0)
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
        assert 30 <= len(probes) <= 60
        gaps = [later - earlier for earlier, later in pairwise(probes)]
        assert min(gaps) >= 30
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
