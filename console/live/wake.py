"""Noticing that the machine was asleep."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.clock import Clock

_LOOK_EVERY = 1.0
_JUMP = 5.0


async def watch_for_sleep(clock: Clock, woke: Callable[[float], None]) -> None:
    """Call `woke` with the seconds that the monotonic clock has missed, when it misses any.

    The monotonic clock stands still while a machine sleeps, the wall clock does not; so a wall
    clock that has run ahead by more than 5 s tells of a sleep. One that was set back does not.
    Ends only by cancellation.
    """
    monotonic, wall = clock.monotonic(), clock.now()
    while True:
        await clock.sleep(_LOOK_EVERY)
        now, wall_now = clock.monotonic(), clock.now()
        missed = (wall_now - wall).total_seconds() - (now - monotonic)
        monotonic, wall = now, wall_now
        if missed > _JUMP:
            woke(missed)
