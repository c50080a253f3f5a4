"""Something made of each call of a span of time, kept at hand: read once, then kept up to date.

Reading back a week of a busy account takes seconds to a minute; nobody waits for it. Pages come
from the archive, the newest first, and what is made of them is made in a thread.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from console.archive.errors import ArchiveError
from console.insight.call_fields import moment_of
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls, Place
    from console.clock import Clock

MOST = 250_000
"""What is kept at hand of so many calls takes some 100 MB."""
_PAGE = 200
_LONGEST_CALL = timedelta(hours=4)
"""Calls lie in the archive by when they were ordered, and belong to a span by when they ended."""
_FORGET_EVERY = 1000
_AGAIN_AFTER = 5.0
_BETWEEN_NEWS = 1.0


class Dated(Protocol):
    """What is made of a call knows its time."""

    @property
    def at(self) -> datetime:
        """When the call ended, or was looked at."""
        ...


D = TypeVar("D", bound=Dated)


class SpanOfCalls(Generic[D]):
    """Keeps what is made of each call by the call's id, as far back as anybody has asked for.

    Attributes:
        made: what was made of the calls; some of it may be older than what was asked for.
        read_to: the time of the oldest call read so far; None before the first.
        complete: whether all that the archive has of the span was read.
        full: whether no more is kept at hand, so that only the latest calls are.
        trouble: why nothing is read, in words; empty when all is well.
        on_change: told when any of this has changed, at most once a second.
    """

    def __init__(
        self,
        calls: Calls,
        on_kept: Listeners[frozenset[str]],
        clock: Clock,
        make: Callable[[Call], D | None],
    ) -> None:
        """Prepare; nothing is read before `run`.

        Args:
            calls: the archive's.
            on_kept: tells the ids of calls that were kept anew.
            clock: says how far back a span goes by now.
            make: makes of a call what is kept, in a thread; None for a call of no interest.
        """
        self.read_to: datetime | None = None
        self.complete = self.full = False
        self.trouble = ""
        self.on_change: Listeners[None] = Listeners()
        self._made: dict[str, D] = {}
        self.made: Mapping[str, D] = self._made
        self._calls = calls
        self._on_kept = on_kept
        self._clock = clock
        self._make = make
        self._back = timedelta(0)
        self._after: Place | None = None
        self._at_the_end = False
        self._kept: set[str] = set()
        self._news = asyncio.Event()
        self._told_at = float("-inf")
        self._taken = 0

    def reach(self, back: timedelta) -> None:
        """Have the calls that ended since then; a longer span that was asked for once stays."""
        if back > self._back:
            self._back = back
            self.complete = self._is_read(self._back)
            self._news.set()

    def covers(self, back: timedelta) -> bool:
        """Whether all that is kept of so long a time was read, or no more can be."""
        return self.full or self._is_read(back)

    def look_again(self, call_ids: Iterable[str]) -> None:
        """Make anew of calls what time alone may have changed."""
        self._kept.update(call_ids)
        self._news.set()

    async def run(self) -> None:
        """Read, then follow what is kept, until cancelled."""
        stop_hearing = self._on_kept.add(self.look_again)
        try:
            while True:
                try:
                    await self._go_on()
                except ArchiveError as error:
                    self.trouble = str(error)
                    self.on_change.tell(None)
                    await self._clock.sleep(_AGAIN_AFTER)
        finally:
            stop_hearing()

    async def _go_on(self) -> None:
        """Do the next thing there is to do: what is new comes before what is old."""
        if self._kept:
            await self._take_kept()
        elif not self.complete and not self.full:
            await self._read_page()
        else:
            self._news.clear()
            self._tell(at_last=True)
            await self._news.wait()
            return
        self.trouble = ""
        self._tell()

    async def _read_page(self) -> None:
        page = await self._calls.page(parse("", HISTORY), {}, after=self._after, limit=_PAGE)
        await self._take(
            call for call in page.calls if call.id not in self._made and call.id not in self._kept
        )
        self._after = page.next
        self._at_the_end = page.next is None
        if page.calls:
            self.read_to = moment_of(page.calls[-1])
        self.complete = self._is_read(self._back)
        self.full = len(self._made) >= MOST

    async def _take_kept(self) -> None:
        ids = list(self._kept)[:_PAGE]
        calls = [await self._calls.get(call_id) for call_id in ids]
        self._kept.difference_update(ids)
        for call_id, call in zip(ids, calls, strict=True):
            if call is None:
                self._made.pop(call_id, None)
        await self._take(call for call in calls if call is not None)

    async def _take(self, calls: Iterable[Call]) -> None:
        taken = tuple(calls)
        made = await asyncio.to_thread(lambda: [(call.id, self._make(call)) for call in taken])
        for call_id, each in made:
            if each is None:
                self._made.pop(call_id, None)
            else:
                self._made[call_id] = each
        self._taken += len(taken)
        if self._taken >= _FORGET_EVERY:
            self._taken = 0
            self._forget()

    def _forget(self) -> None:
        since = self._since
        for call_id in [call_id for call_id, each in self._made.items() if each.at < since]:
            del self._made[call_id]
        too_many = len(self._made) - MOST
        if too_many > 0:
            for call_id in nsmallest(too_many, self._made, key=lambda each: self._made[each].at):
                self.read_to = self._made.pop(call_id).at
            self.complete, self.full = False, True

    def _is_read(self, back: timedelta) -> bool:
        if self._at_the_end:
            return True
        return self.read_to is not None and self.read_to < self._clock.now() - back - _LONGEST_CALL

    @property
    def _since(self) -> datetime:
        return self._clock.now() - self._back

    def _tell(self, *, at_last: bool = False) -> None:
        now = self._clock.monotonic()
        if at_last or now - self._told_at >= _BETWEEN_NEWS:
            self._told_at = now
            self.on_change.tell(None)
