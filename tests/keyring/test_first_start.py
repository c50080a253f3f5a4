"""The screen of a start without a key, with a real keyring behind it and with none."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.profiles import Profile
from console.clock import SystemClock
from console.tui.app import ConsoleApp
from console.tui.glyphs import UNICODE
from console.tui.opened import Surroundings
from console.tui.opening import Opening
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.first_start import FirstStart
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import wait_until
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.keyring.secret_service import SecretService


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5) as running:
        yield running


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))


@asynccontextmanager
async def started(
    sandbox: Sandbox, keyring: SystemKeyring, folder: Path
) -> AsyncGenerator[tuple[ConsoleApp, Pilot[None]]]:
    clock = SystemClock()
    opening = Opening(
        Profile("eu", sandbox.url),
        named=True,
        environment=EnvironmentKeys(),
        clock=clock,
        keyring=keyring,
    )
    app = ConsoleApp(
        opening,
        Surroundings(zone=UTC, glyphs=UNICODE, clock=clock),
        crashes=CrashReports(folder, clock, Redactor()),
        demo=lambda: opening,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, FirstStart))
        yield app, pilot


async def enter(app: ConsoleApp, pilot: Pilot[None], key: str) -> None:
    app.screen.query_one(SecretInput).value = key
    await pilot.press("enter")
    assert app.screen.query_one(SecretInput).value == ""


def words(app: ConsoleApp) -> str:
    return "\n".join(str(widget.render()) for widget in app.screen.query(Static))


class TestWithAKeyring:
    async def test_a_key_is_checked_kept_and_the_board_opens(
        self, sandbox: Sandbox, secret_service: Callable[..., SecretService], tmp_path: Path
    ) -> None:
        keyring = SystemKeyring(secret_service().environ)
        async with started(sandbox, keyring, tmp_path) as (app, pilot):
            await enter(app, pilot, SECRET_KEY)
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))
        assert await keyring.read("eu") == SECRET_KEY

    async def test_a_wrong_key_is_not_kept_and_can_be_entered_again(
        self, sandbox: Sandbox, secret_service: Callable[..., SecretService], tmp_path: Path
    ) -> None:
        keyring = SystemKeyring(secret_service().environ)
        async with started(sandbox, keyring, tmp_path) as (app, pilot):
            await enter(app, pilot, "oi_sk_sentinel_wrong")
            await wait_until(pilot, lambda: "Nothing was stored" in words(app))
            assert "sentinel" not in words(app)
            assert await keyring.read("eu") is None
            await enter(app, pilot, SECRET_KEY)
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))


class TestWithoutAKeyring:
    async def test_says_what_else_can_be_done(self, sandbox: Sandbox, tmp_path: Path) -> None:
        async with started(sandbox, SystemKeyring({}), tmp_path) as (app, _):
            assert "no system keyring" in words(app)
            assert "key_file" in words(app)
            assert "opens the demo" in words(app)

    async def test_a_key_can_serve_for_this_session(self, sandbox: Sandbox, tmp_path: Path) -> None:
        async with started(sandbox, SystemKeyring({}), tmp_path) as (app, pilot):
            assert "uses it for this session only" in words(app)
            assert "keeps it in the system keyring" not in words(app)
            app.screen.query_one(SecretInput).value = SECRET_KEY
            await pilot.press("enter")
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))

    async def test_what_is_no_key_is_refused_without_showing_it(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        async with started(sandbox, SystemKeyring({}), tmp_path) as (app, pilot):
            await enter(app, pilot, "“oi_sk quotes”")
            await wait_until(pilot, lambda: "is not a key" in words(app))
            assert "quotes”" not in words(app).replace("no “quotes”", "")
            assert sandbox.requests() == []

    async def test_the_demo_is_one_key_away(self, sandbox: Sandbox, tmp_path: Path) -> None:
        async with started(sandbox, SystemKeyring({}), tmp_path) as (app, pilot):
            app.start_demo = lambda: Opening(
                Profile("demo", sandbox.url),
                named=True,
                environment=EnvironmentKeys.take({"ONEINBOX_API_KEY_DEMO": SECRET_KEY}),
                clock=SystemClock(),
            )
            await pilot.press("ctrl+d")
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))
            assert isinstance(app.screen, CallsScreen)
            assert app.screen.account.profile.name == "demo"
