"""One allowance of requests for all feeds of an account."""

from __future__ import annotations

import itertools
from enum import IntEnum
from typing import TYPE_CHECKING

from console.live.alarm import Alarm

if TYPE_CHECKING:
    from console.clock import Clock


class Priority(IntEnum):
    """Who goes first when several want to ask: the smaller number."""

    ASKED = 0  # somebody pressed a key for it
    WATCHED = 1  # somebody is reading it
    ROUTINE = 2
    LATER = 3  # nice to know


class RequestBudget:
    """A token bucket whose tokens go to the most important waiter, then to the first come.

    Attributes:
        rate: requests per second.
    """

    def __init__(self, clock: Clock, rate: float = 5.0, burst: float = 10.0) -> None:
        """Allow `rate` requests per second, and `burst` at once after a quiet while."""
        self._clock = clock
        self.rate = rate
        self._burst = burst
        self._tokens = burst
        self._filled_at = clock.monotonic()
        self._closed_until = 0.0
        self._waiting: list[tuple[Priority, int]] = []
        self._numbers = itertools.count()
        self._alarm = Alarm(clock)

    async def take(self, priority: Priority = Priority.ROUTINE) -> None:
        """Wait for leave to send one request."""
        ticket = (priority, next(self._numbers))
        self._waiting.append(ticket)
        try:
            while (
                ready_at := self._ready_at(ticket)
            ) is None or ready_at > self._clock.monotonic():
                await self._alarm.wait(ready_at)
            self._tokens -= 1
        finally:
            self._waiting.remove(ticket)
            self._alarm.ring()

    def close_until(self, moment: float) -> None:
        """Give out nothing before monotonic `moment`: the server asked for silence."""
        self._closed_until = max(self._closed_until, moment)

    def _ready_at(self, ticket: tuple[Priority, int]) -> float | None:
        """When this ticket may go, as far as is known; None while another is before it."""
        if ticket != min(self._waiting):
            return None
        now = self._clock.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self.rate)
        self._filled_at = now
        missing = max(0.0, 1.0 - self._tokens)
        # A sum of many small steps ends a hair below 1; that hair is not worth a sleep.
        return max(self._closed_until, now + missing / self.rate if missing > 1e-6 else now)
