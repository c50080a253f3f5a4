"""How many requests are sent, and whose go first."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.live.budget import Priority, RequestBudget

if TYPE_CHECKING:
    from tests.fakes import FakeClock


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
