"""The screen of a start without a key, with a real keyring behind it and with none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.keys import encrypted_key_of
from console.accounts.paths import settings_file
from console.accounts.profiles import ENCRYPTED_FILE, Profile
from console.accounts.settings import load_settings
from console.clock import SystemClock
from console.opening import Opening
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.new_passphrase import NewPassphrase
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.first_start import FirstStart
from tests.console_pilot import wait_until
from tests.keyring.first_start import enter, started, words
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.keyring.secret_service import SecretService

PASSPHRASE = "correct horse"

pytestmark = pytest.mark.usefixtures("own_settings")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5) as running:
        yield running


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
            assert "asks where to keep it" in words(app)
            await enter(app, pilot, SECRET_KEY)
            await wait_until(pilot, lambda: isinstance(app.screen, Menu))
            await pilot.press("s")
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))
        assert load_settings(settings_file()).profiles == {}

    async def test_a_key_can_be_encrypted_and_a_later_start_asks_for_the_passphrase(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        async with started(sandbox, SystemKeyring({}), tmp_path) as (app, pilot):
            await enter(app, pilot, SECRET_KEY)
            await wait_until(pilot, lambda: isinstance(app.screen, Menu))
            await pilot.press("p")
            await wait_until(pilot, lambda: isinstance(app.screen, NewPassphrase))
            await pilot.press(*"short", "enter", *"short", "enter")
            assert "8 characters or more" in words(app)
            await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))

        profile = load_settings(settings_file()).profiles["eu"]
        assert profile.key_store == ENCRYPTED_FILE
        async with started(sandbox, SystemKeyring({}), tmp_path, profile) as (app, pilot):
            await enter(app, pilot, "correct house")
            await wait_until(pilot, lambda: "does not open" in words(app))
            assert "correct" not in words(app)
            await enter(app, pilot, PASSPHRASE)
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))

    async def test_a_forgotten_passphrase_costs_a_new_sign_in(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        profile = Profile("eu", sandbox.url, key_store=ENCRYPTED_FILE)
        encrypted_key_of(profile).seal(SecretStr("oi_sk_forgotten"), SecretStr("forgotten"))
        async with started(sandbox, SystemKeyring({}), tmp_path, profile) as (app, pilot):
            await pilot.press("ctrl+n")
            await wait_until(pilot, lambda: isinstance(app.screen, FirstStart))
            assert "keeps it in a file that a passphrase opens" in words(app)
            await enter(app, pilot, SECRET_KEY)
            await wait_until(pilot, lambda: isinstance(app.screen, NewPassphrase))
            await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
            await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))
        key = encrypted_key_of(profile).open(SecretStr(PASSPHRASE))
        assert key == SecretStr(SECRET_KEY)

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
