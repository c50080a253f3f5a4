"""Reading back through all calls to those that are known, and on from where that has stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from console.history.stretches import BEGINNING, Stretch, Stretches, around, clipped, joined
from console.live.budget import Priority
from console.live.walk import CallLists, Walk

if TYPE_CHECKING:
    from datetime import datetime

    from console.api.records.call import Call
    from console.live.link import Link

MARGIN = timedelta(minutes=1)
"""By which a server's clock is told wrong, or its lists may come late: no time here is exacter."""
_MOST_PAGES = 100_000


class Backfill:
    """Goes back from the newest call, and over what is known already at a leap.

    After a leap it goes on by the cursor that was told there; when the server knows that no
    longer, it looks for the place by halves, at a page of one call each.

    Attributes:
        stretches: the times of which all calls were read, in this session and before.
    """

    def __init__(self, calls: CallLists, link: Link) -> None:
        self.stretches: Stretches = ()
        self._calls = calls
        self._link = link
        self._walk: Walk | None = None
        self._leap: Stretch | None = None
        self._tried: set[tuple[datetime, str | None]] = set()
        self._until: datetime | None = None
        self._begun = False

    def begin(self) -> None:
        """Start anew from the newest call: what came of late is not known."""
        self._walk = self._leap = None
        self._tried.clear()
        self._begun = False

    def learn(self, stretches: Stretches) -> None:
        """Take in what is known otherwise, such as from another console."""
        self.stretches = joined((*self.stretches, *stretches))

    def forget(self, before: datetime) -> None:
        """Know no longer what was before: the calls of that time are let go."""
        self.stretches = clipped(self.stretches, before)

    def forget_all(self) -> None:
        """Know nothing any more: what was kept is lost."""
        self.stretches = ()
        self.begin()

    def heard(self, until: datetime) -> None:
        """Take in that all calls up to then were heard of since reading began."""
        if self._begun and self._until is not None and until > self._until:
            present = self._present()
            self.learn((replace(present, until=until),) if present else ())
            self._until = until

    @property
    def since(self) -> datetime | None:
        """From when on all calls are known; None before the first page."""
        present = self._present()
        return present.since if present else None

    @property
    def until(self) -> datetime | None:
        """Up to when calls are known; None when nothing is."""
        return self.stretches[0].until if self.stretches else None

    async def read(self, back_to: datetime, now: datetime) -> tuple[Call, ...]:
        """Read the next page on the way to `back_to`, when it is `now` at the server.

        Raises:
            ApiError: it did not come.
        """
        walk = await self._next_walk(back_to, now)
        calls = await walk.read()
        since = BEGINNING if walk.at_end else walk.reached
        if since is not None and self._until is not None:
            self._begun = True
            self.learn((Stretch(since, self._until, walk.cursor),))
            known = around(self.stretches, since)
            if known is not None and known.since < since:
                self._leap = known
        return calls

    def _present(self) -> Stretch | None:
        if not self._begun or self._until is None:
            return None
        return around(self.stretches, self._until)

    async def _next_walk(self, back_to: datetime, now: datetime) -> Walk:
        if self._walk is None or self._walk.over:
            self._until = now - MARGIN
            self._walk = Walk(self._calls, self._link, back_to, most_pages=_MOST_PAGES)
        elif self._leap is not None:
            cursor = self._leap.cursor
            if cursor is None or (self._leap.since, cursor) in self._tried:
                cursor = None
            if (self._leap.since, cursor) not in self._tried:
                offset = 0 if cursor else await self._place_of(self._leap.since)
                self._tried.add((self._leap.since, cursor))
                self._walk = Walk(
                    self._calls,
                    self._link,
                    back_to,
                    cursor=cursor,
                    offset=offset,
                    most_pages=_MOST_PAGES,
                )
            self._leap = None
        return self._walk

    async def _place_of(self, moment: datetime) -> int:
        """How many calls, in a list that begins with the newest, were created after a moment."""
        low, high = 0, None
        step = 1
        while high is None or low < high:
            middle = low + step if high is None else (low + high) // 2
            page = (
                await self._link.ask(
                    lambda offset=middle: self._calls.page(limit=1, offset=offset), Priority.LATER
                )
            ).value
            created = page.items[0].created_at if page.items else None
            if created is not None and created > moment:
                low = middle + 1
                step *= 2
            else:
                high = middle
        return low
