"""Preferences while the console is open: tried out, taken back, kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from console.accounts.errors import AccountError
from console.accounts.preferences import Preferences
from console.accounts.settings import load_settings
from console.actions.preferring import Preferring
from console.insight.local_time import time_of_day

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def write(path: Path, text: str) -> None:
    path.write_text(text)


def read(path: Path) -> str:
    return path.read_text()


def preferring(path: Path, **environ: str) -> tuple[Preferring, list[Preferences]]:
    made = Preferring(local=UTC, environ=environ, settings=lambda: path)
    heard: list[Preferences] = []
    made.on_change.add(heard.append)
    return made, heard


class TestTryingOut:
    def test_holds_at_once_and_is_written_nowhere(self, path: Path) -> None:
        made, heard = preferring(path)
        made.try_out("density", "roomy")
        assert made.now.density == "roomy"
        assert heard == [made.now]
        assert not path.exists()

    def test_one_thing_takes_back_the_other(self, path: Path) -> None:
        made, _ = preferring(path)
        made.try_out("density", "roomy")
        made.try_out("clock", "12h")
        assert made.now == Preferences(clock="12h")

    def test_the_same_again_is_no_news(self, path: Path) -> None:
        made, heard = preferring(path)
        made.try_out("density", "compact")
        assert not heard

    def test_is_taken_back(self, path: Path) -> None:
        made, heard = preferring(path)
        made.try_out("columns.agents", ("name",))
        made.take_back()
        assert made.now == Preferences()
        assert len(heard) == 2

    def test_changes_the_times_that_are_shown(self, path: Path) -> None:
        made, _ = preferring(path)
        zone = made.zone
        made.try_out("zone", "Asia/Tokyo")
        assert time_of_day(NOON.astimezone(zone)) == "21:00"
        made.try_out("clock", "12h")
        assert time_of_day(NOON.astimezone(zone)) == "12:00pm"
        made.take_back()
        assert time_of_day(NOON.astimezone(zone)) == "12:00"


class TestKeeping:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("density", "roomy"), ("columns.agents", ("name", "live")), ("keys.stop_calls", ("f8",))],
    )
    async def test_writes_it(self, path: Path, name: str, value: Any) -> None:
        made, heard = preferring(path)
        assert await made.keep(name, value) == path
        assert load_settings(path).preferences == made.now
        assert len(heard) == 1
        made.take_back()
        assert len(heard) == 1

    async def test_of_the_default_takes_the_line_away(self, path: Path) -> None:
        write(path, '[console]\ndensity = "roomy" \n# mine\nclock = "12h"\n')
        made = Preferring(load_settings(path).preferences, local=UTC, settings=lambda: path)
        await made.keep("density", None)
        assert made.now == Preferences(clock="12h")
        assert read(path) == '[console]\n# mine\nclock = "12h"\n'

    async def test_holds_for_the_session_where_nothing_can_be_written(self, path: Path) -> None:
        write(path, "[console]\nflash = 1\n")
        made, _ = preferring(path)
        with pytest.raises(AccountError):
            await made.keep("density", "roomy")
        assert made.now.density == "roomy"
        made.take_back()
        assert made.now.density == "roomy"

    async def test_writes_nothing_where_there_are_no_settings(self) -> None:
        made = Preferring(local=UTC)
        assert await made.keep("density", "roomy") is None
        assert made.now.density == "roomy"


def test_the_environment_comes_first(path: Path) -> None:
    made, heard = preferring(path, ONEINBOX_ASCII="1")
    made.try_out("glyphs", "unicode")
    assert made.now.glyphs == "ascii"
    assert [each.glyphs for each in heard] == ["ascii"]
