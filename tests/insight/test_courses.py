from __future__ import annotations

from array import array
from datetime import UTC, datetime, timedelta

import pytest

from console.insight.courses import HOUR, course_of, step_of
from console.insight.figures import Sample, Spread

NOW = datetime(2026, 3, 2, 14, 20, tzinfo=UTC)
DAY = timedelta(days=1)


def sample(hours_ago: float, *turns: float, failed: bool = False, outcome: str = "") -> Sample:
    return Sample(
        "agt_1", NOW - hours_ago * HOUR, True, True, failed,
        turns_ms=array("f", turns), outcome=outcome,
    )  # fmt: skip


class TestASpanOfCalls:
    @pytest.mark.parametrize(
        ("span", "minutes", "parts"),
        [(HOUR, 5, 12), (DAY, 60, 24), (7 * DAY, 360, 28), (30 * DAY, 24 * 60, 30)],
    )
    def test_is_cut_into_some_two_dozen_parts(
        self, span: timedelta, minutes: int, parts: int
    ) -> None:
        assert step_of(span) == timedelta(minutes=minutes)
        assert len(course_of((), now=NOW, span=span).parts) == parts

    def test_counts_what_failed_and_what_did_not_in_each_part(self) -> None:
        calls = [sample(0), sample(0.5), sample(0.9, failed=True), sample(23.5, failed=True)]
        course = course_of([*calls, sample(24), sample(-1)], now=NOW, span=DAY)
        counts = [(part.fine, part.failed, part.calls) for part in course.parts]
        assert counts[-1] == (2, 1, 3)
        assert counts[0] == (0, 1, 1)
        assert sum(part.calls for part in course.parts) == 4

    def test_knows_when_each_part_began(self) -> None:
        first, *_, last = course_of((), now=NOW, span=DAY).parts
        assert (first.begins, last.begins) == (NOW - DAY, NOW - HOUR)

    def test_measures_the_turns_of_each_part(self) -> None:
        course = course_of([sample(0.5, 100, 300), sample(0.6, 200)], now=NOW, span=DAY)
        assert course.parts[-1].turn == Spread(3, 200, None)
        assert course.parts[0].turn == Spread()

    def test_counts_outcomes_the_most_frequent_first(self) -> None:
        calls = [sample(1), sample(1, outcome="Voicemail"), *[sample(1, outcome="Sold")] * 2]
        assert list(course_of(calls, now=NOW, span=DAY).outcomes.items()) == [
            ("Sold", 2),
            ("Voicemail", 1),
        ]
