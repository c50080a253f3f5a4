"""Webhooks and their deliveries (the API notes, Webhooks)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.api.endpoints.base import at
from console.api.endpoints.resource import Resource
from console.api.records.webhook import Delivery, Webhook

if TYPE_CHECKING:
    from console.api.pages import Page


class Webhooks(Resource[Webhook]):
    """To create one: `name`, `url`, `events`; the answer alone holds its secret."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/webhooks",)
    record = Webhook

    async def test(self, webhook_id: str) -> None:
        """Have a trial event sent."""
        await self._send("POST", at(webhook_id) + "/test")

    async def deliveries(
        self,
        webhook_id: str,
        *,
        limit: int = 50,
        offset: int = 0,
        previous: Page[Delivery] | None = None,
    ) -> Page[Delivery]:
        """One page of what was sent, of 1 to 200 attempts."""
        return await self._get_page(
            Delivery,
            {"offset": offset},
            tail=at(webhook_id) + "/deliveries",
            limit=limit,
            previous=previous,
        )
