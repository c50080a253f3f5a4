"""The room that the history has: old calls leave it, and it is never overfull for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.archive.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from console.accounts.profiles import Keeping
    from console.archive.retention import Retention
    from console.clock import Clock

_BETWEEN_LOOKS = 5.0
_BETWEEN_CLEARINGS = 3600.0
_FULL = 0.9
"""Of the room taken, from which on no earlier calls are fetched: they would soon leave again."""
_OVERFULL = 1.05
_MOST_IN_MEMORY = 200_000_000


class Room:
    """Lets go of calls that are too old, and of the earliest when there are too many.

    Attributes:
        calls: how many calls are kept, as last counted.
        first: the time of the earliest that there is room for; None while there is room for all.
        trouble: why calls could not be let go; empty when they could.
    """

    def __init__(
        self,
        retention: Retention,
        keeping: Keeping,
        clock: Clock,
        *,
        now: Callable[[], datetime],
        let_go: Callable[[datetime], Awaitable[None]],
    ) -> None:
        """Keep what `keeping` says.

        Args:
            retention: the archive's.
            keeping: how long and how much.
            clock: says when to look.
            now: the server's time.
            let_go: remembers that calls created before some time are not known any more.
        """
        self.calls = 0
        self.first: datetime | None = None
        self.trouble = ""
        self._retention = retention
        self._days = timedelta(days=keeping.days)
        self._most_bytes = (
            keeping.most_bytes if keeping.on_disk else min(keeping.most_bytes, _MOST_IN_MEMORY)
        )
        self._clock = clock
        self._now = now
        self._let_go = let_go
        self._begun = False
        self._grown = True

    @property
    def wanted(self) -> datetime:
        """How far back calls are to be kept."""
        begins = self._now() - self._days
        return begins if self.first is None else max(begins, self.first)

    async def begin(self) -> None:
        """See what there is; from now on calls may be let go.

        Raises:
            ArchiveError: it could not be told.
        """
        await self.look()
        if self.first is not None:
            await self._let_go(self.first)
        self._begun = True

    def grown(self) -> None:
        """Take in that calls were kept: they are counted soon."""
        self._grown = True

    async def run(self) -> None:
        """Look after the room. Ends only by cancellation."""
        cleared = float("-inf")
        while True:
            due = self._clock.monotonic() - cleared >= _BETWEEN_CLEARINGS
            try:
                if self._begun and (due or (self._grown and await self.look() > _OVERFULL)):
                    cleared = self._clock.monotonic()
                    await self._clear()
                self.trouble = ""
            except ArchiveError as error:
                self.trouble = str(error)
            await self._clock.sleep(_BETWEEN_LOOKS)

    async def look(self) -> float:
        """See how much is kept; return the share of the room that is taken.

        Raises:
            ArchiveError: it could not be told.
        """
        self._grown = False
        size = await self._retention.size()
        self.calls = size.calls
        taken = size.bytes / self._most_bytes
        self.first = size.first if taken > _FULL else None
        return taken

    async def _clear(self) -> None:
        begins = self._now() - self._days
        await self._let_go(begins)
        await self._retention.forget_before(begins)
        if await self._retention.forget_beyond(self._most_bytes):
            size = await self._retention.size()
            await self._let_go(size.first or self._now())
        await self.look()
