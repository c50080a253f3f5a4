"""How well calls go: per agent and over all, beside what is usual for the same agent."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal, normal
from console.insight.endings import outcome_words
from console.insight.latency import (
    FEWEST_FOR_P95,
    percentile_of_counts,
    stage_group,
    turns_of,
)
from console.insight.state import Artefacts, artefacts_of, ended_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from console.api.records.call import Call

USUAL = timedelta(days=7)
"""How long back goes what is usual."""
STAGES = ("stt", "eou", "kb", "llm", "tool", "tts")
"""The parts of a turn that are told apart, in the order in which they happen; hearing runs while
the caller talks and is no part of the total."""

_STT = "stt"


@dataclass(frozen=True, slots=True)
class Sample:
    """What an ended call adds to the figures. Keep it: it takes some 100 µs to make.

    Attributes:
        agent_id: the agent; None if the record names none.
        at: when it ended.
        dialled: whether we called somebody, who might not have answered.
        answered: whether somebody did.
        failed: whether it failed.
        seconds: how long it was talked; None for a call that wasn't answered.
        cost_cents: what the carrier takes, as far as the record says.
        turns_ms: the total of each turn, in whole milliseconds.
        stages_ms: by stage, the time of each turn that had it, likewise.
        outcome: what came of it; empty where the record says nothing.
    """

    agent_id: str | None
    at: datetime
    dialled: bool
    answered: bool
    failed: bool
    seconds: float | None = None
    cost_cents: float | None = None
    turns_ms: array[float] = field(default_factory=lambda: array("f"))
    stages_ms: Mapping[str, array[float]] = field(default_factory=dict[str, "array[float]"])
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution, in milliseconds.

    Attributes:
        n: how many values.
        p50: the median; None without values.
        p95: the 95th percentile; None for fewer than 20 values, of which it would be noise.
    """

    n: int = 0
    p50: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """What calls add up to.

    Attributes:
        calls: ended calls.
        dialled: those of them that we placed.
        answered: those of the dialled that somebody answered.
        failed: those of all that failed.
        talked: those of all that have a duration.
        mean_seconds: their average length; None without any.
        median_seconds: their median length.
        turn: turn latency, computed from the turns of all calls.
        stages: the same by stage (`STAGES`); a stage that never happened is left out.
        cost_cents: what the carrier takes for all; None when no record says.
    """

    calls: int = 0
    dialled: int = 0
    answered: int = 0
    failed: int = 0
    talked: int = 0
    mean_seconds: float | None = None
    median_seconds: float | None = None
    turn: Spread = field(default_factory=Spread)
    stages: Mapping[str, Spread] = field(default_factory=dict[str, Spread])
    cost_cents: float | None = None

    @property
    def answer_rate(self) -> float | None:
        """Answered of dialled, 0 to 1; None when none was dialled."""
        return self.answered / self.dialled if self.dialled else None

    @property
    def failure_rate(self) -> float | None:
        """Failed of ended, 0 to 1; None when none ended."""
        return self.failed / self.calls if self.calls else None

    @property
    def cents_per_call(self) -> float | None:
        """What a call costs in the mean, those that never came about among them."""
        return None if self.cost_cents is None else self.cost_cents / self.calls


@dataclass(frozen=True, slots=True)
class Compared:
    """Figures of a span, and of the seven days before it."""

    now: Performance
    usual: Performance


@dataclass(frozen=True, slots=True)
class Performances:
    """Over all, and by the agent's id."""

    overall: Compared
    agents: Mapping[str, Compared]


def sample_of(call: Call, now: datetime) -> Sample | None:
    """What a call adds to the figures; None while it is live."""
    ended = ended_at(call)
    if not is_terminal(call.status) or ended is None:
        return None
    answered = artefacts_of(call, now) is not Artefacts.NONE
    turns = turns_of(call.latency) if answered else ()
    stages: defaultdict[str, array[float]] = defaultdict(lambda: array("f"))
    for turn in turns:
        spent: defaultdict[str, float] = defaultdict(float)
        for stage, ms in turn.stages:
            spent[stage_group(stage)] += ms
        for stage, ms in spent.items():
            stages[stage].append(round(ms))
    if turns:
        heard = (event.ms for event in call.latency.events if event.type == _STT)
        stages[_STT].extend(round(ms) for ms in heard if isfinite(ms))
    return Sample(
        agent_id=call.agent_id,
        at=ended,
        dialled=normal(call.type) == "outbound",
        answered=answered,
        failed=normal(call.status) == "failed",
        seconds=call.duration_seconds if answered else None,
        cost_cents=call.cost_cents,
        turns_ms=array("f", (round(turn.total_ms) for turn in turns)),
        stages_ms=stages,
        outcome=outcome_words(call),
    )


def performance_of(samples: Iterable[Sample]) -> Performance:
    """Add calls up."""
    tally = _Tally()
    for sample in samples:
        tally.add(sample)
    return tally.performance()


def performances(samples: Iterable[Sample], *, now: datetime, span: timedelta) -> Performances:
    """The figures of a span beside those of the seven days before it, over all and by agent.

    Args:
        samples: calls in any order; those of neither time are passed over.
        now: the end of the span.
        span: how long it is.
    """
    since = now - span
    usual_since = since - USUAL
    inside: defaultdict[str | None, _Tally] = defaultdict(_Tally)
    usual: defaultdict[str | None, _Tally] = defaultdict(_Tally)
    for sample in samples:
        if sample.at > since:
            inside[sample.agent_id].add(sample)
        elif sample.at > usual_since:
            usual[sample.agent_id].add(sample)
    return Performances(
        overall=Compared(_together(inside.values()), _together(usual.values())),
        agents={
            agent: Compared(tally.performance(), usual[agent].performance())
            for agent, tally in inside.items()
            if agent
        },
    )


def spread_of(values: Iterable[float]) -> Spread:
    """The distribution of times in milliseconds."""
    return _spread(Counter(values))


class _Tally:
    """Adds calls up; two of them can be joined.

    Times are counted, not sorted: a week of a busy account has millions, but few different ones,
    and sorting them would hold up everything else that goes on.
    """

    def __init__(self) -> None:
        self._calls = self._dialled = self._answered = self._failed = 0
        self._seconds: Counter[float] = Counter()
        self._turns: Counter[float] = Counter()
        self._stages: defaultdict[str, Counter[float]] = defaultdict(Counter)
        self._cost: float | None = None

    def add(self, sample: Sample) -> None:
        self._calls += 1
        self._dialled += sample.dialled
        self._answered += sample.dialled and sample.answered
        self._failed += sample.failed
        if sample.seconds is not None:
            self._seconds[sample.seconds] += 1
        self._turns.update(sample.turns_ms)
        for stage, times in sample.stages_ms.items():
            self._stages[stage].update(times)
        if sample.cost_cents is not None:
            self._cost = (self._cost or 0) + sample.cost_cents

    def join(self, other: _Tally) -> None:
        self._calls += other._calls
        self._dialled += other._dialled
        self._answered += other._answered
        self._failed += other._failed
        self._seconds.update(other._seconds)
        self._turns.update(other._turns)
        for stage, times in other._stages.items():
            self._stages[stage].update(times)
        if other._cost is not None:
            self._cost = (self._cost or 0) + other._cost

    def performance(self) -> Performance:
        talked = self._seconds.total()
        talk = sum(seconds * count for seconds, count in self._seconds.items())
        stages = {stage: self._stages[stage] for stage in STAGES if self._stages.get(stage)}
        return Performance(
            calls=self._calls,
            dialled=self._dialled,
            answered=self._answered,
            failed=self._failed,
            talked=talked,
            mean_seconds=talk / talked if talked else None,
            median_seconds=percentile_of_counts(self._seconds, 50),
            turn=_spread(self._turns),
            stages={stage: _spread(times) for stage, times in stages.items()},
            cost_cents=self._cost,
        )


def _together(tallies: Iterable[_Tally]) -> Performance:
    whole = _Tally()
    for tally in tallies:
        whole.join(tally)
    return whole.performance()


def _spread(counts: Counter[float]) -> Spread:
    n = counts.total()
    return Spread(
        n=n,
        p50=percentile_of_counts(counts, 50),
        p95=percentile_of_counts(counts, 95) if n >= FEWEST_FOR_P95 else None,
    )
