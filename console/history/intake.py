"""Calls on their way into the archive, a moderate number at a time."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from console.archive.errors import ArchiveError
from console.live.alarm import Alarm
from console.live.board import has_ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.clock import Clock

_BETWEEN = 1.0
_AT_ONCE = 100
"""Some 100 ms of a thread's work: a tenth of a processor at most, whatever the board does."""
_AFTER_TROUBLE = 60.0
_MOST_WAITING = 12_000
"""Calls that wait at most; of more the first to come are given up, and read back some day."""


class Intake:
    """Keeps calls that were read, none of them twice while it waits.

    Calls that have ended and those that are new go first; what goes on is kept as often as
    there is time for it. What the archive does not take is tried again a minute later.

    Attributes:
        trouble: why the archive does not take them; empty when it does.
    """

    def __init__(self, calls: Calls, clock: Clock, told: Callable[[Iterable[str]], None]) -> None:
        """Put calls into the archive, and tell `told` the ids of those that are there."""
        self.trouble = ""
        self._calls = calls
        self._clock = clock
        self._told = told
        self._first: dict[str, Call] = {}
        self._then: dict[str, Call] = {}
        self._putting = False
        self._alarm = Alarm(clock)

    @property
    def behind(self) -> bool:
        """Whether calls that are new or have ended are not in the archive yet."""
        return self._putting or bool(self._first)

    def take(self, call: Call, *, new: bool) -> None:
        """Keep a call soon; of one that waits already, this read."""
        if new or call.id in self._first or has_ended(call):
            self._then.pop(call.id, None)
            self._first[call.id] = call
        else:
            self._then[call.id] = call
        for waiting in (self._then, self._first):
            if len(self._first) + len(self._then) > _MOST_WAITING and waiting:
                del waiting[next(iter(waiting))]
        self._alarm.ring()

    async def run(self) -> None:
        """Keep what comes. Ends only by cancellation."""
        while True:
            if not self._first and not self._then:
                await self._alarm.wait(None)
            await self._put()
            await self._clock.sleep(_AFTER_TROUBLE if self.trouble else _BETWEEN)

    async def _put(self) -> None:
        chosen = dict(islice(chain(self._first.items(), self._then.items()), _AT_ONCE))
        for call_id in chosen:
            self._first.pop(call_id, None)
            self._then.pop(call_id, None)
        self._putting = True
        try:
            await self._calls.put(chosen.values())
        except ArchiveError as error:
            self.trouble = str(error)
            self._first = chosen | self._first
        else:
            self.trouble = ""
            self._told(chosen)
        finally:
            self._putting = False
