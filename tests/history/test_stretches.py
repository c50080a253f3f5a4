"""Stretches of time of which every call is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.history.stretches import Stretch, around, as_json, clipped, from_mark, joined

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def stretch(since: float, until: float, cursor: str | None = None) -> Stretch:
    return Stretch(at(since), at(until), cursor)


class TestJoining:
    def test_leaves_a_gap_between_what_does_not_touch(self) -> None:
        late, early = stretch(5, 6, "b"), stretch(1, 3, "a")
        assert joined([early, late]) == (late, early)

    def test_goes_on_where_the_one_that_reaches_further_back_stopped(self) -> None:
        assert joined([stretch(2, 6, "b"), stretch(1, 3, "a")]) == (stretch(1, 6, "a"),)
        assert joined([stretch(1, 6, "b"), stretch(2, 3, "a")]) == (stretch(1, 6, "b"),)

    def test_prefers_of_two_with_one_end_the_one_that_tells_how_to_go_on(self) -> None:
        assert joined([stretch(1, 6), stretch(1, 3, "a")]) == (stretch(1, 6, "a"),)

    def test_closes_every_gap_that_is_bridged(self) -> None:
        three = [stretch(5, 6), stretch(1, 2, "a"), stretch(3, 4)]
        assert joined([*three, stretch(2, 5)]) == (stretch(1, 6, "a"),)


class TestLookingUp:
    def test_finds_the_stretch_around_a_moment_with_its_ends(self) -> None:
        known = (stretch(5, 6), stretch(1, 3))
        assert around(known, at(3)) == around(known, at(1)) == known[1]
        assert around(known, at(4)) is None


class TestLettingGo:
    def test_knows_nothing_of_before(self) -> None:
        known = (stretch(5, 6, "b"), stretch(1, 3, "a"))
        assert clipped(known, at(2)) == (stretch(5, 6, "b"), stretch(2, 3))
        assert clipped(known, at(4)) == (stretch(5, 6, "b"),)


class TestTheMark:
    def test_tells_the_same_when_it_is_read(self) -> None:
        known = (stretch(5, 6, "b"), stretch(1, 3))
        assert from_mark({"stretches": as_json(known)}) == known

    @pytest.mark.parametrize(
        "mark", [None, {}, {"stretches": 3}, {"stretches": [["yesterday", "today", None]]}]
    )
    def test_that_nobody_understands_tells_nothing(self, mark: dict[str, object] | None) -> None:
        assert from_mark(mark) == ()
