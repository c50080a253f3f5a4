"""Calls: list, read, start, stop (the API notes, Calls)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.api.endpoints.base import Endpoints, at, given, read_one
from console.api.errors import ApiError, Trouble
from console.api.exchange import Request
from console.api.records.call import Call, WebCall

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from console.api.exchange import Body
    from console.api.pages import Page

_WEB_TOKEN = "/v1/web-calls/token"  # noqa: S105  # a path
_NO_SUCH_ENDPOINT = frozenset({404, 405, 422})
"""How a server without the cursor list answers: it takes `cursor` for a call's id."""


class Calls(Endpoints):
    """Phone and web calls."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/calls",)
    _has_cursors = True

    async def page(
        self,
        *,
        agent_id: str | None = None,
        status: str | None = None,
        limit: int = 100,
        offset: int = 0,
        previous: Page[Call] | None = None,
    ) -> Page[Call]:
        """One page by offset, of 1 to 100 calls. `previous`: as it came last time."""
        query = {"agent_id": agent_id, "status": status, "offset": offset}
        return await self._get_page(Call, query, limit=limit, previous=previous)

    async def cursor_page(
        self,
        *,
        agent_id: str | None = None,
        status: str | None = None,
        limit: int = 100,
        cursor: str | None = None,
        previous: Page[Call] | None = None,
    ) -> Page[Call]:
        """One page by cursor, of 1 to 100 calls; begin without one. Not on every server."""
        query = {"agent_id": agent_id, "status": status, "cursor": cursor}
        return await self._get_page(Call, query, tail="/cursor", limit=limit, previous=previous)

    async def walk(
        self, *, agent_id: str | None = None, status: str | None = None, limit: int = 100
    ) -> AsyncIterator[Page[Call]]:
        """Page after page to the end of the list: by cursor, or by offset where there is none.

        Pages by offset shift while calls begin, so a call may come twice.
        """
        page = await self._first_cursor_page(agent_id, status, limit)
        if page is None:
            async for page in self._walk_by_offset(agent_id, status, limit):
                yield page
            return
        yield page
        seen: set[str] = set()
        while page.has_more and page.next_cursor and page.next_cursor not in seen:
            seen.add(page.next_cursor)
            page = await self.cursor_page(
                agent_id=agent_id, status=status, limit=limit, cursor=page.next_cursor
            )
            yield page

    async def get(self, call_id: str) -> Call:
        """One call."""
        return read_one(await self._send("GET", at(call_id)), Call)

    async def start(
        self,
        *,
        agent_id: str,
        to_number: str,
        from_number: str,
        scheduled_at: datetime | None = None,
        variables: Mapping[str, str] | None = None,
        webhook_url: str | None = None,
        overrides: Body | None = None,
        metadata: Body | None = None,
    ) -> Call:
        """Dial `to_number` (E.164), now or at `scheduled_at`. Never to be repeated unasked.

        An `ApiError` with `sent` leaves open whether the phone rings.
        """
        body = given(
            agent_id=agent_id,
            to_number=to_number,
            from_number=from_number,
            scheduled_at=scheduled_at,
            variables=variables,
            webhook_url=webhook_url,
            overrides=overrides,
            metadata=metadata,
        )
        return read_one(await self._send("POST", body=body), Call)

    async def start_web(
        self,
        *,
        agent_id: str,
        variables: Mapping[str, str] | None = None,
        overrides: Body | None = None,
        metadata: Body | None = None,
    ) -> WebCall:
        """Open a room for a browser, with a secret key."""
        body = given(agent_id=agent_id, variables=variables, overrides=overrides, metadata=metadata)
        return read_one(await self._send("POST", "/web", body=body), WebCall)

    async def web_token(
        self,
        *,
        agent_id: str,
        origin: str,
        variables: Mapping[str, str] | None = None,
        metadata: Body | None = None,
    ) -> WebCall:
        """Open a room as a web page would: with a publishable key, from a registered origin."""
        body = given(agent_id=agent_id, variables=variables, metadata=metadata)
        request = Request("POST", _WEB_TOKEN, body=body, origin=origin)
        return read_one(await self._connection.send(request), WebCall)

    async def stop(self, call_id: str) -> Call:
        """End a call; one that has ended stays as it is."""
        return read_one(await self._send("POST", at(call_id) + "/stop"), Call)

    async def set_outcome(self, call_id: str, outcome: str) -> Call:
        """Set the only field of a call that a client may change."""
        return read_one(await self._send("PATCH", at(call_id), body={"outcome": outcome}), Call)

    async def delete(self, call_id: str) -> None:
        """Delete a call with its transcript and recording."""
        await self._send("DELETE", at(call_id))

    async def _first_cursor_page(
        self, agent_id: str | None, status: str | None, limit: int
    ) -> Page[Call] | None:
        if not self._has_cursors:
            return None
        try:
            return await self.cursor_page(agent_id=agent_id, status=status, limit=limit)
        except ApiError as error:
            if error.status not in _NO_SUCH_ENDPOINT or error.kind is Trouble.NOT_THE_API:
                raise
        self._has_cursors = False
        return None

    async def _walk_by_offset(
        self, agent_id: str | None, status: str | None, limit: int
    ) -> AsyncIterator[Page[Call]]:
        offset, more = 0, True
        while more:
            page = await self.page(agent_id=agent_id, status=status, limit=limit, offset=offset)
            yield page
            more = page.has_more
            offset += len(page.items) + len(page.unreadable)
