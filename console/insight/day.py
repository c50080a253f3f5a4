"""What each agent and each of our numbers has done in the last 24 hours."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.latency import p95, turns_of
from console.insight.phone import our_side
from console.insight.state import Kind, ended_at, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.api.records.call import Call

_DAY = timedelta(hours=24)
_DAY_SECONDS = _DAY.total_seconds()
_AT_ONCE = 200
_STEP_MS = 10
"""Turns are kept in such steps: a thousand calls then have some hundred different ones."""
_MOST_STEPS = 65_535


@dataclass(frozen=True, slots=True)
class Figures:
    """What the calls of the last 24 hours add up to, as far as they are known.

    Attributes:
        calls: calls begun in that time; those scheduled for later are not among them.
        today: those of them that began since 00:00 UTC, when the platform's days turn.
        ended: those of them that are over, one way or another.
        failed: those of them that failed.
        last: when the latest call began, even if that is longer ago.
        slowest_ms: an agent's longest turn, to 10 ms; None when no turn is known.
        p95_ms: the 95th percentile of one agent's turns, to 10 ms; None under 20 turns.
    """

    calls: int = 0
    today: int = 0
    ended: int = 0
    failed: int = 0
    last: datetime | None = None
    slowest_ms: float | None = None
    p95_ms: float | None = None

    @property
    def rate(self) -> float | None:
        """Failed of ended, 0 to 1; None when none ended."""
        return self.failed / self.ended if self.ended else None


NOTHING = Figures()


class DayTally:
    """Adds calls up by agent and by our number as they come, change and leave the day.

    A call costs as much as it has turns, however many calls there are. What is kept of one are
    some hundred bytes: a day may have 50,000.

    Attributes:
        keep: how long a call counts after its beginning.
    """

    keep = _DAY

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}
        self._agents: dict[str, _Scope] = {}
        self._numbers: dict[str, _Scope] = {}
        self._leaving: list[tuple[float, str]] = []

    def put(self, call: Call, now: datetime) -> bool:
        """Count a call, in place of what was counted of it before, at the server's time `now`.

        Returns:
            Whether any figures are different now.
        """
        kind = state_of(call, now).kind
        begun = _begun(call, kind)
        if begun is None:
            return self.drop(call.id)
        part = _Part(
            agent=_scope(self._agents, call.agent_id),
            number=_scope(self._numbers, our_side(call)),
            begun=begun,
            over=kind.over,
            failed=kind is Kind.FAILED,
            turns=_turns(call),
        )
        before = self._parts.get(call.id)
        if before == part:
            return False
        later = [scope.note(begun) for scope in (part.agent, part.number) if scope]
        self.drop(call.id)
        if begun + _DAY_SECONDS <= now.timestamp():
            return before is not None or any(later)
        self._parts[call.id] = part
        part.count(1)
        if before is None or before.begun != begun:
            heapq.heappush(self._leaving, (begun, call.id))
        return True

    def drop(self, call_id: str) -> bool:
        """Count a call no longer.

        Returns:
            Whether it was counted.
        """
        part = self._parts.pop(call_id, None)
        if part is not None:
            part.count(-1)
        return part is not None

    def expire(self, now: datetime, most: int = _AT_ONCE) -> bool:
        """Let calls leave that began 24 hours before `now`, the oldest first, `most` at once.

        Returns:
            Whether any left; then more may have to.
        """
        ends = now.timestamp() - _DAY_SECONDS
        left = 0
        while self._leaving and self._leaving[0][0] <= ends and left < most:
            begun, call_id = heapq.heappop(self._leaving)
            part = self._parts.get(call_id)
            if part is not None and part.begun == begun:
                self.drop(call_id)
            left += 1
        return left > 0

    def of_agent(self, agent_id: str, now: datetime) -> Figures:
        """An agent's figures."""
        scope = self._agents.get(agent_id)
        return scope.figures(now) if scope else NOTHING

    def of_number(self, number: str, now: datetime) -> Figures:
        """The figures of one of our numbers (E.164): calls from it, and inbound calls to it."""
        scope = self._numbers.get(number)
        return scope.figures(now) if scope else NOTHING

    def of_agents(self, agent_ids: Iterable[str], now: datetime) -> Figures:
        """The sum of several agents."""
        each = [self.of_agent(agent_id, now) for agent_id in set(agent_ids)]
        return Figures(
            calls=sum(figures.calls for figures in each),
            today=sum(figures.today for figures in each),
            ended=sum(figures.ended for figures in each),
            failed=sum(figures.failed for figures in each),
            last=max((figures.last for figures in each if figures.last), default=None),
            slowest_ms=max(
                (figures.slowest_ms for figures in each if figures.slowest_ms is not None),
                default=None,
            ),
        )


class _Scope:
    """The sums of one agent or number."""

    __slots__ = ("_figures", "_of_day", "calls", "days", "ended", "failed", "last", "turns")

    def __init__(self) -> None:
        self.calls = 0
        self.ended = 0
        self.failed = 0
        self.last = float("-inf")
        self.days: Counter[int] = Counter()
        self.turns: Counter[int] = Counter()
        self._figures: Figures | None = None
        self._of_day = 0

    def add(self, part: _Part, by: int) -> None:
        self._figures = None
        self.calls += by
        self.ended += by * part.over
        self.failed += by * part.failed
        _add(self.days, _day(part.begun), by)

    def add_turns(self, turns: Iterable[int], by: int) -> None:
        for turn in turns:
            _add(self.turns, turn * _STEP_MS, by)

    def note(self, begun: float) -> bool:
        """Remember when the latest call began, and say whether this one is it."""
        later = begun > self.last
        if later:
            self._figures = None
            self.last = begun
        return later

    def figures(self, now: datetime) -> Figures:
        """The figures; the same object as long as nothing changes."""
        day = _day(now.timestamp())
        if self._figures is None or self._of_day != day:
            self._of_day = day
            self._figures = Figures(
                calls=self.calls,
                today=self.days[day],
                ended=self.ended,
                failed=self.failed,
                last=datetime.fromtimestamp(self.last, UTC),
                slowest_ms=max(self.turns, default=None),
                p95_ms=p95(self.turns),
            )
        return self._figures


@dataclass(slots=True)
class _Part:
    """What one call adds, and to whom. Times are seconds since 1970."""

    agent: _Scope | None
    number: _Scope | None
    begun: float
    over: bool
    failed: bool
    turns: array[int]

    def count(self, by: int) -> None:
        if self.agent is not None:
            self.agent.add(self, by)
            self.agent.add_turns(self.turns, by)
        if self.number is not None:
            self.number.add(self, by)


def _scope(scopes: dict[str, _Scope], key: str | None) -> _Scope | None:
    if key and key not in scopes:
        scopes[key] = _Scope()
    return scopes[key] if key else None


def _begun(call: Call, kind: Kind) -> float | None:
    """When a call began; None for one whose time is still to come, or that does not tell."""
    begun = call.scheduled_at or call.created_at
    if kind is Kind.SCHEDULED or begun is None:
        return None
    ended = ended_at(call) if kind.over else None
    return min(begun, ended or begun).timestamp()  # one that is canceled never reaches its time


def _turns(call: Call) -> array[int]:
    totals = (turn.total_ms for turn in turns_of(call.latency))
    return array("H", (min(round(total / _STEP_MS), _MOST_STEPS) for total in totals))


def _add(counter: Counter[int], key: int, by: int) -> None:
    counter[key] += by
    if not counter[key]:
        del counter[key]


def _day(moment: float) -> int:
    return int(moment // _DAY_SECONDS)
