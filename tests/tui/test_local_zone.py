"""The machine's own time zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from console.tui.local_zone import LocalZone

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


class TestTheLocalZone:
    def test_knows_summer_and_winter_apart(self) -> None:
        winter = datetime(2026, 11, 20, 12, tzinfo=UTC).astimezone(LocalZone())
        summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(LocalZone())
        assert (winter.hour, winter.tzname()) == (13, "CET")
        assert (summer.hour, summer.tzname()) == (14, "CEST")

    def test_goes_back_to_the_same_moment(self) -> None:
        moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
        assert moment.astimezone(LocalZone()).astimezone(UTC) == moment

    def test_reads_a_local_time(self) -> None:
        local = datetime(2026, 7, 1, 14, tzinfo=LocalZone())
        assert local == datetime(2026, 7, 1, 12, tzinfo=UTC)
