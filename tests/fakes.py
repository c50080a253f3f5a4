"""Time that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

_ROUNDS = 40


class FakeClock:
    """A `console.clock.Clock` that a test holds in its hand.

    Attributes:
        ticking: set when a test first lets time pass; what a fixture starts may wait for it, so
            that the test can set its scene before.
    """

    def __init__(self, monotonic: float = 0.0, now: datetime = NOON) -> None:
        self._monotonic = monotonic
        self._now = now
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self.ticking = asyncio.Event()

    def monotonic(self) -> float:
        return self._monotonic

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._numbers), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let time pass; each sleeper wakes at its own moment, in order."""
        end = self._monotonic + seconds
        self.ticking.set()
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            moment, _, woken = heapq.heappop(self._sleepers)
            if woken.done():
                continue
            self._move_to(moment)
            woken.set_result(None)
            await self.settle()
        self._move_to(end)
        await self.settle()

    def suspend(self, seconds: float) -> None:
        """The machine sleeps: the wall clock goes on, the monotonic one does not."""
        self._now += timedelta(seconds=seconds)

    async def settle(self) -> None:
        """Let every task run until it waits for time or for another."""
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)

    def _move_to(self, moment: float) -> None:
        self._now += timedelta(seconds=moment - self._monotonic)
        self._monotonic = moment


@asynccontextmanager
async def running(clock: FakeClock, *loops: Callable[[], Awaitable[None]]) -> AsyncGenerator[None]:
    """Run loops from the moment at which the test first lets time pass."""

    async def run(loop: Callable[[], Awaitable[None]]) -> None:
        await clock.ticking.wait()
        await loop()

    tasks = [asyncio.create_task(run(loop)) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait in real time until a condition holds.

    Raises:
        TimeoutError: it did not in so many seconds.
    """
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - conditions of the world ring no bell
            await asyncio.sleep(0.01)
