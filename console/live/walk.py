"""Going back through the list of all calls, one page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from console.api.errors import ApiError
from console.live.budget import Priority
from console.live.pages import LARGEST_PAGE, Order, length, order_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from console.api.pages import Page
    from console.api.records.call import Call
    from console.live.link import Link

_CURSOR_REFUSED = frozenset({400, 404, 405, 410, 422})
"""How a server answers that has no cursors, or no longer knows this one."""
_MOST_PAGES = 1000
"""Where it gives up: twice the calls of a very busy day."""


class CallLists(Protocol):
    """What going through the calls takes of the client."""

    async def page(self, *, limit: int = 100, offset: int = 0) -> Page[Call]:
        """A page of all calls by offset."""
        ...

    async def cursor_page(self, *, limit: int = 100, cursor: str | None = None) -> Page[Call]:
        """A page of all calls by cursor. Not on every server."""
        ...


class Past(Protocol):
    """What reads back through all calls, as `Walk` does."""

    @property
    def reached(self) -> datetime | None:
        """All calls created since then have been read; None while that is not known."""
        ...

    @property
    def complete(self) -> bool:
        """Whether all calls were read that were wanted."""
        ...

    @property
    def over(self) -> bool:
        """Whether nothing more is to be read."""
        ...

    async def read(self) -> tuple[Call, ...]:
        """Read some more, which may be none yet."""
        ...


class Walk:
    """Reads all calls from the newest back, by cursor, or by offset once a cursor is refused.

    A list sorted the other way is read from its end. In one without order the newest may be
    anywhere: it is read whole. A page that did not come is asked for again next time.

    Attributes:
        reached: all calls created since then have been read; None while that is not known.
        at_end: whether there are no more.
    """

    def __init__(
        self,
        calls: CallLists,
        link: Link,
        back_to: datetime,
        *,
        cursor: str | None = None,
        offset: int = 0,
        most_pages: int = _MOST_PAGES,
    ) -> None:
        """Go back to the calls created before `back_to`.

        Args:
            calls: the lists.
            link: the way to them.
            back_to: how far.
            cursor: where an earlier walk stopped, to go on there.
            offset: where to go on by offset.
            most_pages: after how many pages to give up.
        """
        self.reached: datetime | None = None
        self._back_to = back_to
        self.at_end = False
        self._calls = calls
        self._link = link
        self._pages = 0
        self._order: Order | None = None
        self._from_the_end = False
        self._by_cursor = not offset
        self._cursor = cursor
        self._offset = offset
        self._most_pages = most_pages
        self._last_ids: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether all calls were read that were wanted."""
        return self.at_end or (self.reached is not None and self.reached < self._back_to)

    @property
    def cursor(self) -> str | None:
        """Where to go on later; None where there are no cursors."""
        return self._cursor if self._by_cursor else None

    @property
    def over(self) -> bool:
        """Whether nothing more is to be read: there is no more, or more than is sensible."""
        return self.complete or self._pages >= self._most_pages

    async def read(self) -> tuple[Call, ...]:
        """Read the next page, after everybody else.

        Raises:
            ApiError: it did not come.
        """
        page = await self._read_page()
        self._pages += 1
        self._learn_order(page)
        if self._order is Order.OLDEST_FIRST and page.has_more and not self._from_the_end:
            self._turn_round(page.total)
        else:
            self._go_on(page)
        return page.items

    async def _read_page(self) -> Page[Call]:
        if self._by_cursor:
            try:
                return await self._ask(
                    lambda: self._calls.cursor_page(limit=LARGEST_PAGE, cursor=self._cursor)
                )
            except ApiError as error:
                if error.status not in _CURSOR_REFUSED:
                    raise
                self._by_cursor = False
        return await self._ask(lambda: self._calls.page(limit=LARGEST_PAGE, offset=self._offset))

    async def _ask(self, question: Callable[[], Awaitable[Page[Call]]]) -> Page[Call]:
        return (await self._link.ask(question, Priority.LATER)).value

    def _learn_order(self, page: Page[Call]) -> None:
        order = order_of(page.items)
        if order is not None:
            self._order = order if self._order in {None, order} else Order.NONE

    def _turn_round(self, total: int | None) -> None:
        """Go to the newest end of a list that begins with the oldest, if its place is known."""
        if total is not None:
            self._from_the_end = True
            self._offset = max(0, total - LARGEST_PAGE)
        elif self._by_cursor:
            self._offset = 0  # pages by offset tell the total
        else:
            self._order = Order.NONE
            self._offset = LARGEST_PAGE
        self._by_cursor = False

    def _go_on(self, page: Page[Call]) -> None:
        moments = [call.created_at for call in page.items if call.created_at]
        if self._order is Order.NONE:
            self.reached = None
        elif moments:
            self.reached = min(moments)
        if self._from_the_end:
            self.at_end = self._offset == 0
            self._offset = max(0, self._offset - LARGEST_PAGE)
            return
        ids = frozenset(call.id for call in page.items)
        self.at_end = not page.has_more or ids <= self._last_ids
        self._last_ids = ids
        self._offset += length(page)
        self._cursor = page.next_cursor
        self._by_cursor = self._by_cursor and self._cursor is not None
