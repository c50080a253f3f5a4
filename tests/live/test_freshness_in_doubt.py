"""When what is shown may no longer be so."""

from __future__ import annotations

from datetime import UTC, datetime

from console.api.errors import ApiError, Trouble
from console.live.freshness import Freshness

NOW = 100.0
SINCE = datetime(2026, 3, 2, tzinfo=UTC)


class TestWhatIsShown:
    def test_is_not_in_doubt_while_it_is_read(self) -> None:
        assert not Freshness(interval=3, last_good=NOW - 2).in_doubt(NOW)

    def test_is_in_doubt_when_the_server_is_lost(self) -> None:
        error = ApiError(Trouble.UNREACHABLE, "No connection.")
        lost = Freshness(interval=3, last_good=NOW - 20, error=error, failing_since=SINCE)
        assert lost.in_doubt(NOW)

    def test_is_in_doubt_when_the_key_was_rejected(self) -> None:
        assert Freshness(interval=3, last_good=NOW - 1, frozen=True).in_doubt(NOW)

    def test_is_in_doubt_in_a_long_silence_that_the_server_asked_for(self) -> None:
        error = ApiError(Trouble.RATE_LIMITED, "Slow down.")
        assert not Freshness(interval=3, last_good=NOW - 2, error=error).in_doubt(NOW)
        assert Freshness(interval=3, last_good=NOW - 60, error=error).in_doubt(NOW)
