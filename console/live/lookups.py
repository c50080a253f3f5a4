"""Reads single calls by their ids, the most wanted first."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.live.alarm import Alarm
from console.live.backoff import until_retry
from console.live.budget import Priority
from console.live.newest import FEW

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from random import Random

    from console.api.records.call import Call
    from console.clock import Clock
    from console.live.link import Answer, Link
    from console.live.pages import CallsApi

_log = logging.getLogger(__name__)

_BULK_EVERY = 3.0
_VAIN_BULK_EVERY = 15.0
_SAMPLE = 8
"""So many calls in a row that are not there stand for all that wait to be asked for."""
_NOT_WANTED = (Priority.LATER, 0.0)


class Lookups:
    """A queue of calls to read by id, each with its time and its priority."""

    def __init__(
        self,
        calls: CallsApi,
        *,
        link: Link,
        clock: Clock,
        rng: Random,
        found: Callable[[Answer[Call]], None],
        gone: Callable[[Iterable[str]], None],
        in_bulk: Callable[[set[str]], Awaitable[None]],
    ) -> None:
        """Tell `found` of each call that was read, and `gone` of those that are not there.

        When one after the other is not there, `gone` hears of all others that are due too. They
        are still read, later than all else: who is there after all is `found`.

        `in_bulk` reads lists in which many of the ids it is given may be found.
        """
        self._calls = calls
        self._link = link
        self._clock = clock
        self._rng = rng
        self._found = found
        self._gone = gone
        self._in_bulk = in_bulk
        self._next_bulk = float("-inf")
        self._missed = 0
        self._wanted: dict[str, tuple[Priority, float]] = {}
        self._alarm = Alarm(clock)

    def want(self, call_id: str, priority: Priority, due: float | None = None) -> None:
        """Read a call at monotonic `due` (at once when left out), or earlier if already wanted."""
        due = self._clock.monotonic() if due is None else due
        held_priority, held_due = self._wanted.get(call_id, (priority, due))
        self._wanted[call_id] = (min(priority, held_priority), min(due, held_due))
        self._alarm.ring()

    def settle(self, call_ids: Iterable[str]) -> None:
        """Forget reads of calls that a list has just shown, unless somebody asked for them."""
        for call_id in call_ids:
            if self._wanted.get(call_id, _NOT_WANTED)[0] >= Priority.ROUTINE:
                self._wanted.pop(call_id, None)

    async def run(self) -> None:
        """Read what is due. Ends only by cancellation."""
        while True:
            now = self._clock.monotonic()
            due = [(priority, at, i) for i, (priority, at) in self._wanted.items() if at <= now]
            if not due:
                await self._alarm.wait(min((at for _, at in self._wanted.values()), default=None))
                continue
            priority, _, call_id = min(due)
            if priority >= Priority.ROUTINE and self._is_time_for_bulk(len(due)):
                await self._read_in_bulk({i for _, _, i in due})
            else:
                await self._read(call_id)

    def _is_time_for_bulk(self, due: int) -> bool:
        return due > FEW and self._clock.monotonic() >= self._next_bulk

    async def _read_in_bulk(self, call_ids: set[str]) -> None:
        wanted = len(call_ids)
        with contextlib.suppress(ApiError):  # then they are read one by one
            await self._in_bulk(call_ids)
        vain = wanted - len(call_ids) < FEW
        self._next_bulk = self._clock.monotonic() + (_VAIN_BULK_EVERY if vain else _BULK_EVERY)

    async def _read(self, call_id: str) -> None:
        priority, _ = self._wanted.pop(call_id)
        try:
            answer = await self._link.ask(lambda: self._calls.get(call_id), priority)
            self._missed = 0
            self._found(answer)
        except ApiError as error:
            if error.kind is Trouble.NOT_FOUND:
                self._missed += 1
                self._gone((call_id, *(self._the_rest() if self._missed >= _SAMPLE else ())))
            elif error.kind is not Trouble.FORBIDDEN:
                wait = until_retry(error.kind, 0.0, self._rng)
                self.want(call_id, priority, self._clock.monotonic() + wait)
        except Exception as error:  # a bug with one call must not end the reading of others
            _log.error("Reading a call failed on a %s", type(error).__name__)

    def _the_rest(self) -> list[str]:
        """Those of the same sort as the ones that were missed; from now on they have time."""
        now = self._clock.monotonic()
        rest = [
            call_id
            for call_id, (priority, due) in self._wanted.items()
            if priority is Priority.ROUTINE and due <= now
        ]
        for call_id in rest:
            self._wanted[call_id] = (Priority.LATER, now)
        return rest
