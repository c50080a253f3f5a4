"""Phone numbers (the API notes, Phone numbers)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from console.api.endpoints.base import given, read_one
from console.api.endpoints.resource import Resource
from console.api.records.number import AvailableNumber, PhoneNumber

if TYPE_CHECKING:
    from console.api.exchange import Body


class Numbers(Resource[PhoneNumber]):
    """To create, which here is to register: `phone_number` and `provider`."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/phone-numbers",)
    record = PhoneNumber

    async def search(
        self,
        *,
        country: str,
        area_code: str | None = None,
        contains: str | None = None,
        credential_id: str | None = None,
        limit: int = 10,
    ) -> tuple[AvailableNumber, ...]:
        """Numbers on offer. `country` is a two-letter code."""
        query = {
            "country": country,
            "area_code": area_code,
            "contains": contains,
            "credential_id": credential_id,
        }
        page = await self._get_page(AvailableNumber, query, tail="/search", limit=limit)
        return page.items

    async def purchase(
        self,
        *,
        phone_number: str | None = None,
        country: str | None = None,
        area_code: str | None = None,
        contains: str | None = None,
        agent_id: str | None = None,
        friendly_name: str | None = None,
        inbound_routing: Body | None = None,
    ) -> PhoneNumber:
        """Buy a number, any that fits if none is named. Costs money; never to be repeated unasked.

        An `ApiError` with `sent` leaves open whether it was bought.
        """
        body: dict[str, Any] = given(
            phone_number=phone_number,
            country=country,
            area_code=area_code,
            contains=contains,
            agent_id=agent_id,
            friendly_name=friendly_name,
            inbound_routing=inbound_routing,
        )
        return read_one(await self._send("POST", "/purchase", body=body), PhoneNumber)
