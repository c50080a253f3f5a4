"""The whole fleet in a few numbers, each of which leads to something to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.latency import p95, turns_of
from console.insight.state import Kind, Level, ended_at, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def figures(
    calls: Iterable[Call],
    now: datetime,
    *,
    max_durations: Mapping[str, float] | None = None,
    minutes: int = 12,
) -> Fleet:
    """Add the calls up.

    Args:
        calls: all calls that are known, live and ended; what isn't among them isn't counted.
        now: the current moment.
        max_durations: the limit of each agent's calls in seconds, by agent id.
        minutes: how many minutes `per_minute` looks back, the running one among them.
    """
    limits = max_durations or {}
    kinds: Counter[Kind] = Counter()
    stuck = failed = ended = 0
    begun: Counter[int] = Counter()
    totals: list[float] = []
    this_minute = _minute(now)
    for call in calls:
        state = state_of(call, now, limits.get(call.agent_id or ""))
        kinds[state.kind] += 1
        stuck += state.level is Level.ALARM
        if state.kind is not Kind.SCHEDULED and call.created_at is not None:
            begun[this_minute - _minute(call.scheduled_at or call.created_at)] += 1
        moment = ended_at(call) if state.kind.over else now
        if moment is None or now - moment > _HOUR:
            continue
        ended += state.kind.over
        failed += state.kind is Kind.FAILED
        totals += [turn.total_ms for turn in turns_of(call.latency)]
    return Fleet(
        talking=kinds[Kind.TALKING],
        waiting=sum(count for kind, count in kinds.items() if kind.waiting),
        scheduled=kinds[Kind.SCHEDULED],
        stuck=stuck,
        failed_last_hour=failed,
        ended_last_hour=ended,
        per_minute=tuple(begun[back] for back in reversed(range(minutes))),
        p95_ms=p95(totals),
        turn_count=len(totals),
    )


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
