"""One write between its two lines in the journal."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from console.actions.journal import JournalError, Phase
from console.api.errors import ApiError, Trouble

if TYPE_CHECKING:
    from console.actions.journal import Journal

_ANSWERED = {
    Trouble.KEY_REJECTED,
    Trouble.FORBIDDEN,
    Trouble.NOT_FOUND,
    Trouble.CONFLICT,
    Trouble.INVALID,
    Trouble.RATE_LIMITED,
    Trouble.REJECTED,
    Trouble.READ_ONLY,
}


def nothing_was_done(error: ApiError) -> bool:
    """Whether a failed write has certainly done nothing."""
    return error.kind in _ANSWERED or not error.sent


class Attempt:
    """A write that is written down as begun."""

    def __init__(self, journal: Journal, action: str, attempt: str) -> None:
        self._journal = journal
        self._action = action
        self._attempt = attempt

    @classmethod
    async def begin(cls, journal: Journal, action: str, what: str) -> Attempt:
        """Write down what is about to be sent.

        Raises:
            JournalError: the line could not be written; nothing may be sent.
        """
        return cls(journal, action, await asyncio.to_thread(journal.begin, action, what))

    async def done(self, what: str) -> None:
        """Write down that it was done."""
        await self._end(Phase.DONE, what)

    async def refused(self, error: ApiError) -> None:
        """Write down that nothing was done."""
        await self._end(Phase.REFUSED, error.words)

    async def unknown(self, what: str) -> None:
        """Write down that nobody knows whether it was done."""
        await self._end(Phase.UNKNOWN, what)

    async def failed(self, error: ApiError) -> None:
        """Write down how it failed: whether nothing was done, or nobody knows."""
        if nothing_was_done(error):
            await self.refused(error)
        else:
            await self.unknown(error.words)

    async def _end(self, phase: Phase, what: str) -> None:
        # What was sent is sent: without its second line the attempt shows as unfinished.
        with suppress(JournalError):
            await asyncio.to_thread(self._journal.end, self._attempt, self._action, phase, what)
