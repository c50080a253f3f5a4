"""Going back through the calls that are kept, so that nobody has to read them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.archive.call_entries import key_of
from console.archive.calls import Place
from console.archive.errors import ArchiveError
from console.history.progress import State
from console.insight.call_fields import moment_of
from console.insight.filter_language import HISTORY
from console.insight.filters import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.history.progress import Progress
    from console.live.walk import Walk

_ALL = parse("", HISTORY)
_PAGE = 200


class KeptWalk:
    """Does what `Walk` does, from the archive, as far as the reading back has come.

    Beyond that it waits while the reading back goes on; when that does not, all is read from
    the server after all.
    """

    def __init__(
        self,
        calls: Calls,
        back_to: datetime,
        *,
        progress: Callable[[], Progress],
        otherwise: Callable[[], Walk],
        read: Callable[[tuple[Call, ...]], None],
    ) -> None:
        """Go back to the calls created before `back_to`.

        Args:
            calls: the archive's.
            back_to: how far.
            progress: how far the reading back has come.
            otherwise: what reads the same from the server.
            read: told of what came from there.
        """
        self._reached: datetime | None = None
        self._calls = calls
        self._back_to = back_to
        self._progress = progress
        self._otherwise = otherwise
        self._read = read
        self._place: Place | None = None
        self._walk: Walk | None = None

    @property
    def reached(self) -> datetime | None:
        """All calls created since then have been read; None while that is not known."""
        return self._walk.reached if self._walk else self._reached

    @property
    def complete(self) -> bool:
        """Whether all calls were read that were wanted."""
        if self._walk:
            return self._walk.complete
        return self._reached is not None and self._reached <= self._back_to

    @property
    def over(self) -> bool:
        """Whether nothing more is to be read."""
        return self._walk.over if self._walk else self.complete

    async def read(self) -> tuple[Call, ...]:
        """Read some more, which may be none yet.

        Raises:
            ApiError: it had to come from the server, and did not.
        """
        progress = self._progress()
        since = progress.since
        covered = since is not None and since <= self._back_to
        if self._walk is None and (covered or progress.state is State.RUNNING):
            try:
                return await self._read_kept(since) if since is not None else ()
            except ArchiveError:
                pass
        self._walk = self._walk or self._otherwise()
        calls = await self._walk.read()
        self._read(calls)
        return calls

    async def _read_kept(self, since: datetime) -> tuple[Call, ...]:
        page = await self._calls.page(_ALL, {}, after=self._place, limit=_PAGE)
        known = tuple(call for call in page.calls if (moment_of(call) or since) >= since)
        last = moment_of(known[-1]) if known else None
        if page.next is None or len(known) < len(page.calls) or last is None:
            self._reached = since
            self._place = Place(key_of(since))
        else:
            self._reached = last
            self._place = page.next
        return known
