from __future__ import annotations

import pytest

from console.insight.spans import ago, clock, running, took


class TestClock:
    @pytest.mark.parametrize(
        ("seconds", "text"),
        [
            (0, "0:00"),
            (31.9, "0:31"),
            (760, "12:40"),
            (3599, "59:59"),
            (3723, "1:02:03"),
            (360_000, "100:00:00"),
        ],
    )
    def test_reads_like_a_stopwatch(self, seconds: float, text: str) -> None:
        assert clock(seconds) == text

    @pytest.mark.parametrize("seconds", [-5, float("nan"), float("-inf")])
    def test_a_time_below_nothing_is_nothing(self, seconds: float) -> None:
        assert clock(seconds) == "0:00"

    def test_an_endless_time_is_merely_long(self) -> None:
        assert clock(float("inf")) == "240000:00:00"


class TestARunningTime:
    @pytest.mark.parametrize(
        ("seconds", "known", "estimated"),
        [
            (31, "0:31", "~0:31"),
            (3599, "59:59", "~59:59"),
            (3723, "1:02:03", "~1 h"),
            (-5, "0:00", "~0:00"),
        ],
    )
    def test_says_when_it_is_an_estimate(self, seconds: int, known: str, estimated: str) -> None:
        assert running(seconds, about=False) == known
        assert running(seconds, about=True) == estimated


class TestAgo:
    @pytest.mark.parametrize(
        ("seconds", "text"),
        [
            (2.4, "2 s"),
            (59.9, "59 s"),
            (60, "1 m"),
            (3599, "59 m"),
            (3600, "1 h"),
            (86_399, "23 h"),
            (200_000, "2 d"),
        ],
    )
    def test_speaks_in_the_largest_unit(self, seconds: float, text: str) -> None:
        assert ago(seconds) == text


class TestWhatSomethingTook:
    @pytest.mark.parametrize(
        ("ms", "text"),
        [(0, "0 ms"), (619.6, "620 ms"), (999.9, "1.0 s"), (1840, "1.8 s"), (125_000, "2:05")],
    )
    def test_has_the_precision_that_matters(self, ms: float, text: str) -> None:
        assert took(ms) == text
