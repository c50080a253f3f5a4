"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.insight.moments import MomentError, Now, hour_at, hour_of, span_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Now(datetime(2026, 6, 1, 22, 30, tzinfo=UTC), BERLIN)
"""Half an hour into 2 June in Berlin."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestAMoment:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("45s", "2026-06-01T22:29:15"),
            ("30m", "2026-06-01T22:00"),
            ("2h", "2026-06-01T20:30"),
            ("1h30m", "2026-06-01T21:00"),
            ("1.5h", "2026-06-01T21:00"),
            ("3D", "2026-05-29T22:30"),
            ("1w", "2026-05-25T22:30"),
            ("0:15", "2026-06-01T22:15"),
            ("2026-05-31T14:30", "2026-05-31T12:30"),
            ("2026-05-31t14:30z", "2026-05-31T14:30"),
            ("2026-05-31T14:30:10+05:30", "2026-05-31T09:00:10"),
        ],
    )
    def test_counts_from_now_and_stands_in_the_persons_zone(self, text: str, moment: str) -> None:
        assert span_of(text, NOW) == (utc(moment), utc(moment))


class TestADay:
    @pytest.mark.parametrize(
        ("text", "begin", "end"),
        [
            ("today", "2026-06-01T22:00", "2026-06-02T22:00"),
            ("Yesterday", "2026-05-31T22:00", "2026-06-01T22:00"),
            ("2026-03-29", "2026-03-28T23:00", "2026-03-29T22:00"),
        ],
    )
    def test_is_as_long_as_it_is_where_the_person_is(self, text: str, begin: str, end: str) -> None:
        assert span_of(text, NOW) == (utc(begin), utc(end))


class TestWhatIsNoTime:
    @pytest.mark.parametrize(
        "text",
        ["", "soon", "2x", "25:00", "2026-13-01", "9999-12-31", "999999w", "²h"],
    )
    def test_is_said_to_be_none_with_examples(self, text: str) -> None:
        with pytest.raises(MomentError, match="is no time: 2h, 14:30, today"):
            span_of(text, NOW)


class TestAnHour:
    def test_is_one_of_a_day(self) -> None:
        assert [hour_of(text) for text in ("0", "07", "23", "14:00")] == [0, 7, 23, 14]

    @pytest.mark.parametrize("text", ["24", "-1", "7pm", "", "14:30"])
    def test_is_nothing_else(self, text: str) -> None:
        with pytest.raises(MomentError, match="is no hour: 0 to 23"):
            hour_of(text)

    def test_is_that_of_the_zone(self) -> None:
        assert hour_at(NOW.moment.timestamp(), BERLIN) == 0
        assert hour_at(1e18, BERLIN) is None
