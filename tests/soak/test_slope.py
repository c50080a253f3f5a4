"""The recorder of `make soak` takes growth for growth, and nothing else."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.soak.slope import Point, slope_of

HOURS = [second / 3600 for second in range(0, 900, 5)]


def rising(by: float, *, noise: float = 0.0) -> list[Point]:
    rng = random.Random(7)
    return [(hour, 90 + by * hour + rng.gauss(0, noise)) for hour in HOURS]


class TestASlope:
    @pytest.mark.parametrize("by", [-60.0, 0.0, 2.0, 500.0])
    def test_is_found_as_it_is(self, by: float) -> None:
        slope = slope_of(rising(by))
        assert abs(slope.per_hour - by) < 1e-6
        assert slope.low <= slope.per_hour <= slope.high

    @pytest.mark.parametrize("by", [0.0, 40.0])
    def test_is_within_its_range_when_there_is_noise(self, by: float) -> None:
        slope = slope_of(rising(by, noise=1.0))
        assert slope.low <= by <= slope.high
        assert slope.low < slope.high

    def test_needs_enough_points(self) -> None:
        with pytest.raises(ValueError, match="12 points"):
            slope_of(rising(1.0)[:11])


class TestTheVerdict:
    def test_is_flat_when_nothing_grows(self) -> None:
        slope = slope_of(rising(0.0))
        assert (slope.verdict(1.0), slope.grows(1.0)) == ("flat", False)

    @pytest.mark.parametrize("noise", [0.0, 1.0])
    def test_names_a_leak(self, noise: float) -> None:
        slope = slope_of(rising(40.0, noise=noise))
        assert (slope.verdict(1.0), slope.grows(1.0)) == ("GROWS", True)

    def test_names_a_leak_by_steps(self) -> None:
        held = [7 + minute // 3 for minute in range(15)]
        points = [(hour, float(held[int(hour * 60)])) for hour in HOURS]
        assert [b - a for a, b in pairwise(held)].count(1) == 4
        assert slope_of(points).grows(1.0)

    def test_takes_no_peak_for_a_leak(self) -> None:
        points = [(hour, 400.0 if 40 < at < 50 else 90.0) for at, hour in enumerate(HOURS)]
        assert slope_of(points).verdict(1.0) == "flat"

    def test_takes_no_single_step_for_a_leak(self) -> None:
        points = [(hour, 90.0 if hour < 0.1 else 91.0) for hour in HOURS]
        assert not slope_of(points).grows(1.0)

    def test_owns_that_it_cannot_tell(self) -> None:
        slope = slope_of(rising(0.0, noise=1.0))
        assert "longer run" in slope.verdict(0.01)
        assert not slope.grows(0.01)
