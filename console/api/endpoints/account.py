"""The account as a whole (the API notes, Others)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.api.endpoints.base import Endpoints, read_one
from console.api.records.account import AuditEvent, Health, Usage

if TYPE_CHECKING:
    from console.api.pages import Page


class Account(Endpoints):
    """Usage, audit trail and health."""

    paths: ClassVar[tuple[str, ...]] = ("/v1",)

    async def usage(self) -> Usage:
        """What was used today and this month."""
        return read_one(await self._send("GET", "/usage"), Usage)

    async def audit(
        self,
        *,
        action: str | None = None,
        resource_type: str | None = None,
        limit: int = 100,
        cursor: str | None = None,
        previous: Page[AuditEvent] | None = None,
    ) -> Page[AuditEvent]:
        """One page of what was done in the account; begin without a cursor."""
        query = {"action": action, "resource_type": resource_type, "cursor": cursor}
        return await self._get_page(
            AuditEvent, query, tail="/audit-events", limit=limit, previous=previous
        )

    async def health(self) -> Health:
        """Whether the API is up."""
        return read_one(await self._send("GET", "/health"), Health)
