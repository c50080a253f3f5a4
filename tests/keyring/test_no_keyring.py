"""Servers without a keyring, and Python keyrings that would not keep a secret."""

from __future__ import annotations

import socket
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.keyring import SystemKeyring

KEY = SecretStr("oi_sk_sentinel_9f3a")

ASKING_BACKEND = """
from pathlib import Path
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

class Plain(KeyringBackend):
    priority = 9
    def set_password(self, service, username, password):
        Path(__file__).with_name("stored").write_text(password)
    def get_password(self, service, username):
        return Path(__file__).with_name("stored").read_text()

class Chain(ChainerBackend):
    backends = [Plain()]
"""


async def refused(environ: dict[str, str]) -> KeyUnavailableError:
    with pytest.raises(KeyUnavailableError) as raised:
        await SystemKeyring(environ).store("eu", KEY)
    told = "".join(traceback.format_exception(raised.value)) + repr(raised.value.__dict__)
    assert KEY.get_secret_value() not in told
    return raised.value


class TestAServerWithoutAKeyring:
    async def test_is_told_from_a_failing_one(self, environ: dict[str, str]) -> None:
        error = await refused(environ)
        assert error.trouble is KeyTrouble.NO_KEYRING
        assert error.words == "This server has no system keyring."

    async def test_is_one_whose_bus_is_dead(self, environ: dict[str, str], home: Path) -> None:
        address = home / "bus"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(address))
        environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={address}"
        assert (await refused(environ)).trouble is KeyTrouble.NO_KEYRING


class TestABackendThatKeepsNoSecret:
    @pytest.mark.parametrize(
        "backend",
        [
            "keyring.backends.null.Keyring",
            "keyring.backends.fail.Keyring",
            "keyring.backends.chainer.ChainerBackend",
        ],
    )
    async def test_is_refused(self, environ: dict[str, str], backend: str) -> None:
        error = await refused(environ | {"PYTHON_KEYRING_BACKEND": backend})
        assert error.trouble is KeyTrouble.NO_KEYRING

    async def test_is_named(self, environ: dict[str, str]) -> None:
        environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        assert "keyring.backends.null.Keyring" in (await refused(environ)).words

    @pytest.mark.parametrize("backend", ["Plain", "Chain"])
    async def test_never_gets_to_see_the_key(
        self, environ: dict[str, str], home: Path, backend: str
    ) -> None:
        (home / "plainfile.py").write_text(ASKING_BACKEND)
        config = Path(environ["XDG_CONFIG_HOME"]) / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir()
        config.write_text(f"[backend]\ndefault-keyring=plainfile.{backend}\nkeyring-path={home}\n")
        error = await refused(environ)
        assert error.trouble is KeyTrouble.NO_KEYRING
        assert f"plainfile.{backend}" in error.words
        assert not (home / "stored").exists()

    async def test_that_does_not_exist_is_named(self, environ: dict[str, str]) -> None:
        environ["PYTHON_KEYRING_BACKEND"] = "nosuch.Keyring"
        error = await refused(environ)
        assert error.trouble is KeyTrouble.KEYRING_FAILED
        assert "nosuch" in error.words
