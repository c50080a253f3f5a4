"""`login`, `status` and `logout` of a key that is encrypted with a passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.encrypted_key import EncryptedKey
from console.accounts.profiles import ENCRYPTED_FILE, KEYRING, Profile
from console.accounts.settings import load_settings, save_profile
from tests.command import run_command
from tests.keyring.typed_command import TypedCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.keyring.secret_service import SecretService

    Start = Callable[..., SecretService]

KEY = "oi_sk_sandbox"
PASSPHRASE = "correct horse battery"


def settings_file(environ: dict[str, str]) -> Path:
    return Path(environ["XDG_CONFIG_HOME"]) / "oneinbox-console" / "settings.toml"


def key_of(environ: dict[str, str]) -> EncryptedKey:
    folder = Path(environ["XDG_DATA_HOME"]) / "oneinbox-console" / "keys"
    return EncryptedKey("eu", folder / "eu.key")


def sign_in(environ: dict[str, str], sandbox: str) -> TypedCommand:
    """Sign in to the profile eu, its key encrypted, as far as the answer."""
    arguments = ("--profile", "eu", "--base-url", sandbox, "--encrypted-file")
    terminal = TypedCommand("login", *arguments, environ=environ)
    terminal.answer("Secret key for", KEY)
    terminal.answer("New passphrase", PASSPHRASE)
    terminal.answer("The same again", PASSPHRASE)
    return terminal


@pytest.fixture
def signed_in(environ: dict[str, str]) -> dict[str, str]:
    """Somebody whose key is encrypted, on a server without a keyring."""
    key_of(environ).seal(SecretStr(KEY), SecretStr(PASSPHRASE))
    save_profile(settings_file(environ), Profile("eu", key_store=ENCRYPTED_FILE))
    return environ


class TestLogin:
    def test_encrypts_the_key_and_remembers_where_it_is(
        self, environ: dict[str, str], sandbox: str
    ) -> None:
        terminal = sign_in(environ, sandbox)
        assert terminal.end() == 0
        assert f"Key for eu saved in {key_of(environ).path} ····dbox" in terminal.shown
        assert KEY not in terminal.shown
        assert PASSPHRASE not in terminal.shown
        assert key_of(environ).open(SecretStr(PASSPHRASE)) == SecretStr(KEY)
        profile = Profile("eu", sandbox, key_store=ENCRYPTED_FILE, fingerprint="dbox")
        assert load_settings(settings_file(environ)).profiles == {"eu": profile}
        told = [path for path in Path(environ["HOME"]).rglob("*") if path.is_file()]
        assert not [path for path in told if KEY.encode() in path.read_bytes()]

    def test_asks_again_for_a_passphrase_that_will_not_do(
        self, environ: dict[str, str], sandbox: str
    ) -> None:
        terminal = TypedCommand("login", "--base-url", sandbox, "--encrypted-file", environ=environ)
        terminal.answer("Secret key for", KEY)
        terminal.answer("New passphrase", "short")
        terminal.answer("The same again", "short")
        terminal.wait_for("8 characters or more")
        terminal.type("\x03")
        assert terminal.end() == 130
        assert not key_of(environ).path.parent.exists()

    def test_takes_no_passphrase_from_a_pipe(self, environ: dict[str, str], sandbox: str) -> None:
        ended = run_command(
            "login", "--stdin", "--encrypted-file", "--base-url", sandbox,
            environ=environ, given=f"{KEY}\n{PASSPHRASE}\n",
        )  # fmt: skip
        assert ended.returncode == 4
        assert "asked for on a terminal alone" in ended.stderr
        assert not key_of(environ).path.parent.exists()

    @pytest.mark.keyring
    def test_leaves_the_key_in_one_place_alone(self, secret_service: Start, sandbox: str) -> None:
        environ = secret_service().environ
        to_eu = ("login", "--stdin", "--profile", "eu", "--base-url", sandbox)
        assert run_command(*to_eu, environ=environ, given=KEY).returncode == 0
        assert sign_in(environ, sandbox).end() == 0
        save_profile(settings_file(environ), Profile("eu", sandbox))
        assert run_command("status", environ=environ).returncode == 4

        assert run_command(*to_eu, "--keyring", environ=environ, given=KEY).returncode == 0
        assert not key_of(environ).exists
        assert load_settings(settings_file(environ)).profiles["eu"].key_store == KEYRING


class TestStatus:
    def test_asks_for_the_passphrase_until_it_is_right(self, signed_in: dict[str, str]) -> None:
        terminal = TypedCommand("status", environ=signed_in)
        terminal.answer("Passphrase for the key of eu", "wrong")
        terminal.wait_for("does not open")
        terminal.answer("Passphrase for the key of eu", PASSPHRASE)
        assert terminal.end() == 0
        assert "encrypted file ····dbox" in terminal.shown
        assert PASSPHRASE not in terminal.shown

    def test_ends_with_4_where_nobody_can_be_asked(self, signed_in: dict[str, str]) -> None:
        ended = run_command("status", environ=signed_in, given=f"{PASSPHRASE}\n")
        assert ended.returncode == 4
        assert "key       encrypted" in ended.stdout
        assert "needs its passphrase" in ended.stderr


class TestLogout:
    def test_removes_the_file_and_keeps_the_profile(self, signed_in: dict[str, str]) -> None:
        ended = run_command("logout", environ=signed_in)
        assert ended.returncode == 0
        assert "The key of eu is gone from its encrypted file." in ended.stderr
        assert not key_of(signed_in).exists
        assert load_settings(settings_file(signed_in)).profiles["eu"].key_store == ENCRYPTED_FILE
        again = run_command("logout", environ=signed_in)
        assert "There was no key of eu in its encrypted file." in again.stderr
