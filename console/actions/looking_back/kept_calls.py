"""Calls of the past that somebody opens: as they are kept, and read again once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.archive.errors import ArchiveError
from console.live.board import Presence, Row, has_ended
from console.live.budget import Priority

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.live.listeners import Listeners
    from console.session import Session


class KeptCalls:
    """Reads single calls of the history as rows, as the board has them."""

    def __init__(self, session: Session, kept: Calls, on_kept: Listeners[frozenset[str]]) -> None:
        """Read through `session` what is in `kept`, and tell `on_kept` of what is kept anew."""
        self._session = session
        self._kept = kept
        self._on_kept = on_kept

    async def row(self, call_id: str) -> Row | None:
        """A call as it is kept; None when it is not, or cannot be read."""
        try:
            call = await self._kept.get(call_id)
        except ArchiveError:
            return None
        return self.row_of(call) if call else None

    def row_of(self, call: Call) -> Row:
        """A kept call as a row that is as old as the last that its record tells."""
        clock, told = self._session.clock, call.updated_at or call.ended_at or call.created_at
        age = (clock.now() - told).total_seconds() if told else 0.0
        return Row(call, clock.monotonic() - max(age, 0.0), ended=has_ended(call))

    async def read_again(self, row: Row | None, call_id: str) -> Row | None:
        """A call as the platform has it now; the same row while the platform cannot be asked."""
        try:
            answer = await self._session.link.ask(
                lambda: self._session.client.calls.get(call_id), Priority.ASKED
            )
        except ApiError as error:
            if row is None or error.kind is not Trouble.NOT_FOUND:
                return row
            return replace(row, presence=Presence.GONE)
        call = answer.value
        if row is None or call != row.call:
            await self._keep(call)
        return Row(call, answer.as_of, ended=has_ended(call))

    async def _keep(self, call: Call) -> None:
        try:
            await self._kept.put([call])
        except ArchiveError:
            return  # it is shown all the same
        self._on_kept.tell(frozenset({call.id}))
