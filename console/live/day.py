"""The last 24 hours, of which the board keeps only the last one."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from console.live.alarm import Alarm
from console.live.board import Presence
from console.live.feed import Feed
from console.live.listeners import Listeners
from console.live.walk import CallLists, Past, Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from random import Random

    from console.api.records.call import Call
    from console.clock import Clock
    from console.live.board import Board
    from console.live.calls import LiveCalls
    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.live.link import Link

F_co = TypeVar("F_co", covariant=True)

_BETWEEN_PAGES = 1.0
_IDLE_INTERVAL = 15.0
_WHEN_OVER = 30.0
_BETWEEN_NEWS = 1.0
_AT_ONCE = 10
"""Calls counted before the event loop gets its turn: some 3 ms."""
_GAP = 600.0
"""Seconds without a read of the board after which calls may have come and gone unseen."""


class DayClient(Protocol):
    """What knowing the day takes of the client."""

    @property
    def calls(self) -> CallLists:
        """Reading the list of all calls."""
        ...

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which the server's clock is ahead of ours; None when not known."""
        ...


class Tally(Protocol[F_co]):
    """What adds the calls up. Every time is the server's."""

    keep: timedelta
    """How long a call counts after its beginning."""

    def put(self, call: Call, now: datetime) -> bool:
        """Count a call anew; whether that made a difference."""
        ...

    def drop(self, call_id: str) -> bool:
        """Count a call no longer; whether that made a difference."""
        ...

    def expire(self, now: datetime) -> bool:
        """Let some calls leave that are too old; whether there were any."""
        ...

    def of_agent(self, agent_id: str, now: datetime) -> F_co:
        """An agent's figures."""
        ...

    def of_number(self, number: str, now: datetime) -> F_co:
        """The figures of one of our numbers (E.164)."""
        ...

    def of_agents(self, agent_ids: Iterable[str], now: datetime) -> F_co:
        """The sum of several agents."""
        ...


class Day(Generic[F_co]):
    """Keeps the figures of the last 24 hours up to date, once somebody wants them.

    The calls of the past are read back from the newest, a page a second and after all other
    questions; what happens meanwhile and later is heard from the board. When the board could
    not be read for ten minutes, what it may have missed is read in the same way.

    Attributes:
        on_change: told, at most once a second, that figures or how far they go back changed.
    """

    def __init__(
        self,
        client: DayClient,
        live: LiveCalls,
        board: Board,
        tally: Tally[F_co],
        *,
        link: Link,
        clock: Clock,
        rng: Random,
    ) -> None:
        self.on_change: Listeners[None] = Listeners()
        self._client = client
        self._live = live
        self._board = board
        self._tally = tally
        self._clock = clock
        self._walk: Past | None = None
        self._counting = False
        self._new_walk: Callable[[datetime], Past] = lambda back_to: Walk(
            client.calls, link, back_to
        )
        self._board_read: float | None = None
        self._changed: dict[str, None] = {}
        self._past: dict[str, Call] = {}
        self._news = False
        self._alarm = Alarm(clock)
        self._feed = Feed(
            "day",
            self._poll,
            interval=_BETWEEN_PAGES,
            idle_interval=_IDLE_INTERVAL,
            link=link,
            clock=clock,
            rng=rng,
        )

    @property
    def complete(self) -> bool:
        """Whether all 24 hours are known."""
        return self._walk is not None and self._walk.complete and not self._counting

    @property
    def since(self) -> datetime | None:
        """From when on all calls are known; None before the first page, or without an order."""
        if self._walk is None:
            return None
        begins = self._now() - self._tally.keep
        if self.complete:
            return begins
        return self._walk.reached and max(self._walk.reached, begins)

    @property
    def freshness(self) -> Freshness:
        """Whether the past is being read, and if not, why."""
        return self._feed.freshness

    @property
    def attended(self) -> bool:
        """Whether somebody looks; when nobody does, the past is read more slowly."""
        return self._feed.attended

    @attended.setter
    def attended(self, attended: bool) -> None:
        self._feed.attended = attended

    def of_agent(self, agent_id: str) -> F_co:
        """An agent's figures."""
        return self._tally.of_agent(agent_id, self._now())

    def of_number(self, number: str) -> F_co:
        """The figures of one of our numbers (E.164): calls from it, and inbound calls to it."""
        return self._tally.of_number(number, self._now())

    def of_agents(self, agent_ids: Iterable[str]) -> F_co:
        """The sum of several agents, such as those that use a model."""
        return self._tally.of_agents(agent_ids, self._now())

    def read_from(self, walks: Callable[[datetime], Past]) -> None:
        """Read the past from where it is known already; `walks` goes back to a moment."""
        self._new_walk = walks

    def attend(self) -> None:
        """Begin, if that has not been done: somebody wants the figures."""
        if self._walk is None:
            self._live.on_change.add(self._hear)
            self._live.on_past.add(self._hear_past)
            self._begin(self._now() - self._tally.keep)

    def look_again(self) -> None:
        """Go on at once after a failure: somebody asked."""
        self._feed.look_again()

    def slept(self, seconds: float) -> None:
        """The machine was asleep for so long."""
        if self._board_read is not None:
            self._board_read -= seconds
        self._feed.slept(seconds)

    async def run(self) -> None:
        """Keep the figures up to date. Ends only by cancellation."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._feed.run())
            group.create_task(self._follow())

    def _begin(self, back_to: datetime) -> None:
        self._walk = self._new_walk(back_to)
        self._feed.interval = _BETWEEN_PAGES
        self._feed.run_soon()

    async def _poll(self) -> None:
        """Let go of what is too old, and read one page more of the past while there is more."""
        while self._tally.expire(self._now()):
            self._tell_soon()
            await asyncio.sleep(0)
        self._notice_a_gap()
        walk = self._walk
        if walk is None or walk.over:
            self._feed.interval = _WHEN_OVER
            return
        calls = await walk.read()
        self._counting = True
        try:
            await self._count(calls)
        finally:
            self._counting = False
        self._tell_soon()

    async def _count(self, calls: Iterable[Call]) -> bool:
        """Count what was read; what is on the board is known better from there.

        Returns:
            Whether that made a difference.
        """
        difference = False
        for number, call in enumerate(calls, start=1):
            if call.id in self._board.rows:
                difference |= self._count_row(call.id)
            else:
                difference |= self._tally.put(call, self._now())
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
        return difference

    def _count_row(self, call_id: str) -> bool:
        row = self._board.rows.get(call_id)
        if row is None or self._board.is_a_place(call_id):
            return False
        if row.presence is Presence.GONE:
            return self._tally.drop(call_id)
        return self._tally.put(row.call, self._now())

    def _notice_a_gap(self) -> None:
        """Read again what the board may have missed; all of it, if not all was known."""
        read, before = self._live.freshness.last_good, self._board_read
        self._board_read = read
        if self._walk is None or read is None or before is None or read - before < _GAP:
            return
        now = self._now()
        back_to = now - self._tally.keep
        if self.complete:
            unseen = timedelta(seconds=self._clock.monotonic() - before + _GAP)
            back_to = max(back_to, now - unseen)
        self._begin(back_to)

    def _hear(self, change: Change) -> None:
        self._changed.update(dict.fromkeys((*change.added, *change.changed)))
        self._alarm.ring()

    def _hear_past(self, calls: tuple[Call, ...]) -> None:
        self._past.update((call.id, call) for call in calls)
        self._alarm.ring()

    def _tell_soon(self) -> None:
        self._news = True
        self._alarm.ring()

    async def _follow(self) -> None:
        """Count what has changed on the board, and tell of news. Ends only by cancellation."""
        while True:
            if not self._changed and not self._past and not self._news:
                await self._alarm.wait(None)
            past, self._past = tuple(self._past.values()), {}
            if await self._count(past):
                self._news = True
            for call_id in tuple(islice(self._changed, _AT_ONCE)):
                del self._changed[call_id]
                self._news |= self._count_row(call_id)
            if self._changed:
                await asyncio.sleep(0)
            elif self._news:
                self._news = False
                self.on_change.tell(None)
                await self._clock.sleep(_BETWEEN_NEWS)

    def _now(self) -> datetime:
        """The server's time."""
        return self._clock.now() + timedelta(seconds=self._client.clock_skew or 0.0)
