"""Times as people read and type them, by the clock that they use."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from console.insight.local_time import PersonsZone, time_of_day, typed_time
from console.insight.spans import moment_words

NOON = datetime(2026, 7, 1, 12, 5, 9, tzinfo=UTC)


class TestAPersonsZone:
    def test_gives_the_times_of_the_zone_that_it_stands_for(self) -> None:
        zone = PersonsZone(ZoneInfo("Europe/Berlin"))
        local = NOON.astimezone(zone)
        assert (local.hour, local.tzname()) == (14, "CEST")
        assert local.astimezone(UTC) == NOON
        assert datetime(2026, 7, 1, 14, 5, 9, tzinfo=zone) == NOON

    def test_may_become_another_while_it_is_used(self) -> None:
        zone = PersonsZone(UTC)
        assert NOON.astimezone(zone).hour == 12
        zone.zone = ZoneInfo("Asia/Tokyo")
        assert NOON.astimezone(zone).hour == 21

    @pytest.mark.parametrize("hour", [0, 1, 2, 3])
    def test_goes_back_to_the_same_moment_when_clocks_are_put_back(self, hour: int) -> None:
        moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert moment.astimezone(PersonsZone(ZoneInfo("Europe/Berlin"))).astimezone(UTC) == moment


class TestATimeOfDay:
    @pytest.mark.parametrize(
        ("hour", "words"),
        [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (14, "2:05pm"), (23, "11:05pm")],
    )
    def test_is_told_by_twelve_hours_to_who_wants_it(self, hour: int, words: str) -> None:
        zone = PersonsZone(UTC, twelve_hours=True)
        assert time_of_day(NOON.replace(hour=hour, tzinfo=zone)) == words

    def test_is_told_by_twenty_four_otherwise(self) -> None:
        assert time_of_day(NOON) == "12:05"
        assert time_of_day(NOON.astimezone(PersonsZone(UTC)), seconds=True) == "12:05:09"

    def test_stands_in_longer_words_too(self) -> None:
        zone = PersonsZone(UTC, twelve_hours=True)
        assert moment_words(NOON, NOON, zone) == "12:05:09pm"
        assert moment_words(NOON, NOON.replace(month=8), zone) == "01 Jul 12:05pm"


class TestATypedTime:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("14:30", time(14, 30)),
            ("2:30pm", time(14, 30)),
            ("2:30 AM", time(2, 30)),
            ("12:00am", time(0)),
            ("12:00pm", time(12)),
        ],
    )
    def test_is_read_by_either_clock(self, text: str, read: time) -> None:
        assert typed_time(text) == read

    @pytest.mark.parametrize("text", ["today", "14", "2pm", "in 10 m", ""])
    def test_is_left_to_others_when_it_is_something_else(self, text: str) -> None:
        assert typed_time(text) is None

    @pytest.mark.parametrize("text", ["25:00", "13:00pm", "0:30am", "12:60"])
    def test_that_does_not_exist_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"time|hour|minute"):
            typed_time(text)
