"""Loops that must not end each other."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from console.clock import Clock

_log = logging.getLogger(__name__)

_RESTART_AFTER = 5.0


async def run_for_ever(clock: Clock, *loops: Callable[[], Awaitable[None]]) -> None:
    """Run loops side by side, and start one again that a bug has ended.

    Ends only by cancellation.
    """
    async with asyncio.TaskGroup() as group:
        for loop in loops:
            group.create_task(_run(clock, loop))


async def _run(clock: Clock, loop: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await loop()
        except Exception as error:
            _log.error("A feed ended on a %s", type(error).__name__)
        await clock.sleep(_RESTART_AFTER)
