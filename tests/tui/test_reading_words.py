"""How far back the calls are known, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from console.history.progress import Progress, State
from console.tui.screens.history.reading_back import reading_words

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def words(state: State, *, hours: float | None, days: float = 30, **more: Any) -> str:
    since = None if hours is None else NOW - timedelta(hours=hours)
    progress = Progress(since, NOW - timedelta(days=days), 9, state, "No disk.", **more)
    return reading_words(progress, NOW, UTC).plain


class TestHowFarBack:
    def test_is_said_with_how_far_it_shall_go(self) -> None:
        assert words(State.RUNNING, hours=2) == (
            "back to 10:00:00 of 30 days, reading on  z pauses "
        )
        assert words(State.PAUSED, hours=2, days=1) == (
            "back to 10:00:00 of 1 day, paused  z reads on "
        )
        assert "of 30 days, waiting: No disk." in words(State.WAITING, hours=2)

    def test_is_all_there_is_to_say_once_it_is_reached(self) -> None:
        assert words(State.COMPLETE, hours=2) == "back to 10:00:00 "

    def test_is_what_an_earlier_console_has_read_where_this_one_reads_nothing(self) -> None:
        before = NOW - timedelta(hours=3)
        assert words(State.PAUSED, hours=None, read_before=before).startswith("back to 09:00:00 of")
        assert words(State.PAUSED, hours=None).startswith("back to nothing yet, paused")
