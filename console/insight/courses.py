"""How a span of calls went, part of it by part: for charts."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.figures import Spread, spread_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.insight.figures import Sample

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the span.

    Attributes:
        begins: when it does.
        fine: ended calls that did not fail.
        failed: calls that failed.
        turn: turn latency.
    """

    begins: datetime
    fine: int = 0
    failed: int = 0
    turn: Spread = field(default_factory=Spread)

    @property
    def calls(self) -> int:
        """All that ended."""
        return self.fine + self.failed


@dataclass(frozen=True, slots=True)
class Course:
    """A span of calls over time.

    Attributes:
        step: how long a part lasts.
        parts: the parts, the oldest first; the last one is still running.
        outcomes: how many calls had which, the most frequent first; those without one left out.
    """

    step: timedelta
    parts: tuple[Part, ...]
    outcomes: Mapping[str, int]


def step_of(span: timedelta) -> timedelta:
    """Into parts of which length a span is cut: some two dozen at most, none below a minute."""
    for step in (timedelta(minutes=5), HOUR, 6 * HOUR):
        if span / step <= 28:
            return step
    return timedelta(days=1)


def course_of(samples: Iterable[Sample], *, now: datetime, span: timedelta) -> Course:
    """How the calls of a span went.

    Args:
        samples: calls in any order; others than those of the span are passed over.
        now: the end of the span.
        span: how long it is.
    """
    step = step_of(span)
    since = now - span
    count = -(-span // step)
    fine, failed, outcomes = Counter[int](), Counter[int](), Counter[str]()
    turns: defaultdict[int, array[float]] = defaultdict(lambda: array("f"))
    for sample in samples:
        if not since < sample.at <= now:
            continue
        at = min((sample.at - since) // step, count - 1)
        (failed if sample.failed else fine)[at] += 1
        turns[at].extend(sample.turns_ms)
        if sample.outcome:
            outcomes[sample.outcome] += 1
    return Course(
        step,
        tuple(
            Part(since + at * step, fine[at], failed[at], spread_of(turns.get(at, ())))
            for at in range(count)
        ),
        dict(outcomes.most_common()),
    )
