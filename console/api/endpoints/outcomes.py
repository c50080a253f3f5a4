"""How calls can turn out (the API notes, Outcomes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.api.answers import json_of
from console.api.endpoints.base import Endpoints, at, given, read_one
from console.api.fields import maybe, members, read_list
from console.api.pages import read_page
from console.api.records.outcome import Outcome

if TYPE_CHECKING:
    from console.api.exchange import Body


class Outcomes(Endpoints):
    """Those that every account has, and the account's own."""

    paths: ClassVar[tuple[str, ...]] = ("/v1/workspace/call-outcomes",)

    async def list(self) -> tuple[Outcome, ...]:
        """All of them, the built-in ones first."""
        answer = await self._send("GET")
        page = await read_page(answer, Outcome, limit=self.page_limit)
        told = maybe(read_list, members(json_of(answer)).get("builtin")) or ()
        builtin = (maybe(Outcome.read_builtin, raw) for raw in told)
        return (*(outcome for outcome in builtin if outcome is not None), *page.items)

    async def create(
        self, *, label: str, name: str | None = None, description: str | None = None
    ) -> Outcome:
        """Add one of the account's own: `label` up to 100 characters, `name` `[a-z][a-z0-9_]*`."""
        body = given(label=label, name=name, description=description)
        return read_one(await self._send("POST", body=body), Outcome)

    async def update(self, outcome_id: str, changes: Body) -> Outcome:
        """Change the given fields and no others."""
        return read_one(await self._send("PATCH", at(outcome_id), body=changes), Outcome)
