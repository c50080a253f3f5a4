"""Collecting garbage while nobody presses a key.

Screens and dialogs that are left are cycles, which only a whole collection finds. Python makes one
so rarely, as `console.tui.run` wants it, that a day's dialogs would stay; and one that comes by
itself may come between a key and what it does.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.clock import Clock

_REST = 2.0
"""Seconds without a key after which one may take a moment."""
_BETWEEN = 30.0
"""Seconds between two collections at least."""


class Tidying:
    """Collects once after each spell of use."""

    def __init__(self, clock: Clock, collect: Callable[[], object] = gc.collect) -> None:
        self._clock = clock
        self._collect = collect
        self._used_at: float | None = None
        self._collected_at = clock.monotonic()

    def used(self) -> None:
        """Somebody has pressed a key, or used the mouse."""
        self._used_at = self._clock.monotonic()

    def look(self) -> None:
        """Collect, if there was use and it rests; to be called about each second."""
        now = self._clock.monotonic()
        if self._used_at is None or now - self._used_at < _REST:
            return
        if now - self._collected_at < _BETWEEN:
            return
        self._used_at = None
        self._collected_at = now
        self._collect()
