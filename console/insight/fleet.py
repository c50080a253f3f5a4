"""The whole fleet in a few numbers, each of which leads to something to do."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.latency import p95
from console.insight.state import CallState, Kind, Level, ended_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.api.records.call import Call

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Fleet:
    """What the calls that are known add up to.

    Attributes:
        talking: answered calls, the stuck ones among them.
        waiting: live calls not yet answered, the stuck ones among them.
        scheduled: calls whose time is still to come.
        stuck: live calls whose clock ran out.
        failed_last_hour: calls that failed in the last 60 minutes.
        ended_last_hour: calls that ended in them, one way or another.
        per_minute: calls begun in each minute, oldest first; the last one is still running.
        p95_ms: 95th percentile of the turns of the last hour's calls; None under 20 turns.
        turn_count: how many turns those were.
    """

    talking: int
    waiting: int
    scheduled: int
    stuck: int
    failed_last_hour: int
    ended_last_hour: int
    per_minute: tuple[int, ...]
    p95_ms: float | None
    turn_count: int

    @property
    def failure_rate(self) -> float | None:
        """Failed of ended in the last hour, 0 to 1; None when none ended."""
        return self.failed_last_hour / self.ended_last_hour if self.ended_last_hour else None

    @property
    def calls_a_minute(self) -> float:
        """The mean of the minutes that are over."""
        over = self.per_minute[:-1]
        return sum(over) / len(over) if over else 0.0


@dataclass(slots=True)
class _Part:
    """What one call adds."""

    kind: Kind
    stuck: bool
    minute: int | None
    leaves: datetime | None
    turns: tuple[int, ...]
    in_hour: bool


class Tally:
    """Adds calls up as they come, change and go.

    A change costs as much as the call has turns, however many calls there are: a board of ten
    thousand is added up as quickly as one of ten.
    """

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}
        self._kinds: Counter[Kind] = Counter()
        self._stuck = 0
        self._begun: Counter[int] = Counter()
        self._over: Counter[Kind] = Counter()
        self._turns: Counter[int] = Counter()
        self._leaving: list[tuple[datetime, str]] = []

    def put(self, call: Call, state: CallState, totals_ms: Iterable[float]) -> None:
        """Count a call, in place of what was counted of it before.

        Args:
            call: a call that came or changed.
            state: its state now; when time alone has changed that, put the call again.
            totals_ms: the totals of its turns in milliseconds, counted to the millisecond.
        """
        before = self._parts.get(call.id)
        self.drop(call.id)
        begun = call.created_at and (call.scheduled_at or call.created_at)
        ended = ended_at(call) if state.kind.over else None
        part = self._parts[call.id] = _Part(
            kind=state.kind,
            stuck=state.level is Level.ALARM,
            minute=_minute(begun) if begun and state.kind is not Kind.SCHEDULED else None,
            leaves=ended and ended + _HOUR,
            turns=tuple(round(total) for total in totals_ms),
            in_hour=ended is not None or not state.kind.over,
        )
        if before is not None and part.leaves is not None and part.leaves == before.leaves:
            part.in_hour = before.in_hour
        elif part.leaves is not None:
            heapq.heappush(self._leaving, (part.leaves, call.id))
        self._count(part, 1)

    def drop(self, call_id: str) -> None:
        """Count a call no longer."""
        if (part := self._parts.pop(call_id, None)) is not None:
            self._count(part, -1)

    def figures(self, now: datetime, *, minutes: int = 12) -> Fleet:
        """What the calls add up to.

        Args:
            now: the current moment; what it has once made leave the last hour stays away.
            minutes: how many minutes `per_minute` looks back, the running one among them.
        """
        self._let_leave(now)
        this_minute = _minute(now)
        return Fleet(
            talking=self._kinds[Kind.TALKING],
            waiting=sum(count for kind, count in self._kinds.items() if kind.waiting),
            scheduled=self._kinds[Kind.SCHEDULED],
            stuck=self._stuck,
            failed_last_hour=self._over[Kind.FAILED],
            ended_last_hour=self._over.total(),
            per_minute=tuple(self._begun[this_minute - back] for back in reversed(range(minutes))),
            p95_ms=p95(self._turns),
            turn_count=self._turns.total(),
        )

    def _let_leave(self, now: datetime) -> None:
        """Take out of the last hour what ended before it."""
        while self._leaving and self._leaving[0][0] < now:
            leaves, call_id = heapq.heappop(self._leaving)
            part = self._parts.get(call_id)
            if part is not None and part.leaves == leaves and part.in_hour:
                self._count_in_hour(part, -1)
                part.in_hour = False

    def _count(self, part: _Part, by: int) -> None:
        self._kinds[part.kind] += by
        self._stuck += by * part.stuck
        if part.minute is not None:
            _add(self._begun, part.minute, by)
        if part.in_hour:
            self._count_in_hour(part, by)

    def _count_in_hour(self, part: _Part, by: int) -> None:
        if part.kind.over:
            self._over[part.kind] += by
        for total in part.turns:
            _add(self._turns, total, by)


def _add(counter: Counter[int], key: int, by: int) -> None:
    """Add to a count, and keep no noughts: the keys are an open set."""
    counter[key] += by
    if not counter[key]:
        del counter[key]


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
