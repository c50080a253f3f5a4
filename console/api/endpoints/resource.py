"""What most resources of the API can do: be listed, read, created, changed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from console.api.endpoints.base import Endpoints, at, read_one
from console.api.pages import Listing
from console.api.records.base import Record

if TYPE_CHECKING:
    from console.api.exchange import Body
    from console.api.pages import Page

R = TypeVar("R", bound=Record)


class Listed(Endpoints, Generic[R]):
    """A resource that can be listed."""

    record: ClassVar[type[Record]]
    """What its items are: the class that stands for `R`."""

    async def page(
        self, *, limit: int | None = None, offset: int = 0, previous: Page[R] | None = None
    ) -> Page[R]:
        """One page of the list. `previous`: as it came last time, to compare with."""
        return await self._get_page(
            self._record(), {"offset": offset}, limit=limit, previous=previous
        )

    async def list(self) -> Listing[R]:
        """The whole list, page after page; each record once, as it came last."""
        found: dict[str, R] = {}
        unreadable, offset, more = 0, 0, True
        while more:
            page = await self.page(offset=offset)
            fresh = {record.id: record for record in page.items}
            more = page.has_more and not fresh.keys() <= found.keys()
            found.update(fresh)
            unreadable += len(page.unreadable)
            offset += len(page.items) + len(page.unreadable)
        listing = Listing(found.values())
        listing.unreadable = unreadable
        return listing

    def _record(self) -> type[R]:
        return self.record  # pyright: ignore[reportReturnType]  # a ClassVar cannot name R


class Resource(Listed[R]):
    """A resource with all five operations."""

    async def get(self, record_id: str) -> R:
        """One record."""
        return read_one(await self._send("GET", at(record_id)), self._record())

    async def create(self, fields: Body) -> R:
        """Create a record from the API's own field names. Not safe to repeat."""
        return read_one(await self._send("POST", body=fields), self._record())

    async def update(self, record_id: str, changes: Body) -> R:
        """Change the given fields and no others."""
        return read_one(await self._send("PATCH", at(record_id), body=changes), self._record())

    async def delete(self, record_id: str) -> None:
        """Delete a record."""
        await self._send("DELETE", at(record_id))
