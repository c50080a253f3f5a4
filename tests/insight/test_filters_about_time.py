"""What a filter says about time: whether it asks, and from when on anything can pass."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest

from console.insight.filter_language import HISTORY
from console.insight.filter_tree import asks_about_time, begin_of
from console.insight.filters import parse
from console.insight.moments import Now

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "asks", "hours"),
    [
        ("status:failed", False, None),
        ("since:2h", True, 2),
        ("since:2h since:5h status:failed", True, 2),
        ("since:2h or since:5h", True, 5),
        ("since:2h or status:failed", True, None),
        ("until:yesterday", True, None),
        ("!since:2h", True, None),
        ("hour:14 on:today", True, 12),
    ],
)
def test_a_filter_says_how_far_back_it_reaches(text: str, asks: bool, hours: float | None) -> None:
    tree = parse(text, HISTORY, Now(NOON, UTC)).tree
    begin = (NOON - timedelta(hours=hours)).timestamp() if hours is not None else -math.inf
    assert (asks_about_time(tree), begin_of(tree)) == (asks, begin)
