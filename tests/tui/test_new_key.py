"""A key that is rejected while the console is open, and the one that takes its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.sandbox import keys as sandbox_keys
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.first_start import FirstStart
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import Console, opened
from tests.tui.at_numbers import drawn

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NEW_KEY = "oi_sk_new_sentinel_9f3a"


async def frozen(console: Console, monkeypatch: pytest.MonkeyPatch, valid: str) -> None:
    """Let another key be the account's only one, and wait until ours is rejected for good."""
    monkeypatch.setattr(sandbox_keys, "SECRET_KEY", valid)
    await console.until(lambda: "frozen" in shown(console))


def shown(console: Console) -> str:
    return "\n".join(drawn(console))


async def live(console: Console) -> None:
    await console.until(lambda: not console.session.link.frozen)
    await console.until(lambda: "● live" in shown(console))


def words(console: Console) -> str:
    return "\n".join(str(each.render()) for each in console.app.screen.query(Static))


class TestARejectedKey:
    async def test_gives_way_to_the_one_that_is_kept_now(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened(tmp_path, live=3, history=5) as console:
            rows = set(console.session.board.rows)
            console.board.table.move_to(max(rows))
            await frozen(console, monkeypatch, NEW_KEY)
            assert "ctrl+r tries again" in shown(console)
            assert set(console.table.ids) == rows

            path = tmp_path / "key"
            path.touch(0o600)
            path.write_text(NEW_KEY)
            opening = console.app._opening  # pyright: ignore[reportPrivateUsage]
            opening.environment = EnvironmentKeys()
            opening.profile = replace(opening.profile, key_file=str(path))
            await console.press("ctrl+r")
            await live(console)
            await console.until(lambda: "key file ····9f3a" in shown(console))
            assert console.table.cursor_id == max(rows)
            assert "sentinel" not in shown(console)

    async def test_that_is_still_the_kept_one_is_asked_for_anew(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened(tmp_path, live=3, history=5) as console:
            opening = console.app._opening  # pyright: ignore[reportPrivateUsage]
            opening.keyring = SystemKeyring({})
            await frozen(console, monkeypatch, NEW_KEY)
            asked = len(console.sandbox.requests())
            await console.press("ctrl+r")
            await console.until(lambda: isinstance(console.app.screen, FirstStart))
            assert "Invalid or revoked API key." in words(console)
            assert len(console.sandbox.requests()) - asked == 1

            await console.press("escape")
            assert isinstance(console.app.screen, CallsScreen)
            assert console.session.link.frozen

            await console.press("ctrl+r")
            await console.until(lambda: isinstance(console.app.screen, FirstStart))
            console.app.screen.query_one(SecretInput).value = NEW_KEY
            await console.press("enter")
            await console.until(lambda: "Where shall the key be?" in words(console))
            await console.press("s")
            await live(console)
            await console.until(lambda: "for this session only" in shown(console))
            assert len(console.table.ids) == len(console.session.board.rows) >= 3


class TestTheCommand:
    async def test_asks_for_a_key_at_any_time_and_takes_none_that_does_not_work(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=5) as console:
            await console.press("colon")
            await console.type("key")
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.screen, FirstStart))
            assert "quits" not in words(console)
            console.app.screen.query_one(SecretInput).value = NEW_KEY
            await console.press("enter")
            await console.until(lambda: "Nothing was stored." in words(console))
            await console.press("ctrl+d")
            await console.press("escape")
            await live(console)
