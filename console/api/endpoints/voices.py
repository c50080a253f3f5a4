"""Voices that agents can speak with (the API notes, Others)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.api.endpoints.base import read_one
from console.api.endpoints.resource import Listed
from console.api.records.voice import Voice

if TYPE_CHECKING:
    from console.api.exchange import Body
    from console.api.pages import Page


class Voices(Listed[Voice]):
    """Of one provider or of all."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/voices",)
    page_limit: ClassVar[int] = 200
    record = Voice

    async def page(
        self,
        *,
        provider: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        previous: Page[Voice] | None = None,
    ) -> Page[Voice]:
        """One page of 1 to 200 voices, of one provider or of all."""
        query = {"provider": provider, "offset": offset}
        return await self._get_page(Voice, query, limit=limit, previous=previous)

    async def import_voice(self, fields: Body) -> Voice:
        """Bring in a voice of one's own from a provider."""
        return read_one(await self._send("POST", "/import", body=fields), Voice)
