"""The newest end of the list of all calls: what began since last time, and may have ended too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.live.pages import LARGEST_PAGE, CallPages, Order, length, order_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from console.api.pages import Page
    from console.api.records.call import Call
    from console.live.link import Answer

_SMALL_PAGE = 20
_MOST_PAGES = 20
_WORTH_A_PAGE = 2
_ENDED = ("completed", "failed", "no_answer", "busy", "canceled")  # the likeliest first
FEW = 10
"""Calls that are better read one by one."""


class NewestCalls:
    """Reads from the newest call back to those it has read before.

    The first reading goes back to a given moment. Later ones start with a small page, as there
    is little news between two polls, and go on with large ones while they bring news.
    """

    def __init__(self, pages: CallPages, take: Callable[[Answer[Page[Call]]], None]) -> None:
        """Give every page that comes to `take`."""
        self._pages = pages
        self._take = take
        self._order: Order | None = None
        self._total = 0
        self._read_before: set[str] = set()

    async def read(self, back_to: datetime) -> None:
        """Read what is new; on the first time everything created after `back_to`.

        Raises:
            ApiError: a page did not come.
        """
        seen: set[str] = set()
        if self._order is Order.OLDEST_FIRST:
            await self._read_from_the_end(back_to, seen)
        else:
            await self._read_from_the_start(back_to, seen)
        self._read_before = seen

    async def read_ended(self, wanted: set[str]) -> None:
        """Read the newest ended calls while a page shows more than one of those wanted.

        For many calls this costs a fraction of reading each by its id; for few it does not, and
        in a list of another order the newest are not to be found.

        Args:
            wanted: ids; those that were shown are taken out.

        Raises:
            ApiError: a page did not come.
        """
        if self._order is not Order.NEWEST_FIRST:
            return
        for status in _ENDED:
            if len(wanted) <= FEW:
                return
            async for answer in self._pages.with_status(status):
                self._take(answer)
                shown = wanted.intersection(call.id for call in answer.value.items)
                wanted -= shown
                if len(shown) < _WORTH_A_PAGE or len(wanted) <= FEW:
                    break

    async def _read_from_the_start(self, back_to: datetime, seen: set[str]) -> None:
        offset = 0
        limit = _SMALL_PAGE if self._read_before else LARGEST_PAGE
        for _ in range(_MOST_PAGES):
            page = await self._read_page(offset, limit)
            if offset == 0:
                self._order = order_of(page.items) or self._order
                if self._order is Order.OLDEST_FIRST and page.has_more:
                    await self._read_from_the_end(back_to, seen)
                    return
            offset += length(page)
            if not page.has_more or self._order is Order.NONE:
                seen.update(call.id for call in page.items)
                return
            if self._is_enough(page, back_to, seen):
                return
            limit = LARGEST_PAGE

    async def _read_from_the_end(self, back_to: datetime, seen: set[str]) -> None:
        limit = _SMALL_PAGE if self._read_before else LARGEST_PAGE
        start = end = max(0, self._total - limit)
        for _ in range(_MOST_PAGES):  # on to the end: the list has grown since its total was told
            page = await self._read_page(end, LARGEST_PAGE)
            end += length(page)
            enough = self._is_enough(page, back_to, seen)
            if not page.has_more:
                break
        else:
            return
        while start > 0 and not enough and end - start < _MOST_PAGES * LARGEST_PAGE:
            start = max(0, start - LARGEST_PAGE)
            page = await self._read_page(start, LARGEST_PAGE)
            enough = self._is_enough(page, back_to, seen)

    async def _read_page(self, offset: int, limit: int) -> Page[Call]:
        answer = await self._pages.read(limit=limit, offset=offset)
        self._total = answer.value.total or 0
        self._take(answer)
        return answer.value

    def _is_enough(self, page: Page[Call], back_to: datetime, seen: set[str]) -> bool:
        ids = {call.id for call in page.items}
        known = not ids.isdisjoint(self._read_before)
        seen |= ids
        if self._read_before:
            return known
        return any(call.created_at and call.created_at < back_to for call in page.items)
