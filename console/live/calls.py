"""The calls that are happening now, kept up to date on a board."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from console.api.errors import ApiError, Trouble
from console.api.vocabulary import LIVE_DOCUMENTED
from console.live.artefacts import next_read, patience_with
from console.live.board import Board, Presence, has_ended
from console.live.budget import Priority
from console.live.emptiness import Emptiness
from console.live.feed import Feed, SuspiciousError
from console.live.listeners import Listeners
from console.live.lookups import Lookups
from console.live.newest import NewestCalls
from console.live.pages import CallPages, LiveClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from random import Random

    from console.api.pages import Page
    from console.api.records.call import Call
    from console.clock import Clock
    from console.live.changes import Change
    from console.live.freshness import Freshness
    from console.live.link import Answer, Link

_INTERVAL = 3.0
_IDLE_INTERVAL = 15.0
_WATCHED_INTERVAL = 2.0
_WATCHED_AND_DONE_INTERVAL = 30.0
_UNLISTED_INTERVAL = 30.0
_SPELLING = re.compile(r"[A-Za-z][\w .-]{0,39}", re.ASCII)
"""A status that can be asked for; what else stands there is shown, and read by its id."""
_MOST_SPELLINGS = 12
"""Statuses asked for at most: what the server invents must not multiply the requests."""


class LiveCalls:
    """Fills a board: which calls live, what became of those that no longer do.

    One poll asks for the live statuses page by page, then for the newest calls of all; what has
    left the live lists and was not among the newest is read by its id. So a poll costs a
    hundredth of the live calls in requests, and a call costs one more when it ends.

    Attributes:
        on_change: told of every change of the board that is worth drawing.
        on_past: told of calls that were read and ended too long ago for the board.
    """

    def __init__(
        self, client: LiveClient, board: Board, link: Link, clock: Clock, rng: Random
    ) -> None:
        self.on_change: Listeners[Change] = Listeners()
        self.on_past: Listeners[tuple[Call, ...]] = Listeners()
        self._client = client
        self._calls = client.calls
        self._board = board
        self._link = link
        self._clock = clock
        self._spellings: dict[str, None] = dict.fromkeys(LIVE_DOCUMENTED)
        self._refused: set[str] = set()
        self._listed: set[str] = set()
        self._unlisted: set[str] = set()
        self._ended_at: dict[str, float] = {}
        self._unreadable_in: Counter[str] = Counter()
        self._unreadable = 0
        self._emptiness = Emptiness()
        self._watched: str | None = None
        self._pages = CallPages(client.calls, link)
        self._newest = NewestCalls(self._pages, self._take_newest)
        self._lookups = Lookups(
            client.calls,
            link=link,
            clock=clock,
            rng=rng,
            found=self._take_one,
            gone=self._gone,
            in_bulk=self._newest.read_ended,
        )
        self._feed = Feed(
            "calls",
            self._poll,
            interval=_INTERVAL,
            idle_interval=_IDLE_INTERVAL,
            link=link,
            clock=clock,
            rng=rng,
        )
        self._watch_feed = Feed(
            "watched call",
            self._poll_watched,
            interval=_WATCHED_INTERVAL,
            idle_interval=_IDLE_INTERVAL,
            link=link,
            clock=clock,
            rng=rng,
        )

    def ask_every(self, seconds: float) -> None:
        """Ask what lives at this interval."""
        self._feed.interval = seconds

    @property
    def freshness(self) -> Freshness:
        """How old the board is at present, and why."""
        return replace(self._feed.freshness, unreadable=self._unreadable)

    @property
    def attended(self) -> bool:
        """Whether somebody looks; when nobody does, polls are rarer."""
        return self._feed.attended

    @attended.setter
    def attended(self, attended: bool) -> None:
        self._feed.attended = attended
        self._watch_feed.attended = attended

    async def run(self) -> None:
        """Keep the board up to date. Ends only by cancellation."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._feed.run())
            group.create_task(self._watch_feed.run())
            group.create_task(self._lookups.run())

    async def read(self) -> None:
        """Read the board once, for those who do not run the feeds.

        Raises:
            ApiError: it could not be read.
        """
        await self._feed.read()

    def look_again(self, *call_ids: str, priority: Priority = Priority.ASKED) -> None:
        """Read these calls, or without ids the whole board, soon and out of turn."""
        if not call_ids:
            self._feed.look_again()
        for call_id in map(self._board.resolve, call_ids):
            if not self._board.is_a_place(call_id):
                self._lookups.want(call_id, priority)

    def watch(self, call_id: str | None) -> None:
        """Read this call more often than the others: somebody has it open. None ends it."""
        if call_id != self._watched:
            self._watched = call_id
            self._watch_feed.run_soon()

    def put(self, call: Call, *, sent: float | None = None, for_request: str | None = None) -> None:
        """Show the answer to a write at once; it also tells that the server is there.

        Args:
            call: the answer.
            sent: monotonic seconds at which the write was sent; now, if it was just answered.
            for_request: the request whose place, held by `expect`, is the call's.
        """
        self._link.answered()
        if for_request is not None:
            self._publish(self._board.bind(for_request, call.id))
        self._take((call,), self._clock.monotonic() if sent is None else sent)

    def expect(self, request_id: str, body: Mapping[str, object]) -> None:
        """Hold a place for a call about to be asked for; see `Board.expect`."""
        self._publish(self._board.expect(request_id, body, self._clock.monotonic()))

    def forget(self, request_id: str) -> None:
        """Give up the place held for a call: it is certain that it was not taken."""
        self._publish(self._board.forget(request_id))

    def dismiss(self, call_id: str) -> None:
        """Take a row away that stands for no call: one that is gone, or was never seen."""
        self._publish(self._board.dismiss(call_id))

    def doing(
        self, call_id: str, words: str | None, confirms: Callable[[Call], bool] | None = None
    ) -> None:
        """Show what was asked of a call until a read confirms it; None takes it away.

        Without `confirms` the end of the call confirms it.
        """
        if words is None:
            self._publish(self._board.unmark(call_id))
        else:
            now = self._clock.monotonic()
            self._publish(self._board.mark(call_id, words, now, confirms or has_ended))

    def slept(self, seconds: float) -> None:
        """The machine was asleep for so long: age everything, and ask at once."""
        self._board.slept(seconds)
        self._feed.slept(seconds)
        self._watch_feed.slept(seconds)

    async def _poll(self) -> None:
        started = self._clock.monotonic()
        before = len(self._board.live_unseen_since(started))
        self._listed = set()
        self._unreadable_in.clear()
        wall = self._server_now()
        expired = self._board.expire(wall, started)
        self._lookups.settle(expired.removed)
        self._publish(expired)
        await self._read_live()
        if not self._emptiness.believe(held=before, came=len(self._listed)):
            raise SuspiciousError
        await self._newest.read(wall - self._board.keep)
        self._unreadable = max(self._unreadable_in.values(), default=0)  # both may show the same
        self._check_those_that_left(started)
        self._publish(self._board.give_up(self._clock.monotonic()))

    async def _read_live(self) -> None:
        refusal: ApiError | None = None
        for status in tuple(self._spellings):
            try:
                async for answer in self._pages.with_status(status):
                    self._take_listed(answer)
            except ApiError as error:
                if error.kind is not Trouble.INVALID:
                    raise
                refusal = error
                self._refused.add(status)
                del self._spellings[status]
        if refusal is not None and not self._spellings:
            self._spellings = dict.fromkeys(LIVE_DOCUMENTED)
            raise refusal

    def _check_those_that_left(self, started: float) -> None:
        self._unlisted.intersection_update(self._board.rows)
        rested = self._clock.monotonic() - _UNLISTED_INTERVAL
        left = [
            call_id
            for call_id in self._board.live_unseen_since(started)
            if call_id not in self._unlisted or self._board.rows[call_id].as_of < rested
        ]
        self._publish(self._board.set_presence(left, Presence.CHECKING))
        for call_id in left:
            self._lookups.want(call_id, Priority.ROUTINE)

    async def _poll_watched(self) -> None:
        call_id = self._watched and self._board.resolve(self._watched)
        if call_id is None or self._board.is_a_place(call_id):
            self._watch_feed.interval = _WATCHED_INTERVAL  # costs no request
            return
        try:
            answer = await self._link.ask(lambda: self._calls.get(call_id), Priority.WATCHED)
        except ApiError as error:
            if error.kind is not Trouble.NOT_FOUND:
                raise
            self._gone((call_id,))
            return
        self._take_one(answer)
        call = answer.value
        moving = not has_ended(call) or call_id in self._ended_at
        self._watch_feed.interval = _WATCHED_INTERVAL if moving else _WATCHED_AND_DONE_INTERVAL

    def _take_listed(self, answer: Answer[Page[Call]]) -> None:
        ids = [call.id for call in answer.value.items]
        self._unreadable_in["live"] += len(answer.value.unreadable)
        self._listed.update(ids)
        self._unlisted.difference_update(ids)
        self._take(answer.value.items, answer.as_of)

    def _take_newest(self, answer: Answer[Page[Call]]) -> None:
        self._unreadable_in["newest"] += len(answer.value.unreadable)
        for call in answer.value.items:
            self._learn_spelling(call)
        self._take(answer.value.items, answer.as_of)

    def _take_one(self, answer: Answer[Call]) -> None:
        call = answer.value
        self._learn_spelling(call)
        held = self._board.rows.get(call.id)
        if held and held.presence is Presence.CHECKING and not has_ended(call):
            self._unlisted.add(call.id)
        self._take((call,), answer.as_of)

    def _take(self, calls: tuple[Call, ...], as_of: float) -> None:
        self._lookups.settle(call.id for call in calls)
        change = self._board.apply(calls, as_of)
        waiting = (call.id for call in calls if call.id in self._ended_at)
        for call_id in {*change.added, *change.changed, *waiting}:
            self._follow_up(call_id)
        self._publish(change)
        past = tuple(call for call in calls if call.id not in self._board.rows)
        if past:
            self.on_past.tell(past)

    def _gone(self, call_ids: Iterable[str]) -> None:
        call_ids = tuple(call_ids)
        for call_id in call_ids:
            self._ended_at.pop(call_id, None)
        self._publish(self._board.lose(call_ids, self._server_now(), self._clock.monotonic()))

    def _learn_spelling(self, call: Call) -> None:
        """Ask from now on for a live status that only a read without a filter has shown."""
        status = call.raw.get("status")
        if (
            isinstance(status, str)
            and _SPELLING.fullmatch(status)
            and status not in self._refused
            and call.id not in self._listed
            and not has_ended(call)
            and len(self._spellings) < _MOST_SPELLINGS
        ):
            self._spellings.setdefault(status)

    def _follow_up(self, call_id: str) -> None:
        """Plan to read an ended call again until its messages and analysis are there."""
        now = self._clock.monotonic()
        row = self._board.rows.get(call_id)
        patience = 0.0 if row is None or self._is_long_over(row.call) else patience_with(row.call)
        ended_at = self._ended_at.setdefault(call_id, now)
        age = next_read(now - ended_at, patience)
        if age is None:
            del self._ended_at[call_id]
        else:
            self._lookups.want(call_id, Priority.LATER, ended_at + age)

    def _is_long_over(self, call: Call) -> bool:
        moment = call.ended_at or call.updated_at or datetime.min.replace(tzinfo=UTC)
        return self._server_now() - moment > timedelta(minutes=30)

    def _server_now(self) -> datetime:
        return self._clock.now() + timedelta(seconds=self._client.clock_skew or 0.0)

    def _publish(self, change: Change) -> None:
        if change:
            self.on_change.tell(change)
