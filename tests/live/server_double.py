"""A server that answers or fails as a test says, and feeds that ask it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from console.live.feed import Feed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from console.live.link import Link
    from tests.fakes import FakeClock


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
