"""What was wrong with the calls of a span: each is looked over once, and again when it changes."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from math import inf
from sys import intern
from typing import TYPE_CHECKING

from console.accounts.errors import AccountError
from console.actions.looking_back.span_of_calls import SpanOfCalls
from console.api.vocabulary import is_terminal
from console.archive.errors import ArchiveError
from console.insight.filter_language import HISTORY
from console.insight.filter_tree import During
from console.insight.filters import Filter
from console.insight.reasons import failure_of
from console.insight.slowness import FELT
from console.insight.state import DEFAULT_MAX_DURATION_SECONDS
from console.insight.triage import Triage, triage
from console.insight.troubles import Diagnosis, Rules, diagnose
from console.live.board import Presence
from console.live.listeners import Listeners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.insight.catalogue import Catalogue
    from console.insight.reasons import Reason
    from console.insight.slowness import Thresholds
    from console.session import Session

_log = logging.getLogger(__name__)

_LOOK_AGAIN_AFTER = 60.0
"""Seconds after which what time alone may have changed is looked over again."""
_RESTART_AFTER = 5.0
_MOST_COUNTED = 1_000_000
_ON_THE_PLATFORM = (Presence.HERE, Presence.CHECKING)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the calls of a span have been looked over.

    Attributes:
        read: how many were.
        about: how many there are to be, as far as they are kept; it may have grown since.
        complete: whether all of them were.
        full: whether no more can be, so that only the latest are.
        read_to: when the oldest of them was ordered; None before the first.
        trouble: why it does not go on, in words; empty when all is well.
        anew: whether they are looked over once more, by other rules.
    """

    read: int
    about: int
    complete: bool
    full: bool
    read_to: datetime | None
    trouble: str
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _Former:
    """What was found by other rules, which stands for what is not yet looked over again.

    Attributes:
        made: the diagnoses by the call's id.
        complete: whether all calls of the span were looked over.
    """

    made: Mapping[str, Diagnosis]
    complete: bool


class Diagnoses:
    """Looks calls over in a thread and keeps what it finds, for the widest span looked at.

    A call that has ended is judged as it is kept in the archive; a live one as the board has it.
    Nothing is read before somebody asks for a span. While calls are looked over once more by other
    rules, what was found before stands for those whose turn has not come.

    Attributes:
        on_change: told, at most once a second, that there may be something else to see.
        catalogue_trouble: what is wrong with a person's own rows, in words; they are left aside.
    """

    def __init__(
        self,
        session: Session,
        calls: Calls,
        on_kept: Listeners[frozenset[str]],
        *,
        load: Callable[[], Catalogue],
        slowness: Thresholds = FELT,
    ) -> None:
        """Prepare.

        Args:
            session: has the live calls, and the agents with their limits.
            calls: the archive's.
            on_kept: tells the ids of calls that were kept anew.
            load: reads the catalogue with a person's own rows, in a thread; raises AccountError.
            slowness: from when on a call is slow.
        """
        self.on_change: Listeners[None] = Listeners()
        self.catalogue_trouble = ""
        self._session = session
        self._calls = calls
        self._on_kept = on_kept
        self._load = load
        self._rules = Rules(
            slowness=slowness, limit_of=self._limit_of, patience=lambda: session.patience
        )
        self._back = timedelta(0)
        self._about = 0
        self._wider = asyncio.Event()
        self._looked_again_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._span = self._new_span()
        self._replaced: _Former | None = None
        self._last_failure: tuple[Call, Catalogue, Reason | None] | None = None

    @property
    def rules(self) -> Rules:
        """What counts as trouble."""
        return self._rules

    @property
    def reading(self) -> Reading:
        """How far it is."""
        span = self._span
        return Reading(
            len(span.made),
            self._about,
            span.complete,
            span.full,
            span.read_to,
            span.trouble,
            anew=self._former is not None,
        )

    def counted(self, span: timedelta) -> bool:
        """Whether all calls of a span that are kept were looked over, by the rules of the moment.

        More of the span may be kept later.
        """
        return self._span.covers(span)

    def of(self, call_id: str) -> Diagnosis | None:
        """What is known of an ended call."""
        return self._span.made.get(call_id)

    def failure_of(self, call: Call) -> Reason | None:
        """Why a call failed, if it did, as the catalogue has it now."""
        catalogue = self._rules.catalogue
        last = self._last_failure
        if last is None or last[0] is not call or last[1] is not catalogue:
            last = self._last_failure = (call, catalogue, failure_of(call, catalogue))
        return last[2]

    def reach(self, span: timedelta) -> None:
        """Have the calls of a span, and of the time before it, which is as long."""
        if 2 * span > self._back:
            self._back = 2 * span
            if former := self._former:
                self._replaced = replace(former, complete=False)
            self._span.reach(self._back)
            self._wider.set()

    def judge_slowness(self, slowness: Thresholds) -> None:
        """Take other thresholds, which means looking at all calls again."""
        if slowness != self._rules.slowness:
            self._judge_by(replace(self._rules, slowness=slowness))

    async def load_catalogue(self) -> None:
        """Read a person's rows again; when they have changed, all calls are looked at again."""
        try:
            catalogue, trouble = await asyncio.to_thread(self._load), ""
        except AccountError as error:
            catalogue, trouble = self._rules.catalogue, error.words
        news = trouble != self.catalogue_trouble
        self.catalogue_trouble = trouble
        if catalogue != self._rules.catalogue:
            self._judge_by(replace(self._rules, catalogue=catalogue))
        elif news:
            self.on_change.tell(None)

    async def run(self) -> None:
        """Read what is asked for, then follow what is kept, until cancelled."""
        await self.load_catalogue()
        await self._wider.wait()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read())
            group.create_task(self._count())

    async def triage(
        self,
        span: timedelta,
        *,
        carriers: Mapping[str, str] | None = None,
        known_since: datetime | None = None,
    ) -> Triage:
        """Group what is known by now; a week of a busy account takes a moment in a thread.

        Args:
            span: how long it is, up to now.
            carriers: the carrier of each number of the account.
            known_since: from when on all calls are kept.
        """
        now, rules = self._now(), self._rules
        former, made, live = self._former, dict(self._span.made), self._live()
        reading = self.reading
        complete = reading.complete or (former is not None and former.complete)
        if known_since is not None and not complete:
            known_since = max(known_since, reading.read_to or now)

        def group() -> tuple[Triage, list[str]]:
            ended = ({**former.made, **made} if former else made).values()
            living = (diagnose(call, now, rules) for call in live)
            found = triage(
                chain(ended, living),
                now=now,
                span=span,
                carriers=carriers,
                known_since=known_since,
            )
            return found, [each.call_id for each in ended if not each.settled]

        found, unsettled = await asyncio.to_thread(group)
        self._look_again(unsettled)
        return found

    def _new_span(self) -> SpanOfCalls[Diagnosis]:
        span = SpanOfCalls(self._calls, self._on_kept, self._session.clock, self._diagnosis)
        span.on_change.add(self.on_change.tell)
        return span

    @property
    def _former(self) -> _Former | None:
        """What other rules found, as long as it has to stand for anything."""
        if self._span.complete or self._span.full:
            self._replaced = None
        return self._replaced

    def _judge_by(self, rules: Rules) -> None:
        self._rules, span, former = rules, self._span, self._former
        made = {**former.made, **span.made} if former else span.made
        complete = span.complete or (former is not None and former.complete)
        self._replaced = _Former(made, complete) if made else None
        self._span = self._new_span()
        self._span.reach(self._back)
        if self._reading is not None:
            self._reading.cancel()
        self.on_change.tell(None)

    async def _read(self) -> None:
        """Read by the rules of the moment; when they change, from the beginning."""
        while True:
            self._reading = asyncio.create_task(self._span.run())
            try:
                await asyncio.wait((self._reading,))
            finally:
                self._reading.cancel()
            if not self._reading.cancelled() and (error := self._reading.exception()):
                _log.error("Looking over calls ended on a %s", type(error).__name__)
                await self._session.clock.sleep(_RESTART_AFTER)

    async def _count(self) -> None:
        """Learn how many calls there are to be read, each time that the span grows."""
        while True:
            await self._wider.wait()
            self._wider.clear()
            begin = (self._now() - self._back).timestamp()
            with suppress(ArchiveError):  # whoever reads them says so
                self._about = await self._calls.count(
                    Filter("", During(begin, inf), HISTORY), {}, at_most=_MOST_COUNTED
                )
            self.on_change.tell(None)

    def _diagnosis(self, call: Call) -> Diagnosis | None:
        """What is kept of a call: little of the many that had no trouble."""
        if not is_terminal(call.status):
            return None
        found = diagnose(call, self._now(), self._rules)
        if found.troubles:
            return replace(found, agent_id=_one(found.agent_id), ours=_one(found.ours))
        return Diagnosis(found.call_id, found.at, found.at, ended=True, settled=found.settled)

    def _now(self) -> datetime:
        """The server's time."""
        skew = self._session.client.clock_skew or 0.0
        return self._session.clock.now() + timedelta(seconds=skew)

    def _live(self) -> list[Call]:
        rows = self._session.board.rows.values()
        return [row.call for row in rows if not row.ended and row.presence in _ON_THE_PLATFORM]

    def _limit_of(self, agent_id: str | None) -> float | None:
        agent = self._session.agents.records.get(agent_id or "")
        return (agent.max_duration_seconds or DEFAULT_MAX_DURATION_SECONDS) if agent else None

    def _look_again(self, unsettled: Iterable[str]) -> None:
        moment = self._session.clock.monotonic()
        if moment - self._looked_again_at >= _LOOK_AGAIN_AFTER:
            self._looked_again_at = moment
            self._span.look_again(unsettled)


def _one(text: str | None) -> str | None:
    """The same object for the same text, of which thousands of calls have one."""
    return text and intern(text)
