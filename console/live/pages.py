"""Walking through the API's lists of calls page by page."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from console.api.vocabulary import normal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from console.api.pages import Page
    from console.api.records.call import Call
    from console.live.link import Answer, Link

LARGEST_PAGE = 100
_MOST_PAGES = 500


class CallsApi(Protocol):
    """What reading calls takes of the client."""

    async def page(
        self,
        *,
        status: str | None = None,
        limit: int = 20,
        offset: int = 0,
        previous: Page[Call] | None = None,
    ) -> Page[Call]:
        """A page of all calls, or of those with a status; what equals `previous` is reused."""
        ...

    async def get(self, call_id: str) -> Call:
        """One call."""
        ...


class LiveClient(Protocol):
    """What keeping a board takes of the client."""

    @property
    def calls(self) -> CallsApi:
        """Reading calls."""
        ...

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which the server's clock is ahead of ours; None when not known."""
        ...


class Order(StrEnum):
    """How the list of all calls is sorted, which is not documented."""

    NEWEST_FIRST = "newest first"
    OLDEST_FIRST = "oldest first"
    NONE = "none"


def order_of(calls: Iterable[Call]) -> Order | None:
    """The order in which these calls stand, by `created_at`; None when they do not tell."""
    moments: list[datetime] = [call.created_at for call in calls if call.created_at]
    if len(set(moments)) < 2:
        return None
    if all(earlier >= later for earlier, later in pairwise(moments)):
        return Order.NEWEST_FIRST
    if all(earlier <= later for earlier, later in pairwise(moments)):
        return Order.OLDEST_FIRST
    return Order.NONE


def length(page: Page[Call]) -> int:
    """How many records the page held, readable or not."""
    return len(page.items) + len(page.unreadable)


class CallPages:
    """Reads pages in their turn, and parses again only what came differently than last time."""

    def __init__(self, calls: CallsApi, link: Link) -> None:
        self._calls = calls
        self._link = link
        self._previous: dict[tuple[str | None, int], Page[Call]] = {}

    async def read(
        self, *, status: str | None = None, limit: int = LARGEST_PAGE, offset: int = 0
    ) -> Answer[Page[Call]]:
        """Read one page.

        Raises:
            ApiError: it did not come.
        """
        place = (status, offset)
        previous = self._previous.get(place)
        answer = await self._link.ask(
            lambda: self._calls.page(status=status, limit=limit, offset=offset, previous=previous)
        )
        # Deep in the list of all calls the same place shows other calls each time.
        if status is not None or offset == 0:
            self._previous[place] = answer.value
        return answer

    async def with_status(self, status: str) -> AsyncIterator[Answer[Page[Call]]]:
        """Read all pages of the calls with one status.

        A server that ignores the filter is noticed by a page without one such call.

        Raises:
            ApiError: a page did not come.
        """
        offset = 0
        for _ in range(_MOST_PAGES):
            answer = await self.read(status=status, offset=offset)
            yield answer
            page = answer.value
            offset += length(page)
            asked_for = any(normal(call.status) == normal(status) for call in page.items)
            if not page.has_more or not asked_for:
                break
        self._forget_beyond(status, offset)

    def _forget_beyond(self, status: str, end: int) -> None:
        for place in [p for p in self._previous if p[0] == status and p[1] >= max(end, 1)]:
            del self._previous[place]
