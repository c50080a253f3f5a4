"""Reading back once, for those who do not run the history: what is not kept yet is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.archive.marks import Mark
from console.archive.store import Archive
from console.history.backfill import Backfill
from console.history.history import READ
from console.history.room import Room
from console.history.stretches import BEGINNING, as_json, from_mark
from console.history.unfinished import unfinished
from console.live.budget import Priority

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from console.accounts.profiles import Keeping
    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.session import Session


class ReadingBack:
    """Goes back page by page, over what is kept, and keeps what it reads.

    Calls from before the time that the settings keep are read into memory alone, and so is then
    all that came after them.

    Attributes:
        read: how many calls came from the platform.
    """

    def __init__(self, session: Session, archive: Archive, keeping: Keeping) -> None:
        self.read = 0
        self._session = session
        self._kept = archive
        self._archive = archive
        self._keeping = keeping
        self._backfill = Backfill(session.client.calls, session.link)
        self._wanted = BEGINNING
        self._begun_anew = 0
        self._fresh: set[str] = set()
        self._until: datetime | None = None

    @property
    def calls(self) -> Calls:
        """Where the calls are."""
        return self._archive.calls

    @property
    def since(self) -> datetime | None:
        """From when on all calls are there; None before the first page."""
        return self._backfill.since

    async def run(self, back_to: datetime) -> AsyncGenerator[None]:
        """Read, and hand over after each page; who asks for no more has what came till then.

        Args:
            back_to: how far; from the beginning means as far as calls are kept.

        Raises:
            ApiError: a page did not come. What came before it is kept.
            ArchiveError: the calls could not be kept.
        """
        await self._session.live.read()
        await self._begin(back_to)
        back_to = max(back_to, self._wanted) if back_to <= BEGINNING else back_to
        self._until = self._backfill.until
        await self._take(tuple(row.call for row in self._session.board.rows.values()))
        while self.since is None or self.since > back_to:
            calls = await self._backfill.read(back_to, self._now())
            self.read += len(calls)
            await self._take(calls)
            yield

    async def settle(self) -> None:
        """Read again what was live, or not complete, when it was kept and has not come since.

        Raises:
            ApiError: a call did not come.
            ArchiveError: the calls could not be kept.
        """
        for call_id in await unfinished(self.calls, self._until):
            if call_id not in self._fresh:
                await self._read_one(call_id)

    async def close(self) -> None:
        """Let go of what is in memory alone."""
        if self._archive is not self._kept:
            await self._archive.close()

    async def _begin(self, back_to: datetime) -> None:
        """Learn what is kept, if that can be gone on with."""

        async def keep_all(_: datetime) -> None:
            """Nothing is let go while somebody waits."""

        room = Room(
            self._kept.retention,
            self._keeping,
            self._session.clock,
            now=self._now,
            let_go=keep_all,
        )
        await room.look()
        self._wanted = room.wanted
        if BEGINNING < back_to < self._wanted:
            self._archive = Archive(None)
        self._begun_anew = self._archive.of_calls.begun_anew
        await self._learn()

    async def _learn(self) -> None:
        """Know what this and other consoles have kept by now."""
        times = self._archive.of_calls.begun_anew
        if times != self._begun_anew:  # what was kept is lost
            self._backfill.forget_all()
            self._begun_anew = times
        self._backfill.learn(from_mark(await self._archive.marks.of(READ)))

    async def _take(self, calls: tuple[Call, ...]) -> None:
        self._fresh.update(call.id for call in calls)
        await self._learn()
        mark = Mark(READ, {"stretches": as_json(self._backfill.stretches)})
        await self._archive.calls.put(calls, mark)

    async def _read_one(self, call_id: str) -> None:
        calls = self._session.client.calls
        try:
            answer = await self._session.link.ask(lambda: calls.get(call_id), Priority.LATER)
        except ApiError as error:
            if error.kind is not Trouble.NOT_FOUND:
                raise
            return  # it stays as it is kept
        self.read += 1
        await self.calls.put((answer.value,))

    def _now(self) -> datetime:
        """The server's time."""
        skew = self._session.client.clock_skew or 0.0
        return self._session.clock.now().astimezone(UTC) + timedelta(seconds=skew)
