"""Time as a thing that is passed in, so that tests can hold it still."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the program gets its time from."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary moment; never steps back. For ages and intervals."""
        ...

    def now(self) -> datetime:
        """The wall clock, aware, in UTC. For what a person reads."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Seconds of the system's monotonic clock."""
        return time.monotonic()

    def now(self) -> datetime:
        """The current moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait, on the running event loop."""
        await asyncio.sleep(seconds)
