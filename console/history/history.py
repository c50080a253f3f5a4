"""The history of calls, kept for as long as it is to be kept."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from console.archive.errors import ArchiveError
from console.archive.glance import AGENT_NAMES, PROMPT_NAMES
from console.archive.marks import Mark
from console.history.backfill import MARGIN, Backfill
from console.history.intake import Intake
from console.history.kept_names import KeptNames
from console.history.kept_walk import KeptWalk
from console.history.progress import Progress, State
from console.history.room import Room
from console.history.stretches import BEGINNING, as_json, from_mark
from console.history.unfinished import unfinished
from console.live.budget import Priority
from console.live.feed import Feed
from console.live.for_ever import run_for_ever
from console.live.listeners import Listeners
from console.live.walk import Walk

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from console.accounts.profiles import Keeping
    from console.api.records.call import Call
    from console.archive.store import Archive
    from console.clock import Clock
    from console.live.changes import Change
    from console.session import Session

READ = "history"
"""The mark of how far the calls were read."""
_PAUSED = "history paused"
_BETWEEN_PAGES = 1.0
_AT_REST = 60.0
_BETWEEN_NEWS = 1.0
_GAP = timedelta(minutes=10)
"""Without a read of the board for so long, calls may have come and gone unseen."""
_PAST = 500
"""Calls that the newest lists show again and again, and that are not kept again each time."""


class History:
    """Puts every call that is read into the archive, and reads back what is missing there.

    It goes back from the newest call, a page a second and after all other questions; the next
    console goes on where this one stops. A call that the platform knows no longer stays: only
    age and want of room let calls go.

    Attributes:
        on_kept: told the ids of calls that were kept, at most once a second.
        on_change: told that `progress` has changed, at most once a second.
    """

    def __init__(
        self, session: Session, archive: Archive, keeping: Keeping, clock: Clock, rng: Random
    ) -> None:
        self.on_kept: Listeners[frozenset[str]] = Listeners()
        self.on_change: Listeners[None] = Listeners()
        self._session = session
        self._archive = archive
        self._on_disk = keeping.on_disk
        self._clock = clock
        self._settling = asyncio.Lock()
        self._begun = False
        self._looked_after = False
        self._paused = False
        self._pause_known = True
        self._begun_anew = 0
        self._trouble = ""
        self._since: datetime | None = None
        self._page: tuple[Call, ...] = ()
        self._past: dict[str, Call] = {}
        self._board_read: datetime | None = None
        self._kept: set[str] = set()
        self._intake = Intake(archive.calls, clock, self._kept.update)
        self._room = Room(archive.retention, keeping, clock, now=self._now, let_go=self._let_go)
        self._backfill = Backfill(session.client.calls, session.link)
        self._agents = KeptNames(session.agents, archive.marks, AGENT_NAMES)
        self._prompts = KeptNames(session.models, archive.marks, PROMPT_NAMES)
        self._feed = Feed(
            "history",
            self._poll,
            interval=_BETWEEN_PAGES,
            idle_interval=_BETWEEN_PAGES,
            link=session.link,
            clock=clock,
            rng=rng,
        )
        session.live.on_change.add(self._hear)
        session.live.on_past.add(self._hear_past)
        session.day.read_from(self._walk)

    @property
    def progress(self) -> Progress:
        """How much is kept at present."""
        wanted = self._room.wanted
        since = self._since and max(self._since, wanted)
        in_memory = self._archive.of_calls.in_memory
        before = self._backfill.stretches[0].since if self._backfill.stretches else None
        return Progress(
            since,
            wanted,
            self._room.calls,
            self._state(),
            self._words(),
            in_memory,
            before and max(before, wanted),
        )

    def pause(self) -> None:
        """Read no more of the past, in this session and the next, until `resume`."""
        self._set_paused(paused=True)

    def resume(self) -> None:
        """Go on reading back."""
        self._set_paused(paused=False)

    async def run(self) -> None:
        """Keep the history up to date. Ends only by cancellation."""
        await run_for_ever(
            self._clock,
            self._intake.run,
            self._feed.run,
            self._room.run,
            self._agents.run,
            self._prompts.run,
            self._tell,
        )

    def _set_paused(self, *, paused: bool) -> None:
        self._paused = paused
        self._pause_known = False
        self._feed.run_soon()

    def _hear(self, change: Change) -> None:
        board = self._session.board
        for call_ids, new in ((change.added, True), (change.changed, False)):
            for call_id in call_ids:
                row = board.rows.get(call_id)
                if row is not None and not board.is_a_place(call_id):
                    self._intake.take(row.call, new=new)

    def _hear_past(self, calls: tuple[Call, ...]) -> None:
        for call in calls:
            if self._past.pop(call.id, None) is not call:
                self._intake.take(call, new=True)
            self._past[call.id] = call
        for call_id in tuple(islice(self._past, max(0, len(self._past) - _PAST))):
            del self._past[call_id]

    def _walk(self, back_to: datetime) -> KeptWalk:
        """What reads back through the calls that are kept, in place of reading them again."""
        client, link = self._session.client, self._session.link
        return KeptWalk(
            self._archive.calls,
            back_to,
            progress=lambda: self.progress,
            otherwise=lambda: Walk(client.calls, link, back_to),
            read=self._hear_past,
        )

    async def _poll(self) -> None:
        """Read one page more of the past, if there is more, and remember how far that is."""
        try:
            await self._begin()
            self._follow_the_board()
            async with self._settling:
                await self._agree()
            if not self._page:
                self._since = self._backfill.since
                if not self._at_rest():
                    self._page = await self._backfill.read(self._room.wanted, self._now())
            async with self._settling:
                await self._keep()
        except ArchiveError as error:
            self._trouble = str(error)
            self._feed.interval = _AT_REST
            return
        self._trouble = ""
        self._feed.interval = _AT_REST if self._at_rest() else _BETWEEN_PAGES

    async def _begin(self) -> None:
        """Learn how far earlier consoles have come, and read again what they left unfinished."""
        if not self._begun:
            if not self._on_disk:
                with contextlib.suppress(ArchiveError):  # another console uses them: next time
                    await self._archive.forget_calls()
            self._backfill.learn(from_mark(await self._archive.marks.of(READ)))
            await self._room.begin()
            self._begun = True
        if not self._looked_after and self._session.live.freshness.last_good is not None:
            live, stopped = self._session.live, self._backfill.until
            left = await unfinished(self._archive.calls, stopped)
            board = self._session.board.rows
            live.look_again(*(i for i in left if i not in board), priority=Priority.LATER)
            self._looked_after = True

    async def _agree(self) -> None:
        """Settle with other consoles that use the archive what is known, and whether to go on."""
        marks = self._archive.marks
        if self._pause_known:
            mark = await marks.of(_PAUSED)
            self._paused = bool(mark and mark.get("paused"))
        else:
            await marks.keep(Mark(_PAUSED, {"paused": self._paused}))
            self._pause_known = True
        await self._start_over_if_lost()
        self._backfill.learn(from_mark(await marks.of(READ)))

    async def _start_over_if_lost(self) -> None:
        """Read all anew when what was kept is lost; the mark says what is kept in its file."""
        times = self._archive.of_calls.begun_anew
        if times != self._begun_anew:
            self._backfill.forget_all()
            await self._archive.marks.keep(self._mark())
            self._begun_anew = times

    async def _keep(self) -> None:
        await self._archive.calls.put(self._page, self._mark())
        self._kept.update(call.id for call in self._page)
        self._page = ()
        self._since = self._backfill.since

    async def _let_go(self, before: datetime) -> None:
        """Know no longer what was before, and remember that before anything of it goes."""
        async with self._settling:
            self._backfill.forget(before)
            await self._archive.marks.keep(self._mark())

    def _mark(self) -> Mark:
        return Mark(READ, {"stretches": as_json(self._backfill.stretches)})

    def _follow_the_board(self) -> None:
        """What the board has read since the reading back began need not be read back."""
        age = self._session.live.freshness.age(self._clock.monotonic())
        if age is None:
            return
        read, before = self._now() - timedelta(seconds=age), self._board_read
        self._board_read = read
        if before is not None and read - before > _GAP:
            self._backfill.begin()
        elif not self._intake.behind:
            self._backfill.heard(read - MARGIN)

    async def _tell(self) -> None:
        """Tell what there is to tell, once a second. Ends only by cancellation."""
        told: object = None
        while True:
            if self._kept:
                self._room.grown()
                kept = frozenset(self._kept)
                self._kept.clear()
                self.on_kept.tell(kept)
            progress = replace(self.progress, wanted=BEGINNING, since=BEGINNING)  # both move on
            worth_telling = (progress, self._since)
            if worth_telling != told:
                told = worth_telling
                self.on_change.tell(None)
            await self._clock.sleep(_BETWEEN_NEWS)

    def _at_rest(self) -> bool:
        return self._paused or self._complete()

    def _complete(self) -> bool:
        return self._since is not None and self._since <= self._room.wanted + MARGIN

    def _state(self) -> State:
        if self._paused:
            return State.PAUSED
        if self._complete():
            return State.COMPLETE
        return State.WAITING if self._words() else State.RUNNING

    def _words(self) -> str:
        if trouble := self._trouble or self._intake.trouble or self._room.trouble:
            return trouble
        error = self._feed.freshness.error
        return "" if error is None or self._at_rest() else str(error)

    def _now(self) -> datetime:
        """The server's time."""
        skew = self._session.client.clock_skew or 0.0
        return self._clock.now() + timedelta(seconds=skew)
