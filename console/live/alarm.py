"""A sleep that can be cut short."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.clock import Clock


class Alarm:
    """Wakes whoever waits on it, at a time or when rung."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now. Who comes later waits for the next ring."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, until: float | None) -> None:
        """Sleep until monotonic `until` (None: for ever), or until the next ring."""
        if until is None:
            await self._rung.wait()
            return
        seconds = until - self._clock.monotonic()
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        rung = asyncio.ensure_future(self._rung.wait())
        slept = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait((rung, slept), return_when=asyncio.FIRST_COMPLETED)
        finally:
            rung.cancel()
            slept.cancel()
