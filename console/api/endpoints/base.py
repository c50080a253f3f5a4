"""What every group of endpoints is built from: sending to a path, reading what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import quote

from console.api.answers import json_of
from console.api.errors import ApiError, Trouble
from console.api.exchange import Request
from console.api.fields import UnreadableError
from console.api.pages import Page, read_page
from console.api.records.base import Reading, Record

if TYPE_CHECKING:
    from console.api.connection import Connection
    from console.api.exchange import Answer, Body, Query

_Reading = TypeVar("_Reading", bound=Reading)
_Record = TypeVar("_Record", bound=Record)


class Endpoints:
    """The endpoints under one path. Every method of every group raises `ApiError` alone."""

    paths: ClassVar[tuple[str, ...]]
    """Where the group may be found. The first that is there is remembered, until it is gone."""
    page_limit: ClassVar[int] = 100
    """The most records that the API gives at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: str | None = None

    async def _send(
        self, method: str, tail: str = "", *, query: Query | None = None, body: Body | None = None
    ) -> Answer:
        """Send to the first path that is there. A path that is not there has done nothing.

        Where a path was found before, the 404 of a record speaks of the record alone.
        """
        first = self._found
        paths = sorted(self.paths, key=lambda path: path != first)
        *others, last = paths[:1] if first and tail else paths
        for path in others:
            try:
                answer = await self._connection.send(
                    Request(method, path + tail, query or {}, body)
                )
            except ApiError as error:
                if error.kind is not Trouble.NOT_FOUND:
                    raise
            else:
                self._found = path
                return answer
        answer = await self._connection.send(Request(method, last + tail, query or {}, body))
        self._found = last
        return answer

    async def _get_page(
        self,
        record: type[_Record],
        query: Query,
        *,
        tail: str = "",
        limit: int | None = None,
        previous: Page[_Record] | None = None,
    ) -> Page[_Record]:
        limit = limit or self.page_limit
        answer = await self._send("GET", tail, query={**query, "limit": limit})
        offset = int(query.get("offset") or 0)
        return await read_page(answer, record, limit=limit, offset=offset, previous=previous)


def read_one(answer: Answer, record: type[_Reading]) -> _Reading:
    """Read an answer that is a single record.

    Raises:
        ApiError: NOT_THE_API if it is not. What a write did has happened all the same.
    """
    try:
        return record.read(json_of(answer))
    except UnreadableError as error:
        words = f"The answer is not from the API: {error}."
    raise ApiError(Trouble.NOT_THE_API, words, status=answer.status, sent=True)


def at(record_id: str) -> str:
    """The end of a record's path."""
    return "/" + quote(record_id, safe="")


def given(**fields: Any) -> dict[str, Any]:
    """The fields that were given, as leaving one out means its default."""
    return {name: value for name, value in fields.items() if value is not None}
