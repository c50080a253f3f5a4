"""The doctor on settings, profile, keyring and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.encrypted_key import EncryptedKey
from console.accounts.paths import encrypted_key_file, settings_file
from console.doctor.account import key, keyring, profile, settings
from console.doctor.case import UnknownError
from console.doctor.finding import Finding, Realm, State
from tests.doctor.conftest import new_case

if TYPE_CHECKING:
    from console.doctor.case import Case

KEY = "oi_sk_sentinel_9f3a"


def write(text: str) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text)


async def look(case: Case) -> dict[str, Finding]:
    """The findings of one check after the other, by their names."""
    found = [settings(case), profile(case), await key(case)]
    return {finding.name: finding for finding in found}


class TestTheSettings:
    def test_that_are_not_there_are_no_fault(self, environ: dict[str, str]) -> None:
        finding = settings(new_case(environ))
        assert finding.state is State.OK
        assert finding.words.startswith("none yet")

    def test_that_are_wrong_are_so_with_line_and_remedy(self, environ: dict[str, str]) -> None:
        write("[profiles.eu]\ncolor = 'red'\n")
        case = new_case(environ)
        finding = settings(case)
        assert finding.state is State.WRONG
        assert f"{settings_file()}, line 2" in finding.words
        assert "config check" in finding.remedy
        with pytest.raises(UnknownError, match="want of the settings"):
            profile(case)

    def test_with_keys_that_clash_are_told(self, environ: dict[str, str]) -> None:
        write('[keys]\nstop_cals = "f8"\n')
        finding = settings(new_case(environ))
        assert finding.state is State.NOTE
        assert "stop_calls" in finding.words


class TestTheProfile:
    def test_is_named_with_its_address(self, environ: dict[str, str]) -> None:
        write('[profiles.eu]\nread_only = true\nbase_url = "https://eu.oneinbox.ai"\n')
        case = new_case(environ)
        settings(case)
        words = profile(case).words
        assert words == "eu, read only, teal, https://eu.oneinbox.ai"

    def test_that_cannot_be_told_is_wrong(self, environ: dict[str, str]) -> None:
        write("[profiles.eu]\n[profiles.us]\n")
        case = new_case(environ)
        settings(case)
        assert profile(case).state is State.WRONG


class TestTheKey:
    async def test_is_told_by_its_place_and_last_four_characters(
        self, environ: dict[str, str]
    ) -> None:
        finding = (await look(new_case(environ, key=KEY)))["key"]
        assert finding.state is State.OK
        assert finding.words == "environment ····9f3a ($ONEINBOX_API_KEY)"

    async def test_that_is_not_there_is_wrong_and_the_keys_affair(
        self, environ: dict[str, str]
    ) -> None:
        finding = (await look(new_case(environ)))["key"]
        assert (finding.state, finding.realm) == (State.WRONG, Realm.KEY)
        assert "login" in finding.remedy

    async def test_that_is_encrypted_is_not_asked_for(self, environ: dict[str, str]) -> None:
        write('[profiles.acme]\nkey_store = "encrypted-file"\n')
        file = EncryptedKey("acme", encrypted_key_file("acme"))
        file.seal(SecretStr(KEY), SecretStr("a good passphrase"))
        finding = (await look(new_case(environ)))["key"]
        assert finding.state is State.NOTE
        assert "passphrase" in finding.words

    async def test_that_no_keyring_keeps_may_be_elsewhere(self, environ: dict[str, str]) -> None:
        finding = await keyring(new_case(environ))
        assert finding.state is State.NOTE
        assert finding.words == "This server has no system keyring."
