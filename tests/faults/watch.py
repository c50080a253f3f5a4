"""A person's watch over an account: its session over real sockets, on a clock that is held."""

from __future__ import annotations

import asyncio
from datetime import UTC
from random import Random
from typing import TYPE_CHECKING, cast

from pydantic import SecretStr

from console.api.client import OneInbox
from console.api.connection import Connection
from console.live.freshness import Standing
from console.session import Session
from console.tui.glyphs import UNICODE
from console.tui.widgets.place_line import truth
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from console.api.exchange import Answer, Patience, Request
    from console.live.board import Row
    from console.live.freshness import Freshness

KEY = SecretStr("oi_sk_" + "Sentinel0123456789")


class Deadlines:
    """A `Patience` that a test shortens for as long as it waits for one to end."""

    def __init__(self, connect: float) -> None:
        self.connect = connect
        self.extend()

    def shorten(self) -> None:
        self.read = self.write = 0.15

    def extend(self) -> None:
        self.read = self.write = 20.0


class NetworkClock(FakeClock):
    """A held clock on which the network takes no time: while a request is under way, none passes.

    Attributes:
        under_way: requests that wait for their answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.under_way = 0

    async def settle(self) -> None:
        await _turns()
        while self.under_way:
            await asyncio.sleep(0.001)
            if not self.under_way:
                await _turns()


async def _turns() -> None:
    """Let every task run as far as it comes without the network."""
    for _ in range(20):
        await asyncio.sleep(0)


class Watch:
    """What a person sees of an account.

    Attributes:
        session: reads the account from `opens` on.
        clock: the session's clock.
        deadlines: of the session's requests.
        tries: when each request was about to be sent, whether it arrived or not.
    """

    def __init__(self, url: str, clock: NetworkClock, *, connect: float = 20.0) -> None:
        self.clock = clock
        self.deadlines = Deadlines(connect)
        self.tries: list[float] = []
        connection = _Watched(url, clock, self.deadlines, self.tries)
        self.session = Session(OneInbox(connection), clock, Random(7))
        self._running: asyncio.Task[None] | None = None

    async def opens(self) -> None:
        """Begin, and poll the board for the first time."""
        self._running = asyncio.create_task(self.session.run())
        await self.next_poll()

    async def close(self) -> None:
        await self.session.close()
        if self._running is not None:
            await self._running

    @property
    def is_running(self) -> bool:
        """Whether the session still reads."""
        return self._running is not None and not self._running.done()

    @property
    def freshness(self) -> Freshness:
        return self.session.live.freshness

    @property
    def standing(self) -> Standing:
        return self.freshness.standing(self.clock.monotonic())

    @property
    def line(self) -> str:
        """What the right end of the top line says."""
        return truth(self.freshness, self.clock.monotonic(), self.clock.now(), UTC, UNICODE).plain

    @property
    def rows(self) -> dict[str, Row]:
        return dict(self.session.board.rows)

    @property
    def statuses(self) -> dict[str, str | None]:
        return {call_id: row.call.status for call_id, row in self.rows.items()}

    async def next_poll(self) -> None:
        """Let time pass until one more reading of the board has ended, well or not."""
        before = self._ended()
        while self._ended() == before:
            next_try = self.freshness.next_try
            assert next_try is not None, "nothing is planned any more"
            await self.clock.advance(max(0.1, next_try - self.clock.monotonic()))

    async def goes_offline(self) -> None:
        """Let polls fail until the board says so."""
        while self.standing is not Standing.OFFLINE:
            await self.next_poll()

    def _ended(self) -> tuple[float | None, int, bool]:
        freshness = self.freshness
        return freshness.last_good, freshness.failures, freshness.confirming


class _Watched(Connection):
    """A connection that notes its requests, and tells the clock of those under way."""

    def __init__(
        self, url: str, clock: NetworkClock, deadlines: Deadlines, tries: list[float]
    ) -> None:
        patience = cast("Patience", deadlines)
        super().__init__(url, KEY, read_only=False, clock=clock, patience=patience)
        self._network = clock
        self._tries = tries

    async def send(self, request: Request) -> Answer:
        self._tries.append(self._network.monotonic())
        self._network.under_way += 1
        try:
            return await super().send(request)
        finally:
            self._network.under_way -= 1
