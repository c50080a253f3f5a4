"""How calls fare after a key was changed: when that is news, and how it is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.insight.key_change import Aftermath, Fared
from tests.fakes import NOON

UNKNOWN = Fared()


def aftermath(since: Fared, before: Fared = UNKNOWN) -> Aftermath:
    return Aftermath(NOON, before, since)


class TestMoreFailures:
    @pytest.mark.parametrize(
        ("failed", "ended", "usual"),
        [(2, 2, 5), (4, 5, 5), (3, 3, 0), (4, 4, 20), (90, 300, 20), (2, 2, None)],
    )
    def test_are_news_when_they_are_no_accident(
        self, failed: int, ended: int, usual: int | None
    ) -> None:
        before = UNKNOWN if usual is None else Fared(100, usual)
        assert aftermath(Fared(ended, failed), before).is_worse

    @pytest.mark.parametrize(
        ("failed", "ended", "usual"),
        [
            (0, 0, 5),
            (0, 9, 5),
            (1, 1, 0),
            (1, 1, None),
            (2, 30, 5),
            (4, 5, 80),
            (5, 5, 100),
            (62, 300, 20),
        ],
    )
    def test_are_none_when_they_may_be_one(
        self, failed: int, ended: int, usual: int | None
    ) -> None:
        before = UNKNOWN if usual is None else Fared(100, usual)
        assert not aftermath(Fared(ended, failed), before).is_worse

    def test_of_many_calls_are_found_as_well(self) -> None:
        before = Fared(40_000, 2_000)
        assert aftermath(Fared(5_000, 400), before).is_worse
        assert not aftermath(Fared(5_000, 260), before).is_worse


class TestTheSentence:
    LATER = NOON + timedelta(minutes=6, seconds=12)

    def test_says_how_many_failed_since_when_and_how_it_was_before(self) -> None:
        told = aftermath(Fared(5, 4), Fared(100, 5)).words("Twilio main", self.LATER)
        assert told == (
            "4 of 5 calls over “Twilio main” failed since its key was changed 6 m ago (before: 5%)."
        )

    def test_says_nothing_of_a_day_before_that_had_no_calls(self) -> None:
        told = aftermath(Fared(1, 0)).words("Telnyx", self.LATER)
        assert told == "0 of 1 call over “Telnyx” failed since its key was changed 6 m ago."

    def test_says_that_no_call_has_ended_yet(self) -> None:
        told = aftermath(Fared(), Fared(20, 1)).words("Telnyx", self.LATER)
        assert told == (
            "No call over “Telnyx” has ended since its key was changed 6 m ago (before: 5%)."
        )
