"""The right of the top line: how fresh what is shown is."""

from __future__ import annotations

from datetime import UTC

from console.api.errors import ApiError, Trouble
from console.live.freshness import Freshness
from console.tui.glyphs import UNICODE
from console.tui.widgets.place_line import truth
from tests.fakes import NOON


def told(freshness: Freshness, now: float) -> str:
    return truth(freshness, now, NOON, UTC, UNICODE).plain


class TestAServerThatAsksForSilence:
    SLOW_DOWN = ApiError(Trouble.RATE_LIMITED, "Slow down.", status=429, sent=True)

    def test_is_named_at_once_with_the_time_of_the_next_try(self) -> None:
        limited = Freshness(3.0, last_good=100.0, failures=1, error=self.SLOW_DOWN, next_try=114.0)
        assert told(limited, 102.0).endswith("rate limited · 2 s, next try in 12 s")

    def test_is_being_tried_when_its_time_is_over(self) -> None:
        limited = Freshness(3.0, failures=1, error=self.SLOW_DOWN, next_try=114.0)
        assert told(limited, 115.0).endswith("rate limited, trying")
