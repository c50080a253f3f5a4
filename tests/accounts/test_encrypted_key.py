"""A key in a file that a passphrase opens."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
from dataclasses import replace
from subprocess import check_output
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.encrypted_key import EncryptedKey, check_passphrase
from console.accounts.errors import AccountError, KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import EnvironmentKeys, SessionKeys
from console.accounts.keys import KeyFound, KeyMissing, Source, encrypted_key_of, find_key
from console.accounts.profiles import ENCRYPTED_FILE, KEYRING, Profile
from console.accounts.settings import load_settings, save_profile

if TYPE_CHECKING:
    from pathlib import Path

KEY = SecretStr("oi_sk_sentinel_9f3a")
PASSPHRASE = SecretStr("correct horse battery")
EU = Profile("eu", key_store=ENCRYPTED_FILE)


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> EncryptedKey:
    """A key that was sealed, which is slow on purpose."""
    file = EncryptedKey("eu", tmp_path_factory.mktemp("home") / "keys" / "eu.key")
    file.seal(KEY, PASSPHRASE)
    return file


@pytest.fixture
def sealed(sealed_once: EncryptedKey, tmp_path: Path) -> EncryptedKey:
    """The same, for a test to change."""
    shutil.copytree(sealed_once.path.parent, tmp_path / "keys")
    return EncryptedKey("eu", tmp_path / "keys" / "eu.key")


def trouble(file: EncryptedKey, passphrase: SecretStr = PASSPHRASE) -> KeyUnavailableError:
    with pytest.raises(KeyUnavailableError) as raised:
        file.open(passphrase)
    told = f"{raised.value!r} {raised.value.words} {raised.value.steps}"
    assert "sentinel" not in told
    assert passphrase.get_secret_value() not in told
    return raised.value


def change(file: EncryptedKey, line: int, text: str) -> None:
    """Change a line on purpose, as somebody who knows how the file is made."""
    lines = file.path.read_text().splitlines()
    lines[line] = text
    body = f"{lines[0]}\n{lines[1]}\n"
    file.path.write_text(f"{body}{hashlib.sha256(body.encode()).hexdigest()}\n")


class TestASealedKey:
    def test_is_opened_by_its_passphrase(self, sealed: EncryptedKey) -> None:
        assert sealed.open(PASSPHRASE) == KEY

    def test_is_ours_alone_and_stands_nowhere_in_clear(self, sealed: EncryptedKey) -> None:
        assert stat.S_IMODE(sealed.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(sealed.path.parent.stat().st_mode) == 0o700
        assert [each.name for each in sealed.path.parent.iterdir()] == ["eu.key"]
        assert b"sentinel" not in sealed.path.read_bytes()

    def test_looks_different_each_time(self, sealed: EncryptedKey) -> None:
        before = sealed.path.read_text().splitlines()[1]
        sealed.seal(KEY, PASSPHRASE)
        assert sealed.path.read_text().splitlines()[1] != before

    def test_does_not_depend_on_how_a_keyboard_writes_a_letter(self, sealed: EncryptedKey) -> None:
        sealed.seal(KEY, SecretStr("dépôt numéro un"))
        assert sealed.open(SecretStr("de\u0301po\u0302t nume\u0301ro un")) == KEY

    def test_is_forgotten_with_its_file(self, sealed: EncryptedKey) -> None:
        assert sealed.forget()
        assert not sealed.exists
        assert not sealed.forget()


class TestAFileThatDoesNotOpen:
    def test_by_a_wrong_passphrase_says_so(self, sealed: EncryptedKey) -> None:
        wrong = trouble(sealed, SecretStr("correct horse batterY"))
        assert wrong.trouble is KeyTrouble.NOT_OPENED
        assert wrong.words == f"This passphrase does not open {sealed.path}."

    @pytest.mark.parametrize("at", [0, 30, -90, -2])
    def test_because_a_byte_was_lost_is_damaged_which_no_passphrase_is_asked_for(
        self, sealed: EncryptedKey, at: int
    ) -> None:
        written = bytearray(sealed.path.read_bytes())
        written[at] ^= 1
        sealed.path.write_bytes(written)
        with pytest.raises(KeyUnavailableError, match="is damaged") as raised:
            sealed.check()
        assert raised.value.trouble is KeyTrouble.KEY_FILE
        assert trouble(sealed).words == raised.value.words

    @pytest.mark.parametrize("left", [0, 10, 60])
    def test_because_it_was_cut_off_is_damaged(self, sealed: EncryptedKey, left: int) -> None:
        os.truncate(sealed.path, left)
        assert "is damaged" in trouble(sealed).words

    def test_because_what_is_sealed_is_too_short_is_damaged(self, sealed: EncryptedKey) -> None:
        change(sealed, 1, "AAAA")
        assert "is damaged" in trouble(sealed).words

    def test_because_it_is_another_profiles_says_so(self, sealed: EncryptedKey) -> None:
        moved = EncryptedKey("us", sealed.path)
        assert "holds the key of another profile than us" in trouble(moved).words
        change(sealed, 0, "oneinbox-console key 1 of us")
        assert trouble(moved).trouble is KeyTrouble.NOT_OPENED

    def test_because_it_is_of_a_later_time_says_so(self, sealed: EncryptedKey) -> None:
        change(sealed, 0, "oneinbox-console key 2 of eu")
        assert "newer version" in trouble(sealed).words

    def test_because_others_can_read_it_is_refused_with_the_remedy(
        self, sealed: EncryptedKey
    ) -> None:
        sealed.path.chmod(0o644)
        assert trouble(sealed).steps == (f"Make it yours alone: chmod 600 {sealed.path}",)


class TestAFileThatCannotBeWritten:
    def test_says_why_and_leaves_the_one_before(
        self, sealed: EncryptedKey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(KeyUnavailableError, match="No space left on device") as raised:
            sealed.seal(SecretStr("oi_sk_another_one"), PASSPHRASE)
        assert raised.value.trouble is KeyTrouble.NOT_SAVED
        assert sealed.open(PASSPHRASE) == KEY
        assert [each.name for each in sealed.path.parent.iterdir()] == ["eu.key"]

    def test_because_its_folder_cannot_be_made_says_why(self, tmp_path: Path) -> None:
        (tmp_path / "keys").touch()
        with pytest.raises(KeyUnavailableError, match="cannot be used"):
            EncryptedKey("eu", tmp_path / "keys" / "eu.key").seal(KEY, PASSPHRASE)


class TestANewPassphrase:
    @pytest.mark.parametrize(
        ("first", "again", "words"),
        [("seven77", "seven77", "8 characters or more"), ("correct horse", "Correct", "not the s")],
    )
    def test_that_is_short_or_not_typed_alike_is_refused(
        self, first: str, again: str, words: str
    ) -> None:
        with pytest.raises(KeyUnavailableError, match=words) as raised:
            check_passphrase(first, again)
        assert first not in str(raised.value)


class TestLookingForIt:
    @pytest.fixture(autouse=True)
    def own_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    async def test_needs_the_passphrase_and_then_finds_it(self) -> None:
        encrypted_key_of(EU).seal(KEY, PASSPHRASE)
        missing = await find_key(EU, named=True, environment=EnvironmentKeys())
        assert isinstance(missing, KeyMissing)
        assert missing.reason is KeyTrouble.LOCKED

        found = await find_key(EU, named=True, environment=EnvironmentKeys(), passphrase=PASSPHRASE)
        assert isinstance(found, KeyFound)
        assert (found.key, found.source) == (KEY, Source.ENCRYPTED)
        assert found.label == "encrypted file ····9f3a"

    async def test_asks_for_no_passphrase_of_what_is_not_there_or_damaged(self) -> None:
        missing = await find_key(EU, named=True, environment=EnvironmentKeys())
        assert isinstance(missing, KeyMissing)
        assert missing.reason is KeyTrouble.NOT_FOUND

        encrypted_key_of(EU).seal(KEY, PASSPHRASE)
        encrypted_key_of(EU).path.write_text("what is this\n")
        missing = await find_key(EU, named=True, environment=EnvironmentKeys())
        assert isinstance(missing, KeyMissing)
        assert "is damaged" in missing.words

    async def test_comes_after_the_variable_and_before_no_keyring(self) -> None:
        encrypted_key_of(EU).seal(KEY, PASSPHRASE)
        keys = EnvironmentKeys.take({"ONEINBOX_API_KEY_EU": "oi_sk_from_variable"})
        found = await find_key(EU, named=True, environment=keys)
        assert isinstance(found, KeyFound)
        assert found.source is Source.ENVIRONMENT

    async def test_is_not_done_where_a_key_was_entered_for_this_session(self) -> None:
        session = SessionKeys()
        session.remember("eu", SecretStr("oi_sk_from_session"))
        found = await find_key(EU, named=True, environment=EnvironmentKeys(), session=session)
        assert isinstance(found, KeyFound)
        assert found.source is Source.SESSION


class TestTheSetting:
    def test_is_written_and_read(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.toml"
        save_profile(path, EU)
        assert 'key_store = "encrypted-file"' in path.read_text()
        assert load_settings(path).profiles["eu"] == EU
        save_profile(path, replace(EU, key_store=KEYRING))
        assert load_settings(path).profiles["eu"].key_store == KEYRING

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ('key_store = "file"', "one of keyring, encrypted-file"),
            ('key_store = "encrypted-file"\nkey_file = "/k"', "a key_file and a key_store"),
        ],
    )
    def test_that_says_too_little_or_too_much_is_refused(
        self, tmp_path: Path, lines: str, words: str
    ) -> None:
        path = tmp_path / "settings.toml"
        path.write_text(f"[profiles.eu]\n{lines}\n")
        with pytest.raises(AccountError, match=words):
            load_settings(path)


class TestAStartThatNeedsNoPassphrase:
    def test_loads_no_cryptography(self) -> None:
        program = "import console.accounts.keys, console.cli.status, sys; print(*sys.modules)"
        assert "cryptography" not in check_output([sys.executable, "-c", program], text=True)
