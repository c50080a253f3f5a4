from __future__ import annotations

import pytest

from console.insight.figures import Compared, Performance, Spread
from console.insight.shifts import Shift, part_shift, rate_shift, shifts_of


class TestARate:
    def test_differs_by_percentage_points(self) -> None:
        assert rate_shift((20, 100), (50, 1000), more_is_worse=True) == Shift(True, "15", True)
        assert rate_shift((60, 100), (800, 1000), more_is_worse=False) == Shift(False, "20", True)

    def test_of_few_calls_says_nothing(self) -> None:
        assert rate_shift((10, 19), (50, 1000), more_is_worse=True) is None
        assert rate_shift((90, 100), (1, 19), more_is_worse=True) is None

    def test_that_may_differ_by_chance_says_nothing(self) -> None:
        assert rate_shift((2, 20), (50, 1000), more_is_worse=True) is None

    def test_that_differs_surely_but_hardly_says_nothing(self) -> None:
        assert rate_shift((60_000, 1_000_000), (50_000, 1_000_000), more_is_worse=True) is None

    @pytest.mark.parametrize("hits", [0, 100])
    def test_that_is_the_same_for_all_says_nothing(self, hits: int) -> None:
        assert rate_shift((hits, 100), (hits, 100), more_is_worse=True) is None


class TestANumber:
    @pytest.mark.parametrize(
        ("now", "usual", "shift"),
        [
            (1400, 1000, Shift(True, "40%", True)),
            (700, 1000, Shift(False, "30%", False)),
            (4000, 1000, Shift(True, "×4", True)),
            (1200, 1000, None),
            (850, 1000, None),
            (None, 1000, None),
            (1000, None, None),
            (1000, 0, None),
        ],
    )
    def test_differs_by_a_part_of_the_usual(
        self, now: float | None, usual: float | None, shift: Shift | None
    ) -> None:
        assert part_shift(now, usual, 20, more_is_worse=True) == shift

    def test_of_few_says_nothing(self) -> None:
        assert part_shift(1400, 1000, 19) is None

    def test_may_be_neither_good_nor_bad(self) -> None:
        assert part_shift(100, 60, 20) == Shift(True, "67%", None)


class TestTheFiguresOfAnAgent:
    def test_say_what_is_notable_and_nothing_else(self) -> None:
        usual = Performance(
            calls=700, dialled=700, answered=560, failed=21, talked=560,
            mean_seconds=60, median_seconds=50, turn=Spread(5000, 900, 2000), cost_cents=700,
        )  # fmt: skip
        now = Performance(
            calls=100, dialled=100, answered=55, failed=3, talked=55,
            mean_seconds=62, median_seconds=90, turn=Spread(400, 950, 4100), cost_cents=100,
        )  # fmt: skip
        shifts = shifts_of(Compared(now, usual), expected_calls=100)
        assert shifts.answer_rate == Shift(False, "25", True)
        assert shifts.median_seconds == Shift(True, "80%", None)
        assert shifts.p95 == Shift(True, "105%", True)
        assert (shifts.calls, shifts.failure_rate, shifts.mean_seconds) == (None, None, None)
        assert (shifts.p50, shifts.cents_per_call) == (None, None)

    def test_say_how_many_calls_there_are_for_a_span_of_this_length(self) -> None:
        compared = Compared(Performance(calls=10), Performance(calls=700))
        assert shifts_of(compared, expected_calls=100).calls == Shift(False, "90%", None)
        assert shifts_of(compared, expected_calls=None).calls is None
