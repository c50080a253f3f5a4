"""The system keyring, with a real Secret Service on the other side."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts import keyring_helper
from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.keyring import SystemKeyring

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.keyring.secret_service import SecretService

    Start = Callable[..., SecretService]

KEY = SecretStr("oi_sk_sentinel_9f3a")
pytestmark = pytest.mark.keyring

READ_IN_A_NEW_PROCESS = """
import asyncio
from console.accounts.keyring import SystemKeyring
print(asyncio.run(SystemKeyring().read("eu")))
"""


async def trouble(keyring: SystemKeyring, profile: str = "eu") -> KeyUnavailableError:
    with pytest.raises(KeyUnavailableError) as raised:
        await keyring.read(profile)
    return raised.value


def helpers() -> list[Path]:
    """The helper processes that this process has started."""
    found: list[Path] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == os.getpid() and b"keyring_helper" in command:
            found.append(process)
    return found


async def running_helper() -> Path:
    """Wait for a helper to run; nothing but the process list tells of it."""
    while not helpers():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return helpers()[0]


class TestAnUnlockedKeyring:
    async def test_gives_back_what_was_stored(self, secret_service: Start) -> None:
        keyring = SystemKeyring(secret_service().environ)
        assert await keyring.store("eu", KEY) == "Secret Service"
        assert await keyring.read("eu") == KEY.get_secret_value()

    def test_gives_it_to_a_new_process_too(self, secret_service: Start) -> None:
        service = secret_service()
        asyncio.run(SystemKeyring(service.environ).store("eu", KEY))
        root = str(Path(keyring_helper.__file__).parents[2])
        output = subprocess.check_output(
            [sys.executable, "-c", READ_IN_A_NEW_PROCESS],
            env={**service.environ, "PYTHONPATH": root},
            text=True,
        )
        assert output.strip() == KEY.get_secret_value()

    async def test_keeps_the_profiles_apart(self, secret_service: Start) -> None:
        keyring = SystemKeyring(secret_service().environ)
        await keyring.store("eu", KEY)
        await keyring.store("us", SecretStr("oi_sk_other_1111"))
        assert await keyring.read("eu") == KEY.get_secret_value()
        assert await keyring.read("us") == "oi_sk_other_1111"

    async def test_replaces_the_key_of_a_profile(self, secret_service: Start) -> None:
        keyring = SystemKeyring(secret_service().environ)
        await keyring.store("eu", SecretStr("oi_sk_other_1111"))
        await keyring.store("eu", KEY)
        assert await keyring.read("eu") == KEY.get_secret_value()

    async def test_has_nothing_for_an_unknown_profile(self, secret_service: Start) -> None:
        assert await SystemKeyring(secret_service().environ).read("eu") is None

    async def test_forgets(self, secret_service: Start) -> None:
        keyring = SystemKeyring(secret_service().environ)
        await keyring.store("eu", KEY)
        assert await keyring.forget("eu") is True
        assert await keyring.read("eu") is None
        assert await keyring.forget("eu") is False

    async def test_survives_a_restart(self, secret_service: Start) -> None:
        first = secret_service()
        await SystemKeyring(first.environ).store("eu", KEY)
        first.close()
        second = secret_service()
        assert await SystemKeyring(second.environ).read("eu") == KEY.get_secret_value()

    async def test_leaves_nothing_in_clear_on_the_disk(self, secret_service: Start) -> None:
        service = secret_service()
        await SystemKeyring(service.environ).store("eu", KEY)
        service.close()
        files = [path for path in service.home.rglob("*") if path.is_file()]
        assert any(path.suffix == ".keyring" for path in files)
        secret = KEY.get_secret_value().encode()
        assert not [path for path in files if secret in path.read_bytes()]


class TestAKeyringInTrouble:
    async def test_says_how_to_unlock_it(self, secret_service: Start) -> None:
        first = secret_service(b"correct horse")
        await SystemKeyring(first.environ).store("eu", KEY)
        first.close()
        locked = await trouble(SystemKeyring(secret_service(b"wrong").environ))
        assert locked.trouble is KeyTrouble.KEYRING_LOCKED
        assert "locked" in locked.words
        assert any("gnome-keyring-daemon --replace --unlock" in step for step in locked.steps)

    async def test_that_hangs_is_given_up_at_the_deadline(self, secret_service: Start) -> None:
        service = secret_service()
        service.hang()
        silent = await trouble(SystemKeyring(service.environ, read_seconds=0.5))
        assert silent.trouble is KeyTrouble.KEYRING_SILENT
        assert silent.words == "The system keyring did not answer in 0.5 s."
        assert helpers() == []

    async def test_that_hangs_stores_nothing_and_says_so(self, secret_service: Start) -> None:
        service = secret_service()
        service.hang()
        with pytest.raises(KeyUnavailableError, match="Nothing was stored") as raised:
            await SystemKeyring(service.environ, store_seconds=0.5).store("eu", KEY)
        assert KEY.get_secret_value() not in str(raised.value)
        service.resume()
        assert await SystemKeyring(service.environ).read("eu") is None

    async def test_works_again_once_it_answers_again(self, secret_service: Start) -> None:
        service = secret_service()
        await SystemKeyring(service.environ).store("eu", KEY)
        service.hang()
        await trouble(SystemKeyring(service.environ, read_seconds=0.5))
        service.resume()
        assert await SystemKeyring(service.environ).read("eu") == KEY.get_secret_value()

    async def test_is_left_at_once_when_the_caller_leaves(self, secret_service: Start) -> None:
        service = secret_service()
        service.hang()
        storing = asyncio.create_task(SystemKeyring(service.environ).store("eu", KEY))
        await running_helper()
        storing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await storing
        assert helpers() == []

    async def test_shows_the_key_in_no_process_list(self, secret_service: Start) -> None:
        service = secret_service()
        service.hang()
        storing = asyncio.create_task(SystemKeyring(service.environ).store("eu", KEY))
        helper = await running_helper()
        secret = KEY.get_secret_value().encode()
        assert secret not in (helper / "cmdline").read_bytes()
        assert secret not in (helper / "environ").read_bytes()
        storing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await storing
