"""In which order the places of a key are asked, and what is said when none has one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.errors import KeyTrouble
from console.accounts.key_sources import EnvironmentKeys, SessionKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.keys import KeyFound, KeyMissing, Source, find_key
from console.accounts.profiles import Profile

if TYPE_CHECKING:
    from pathlib import Path

EU = Profile("eu")
PRINTS_A_KEY = Profile("eu", key_command=("echo", "oi_sk_from_command"))


def environment(**variables: str) -> EnvironmentKeys:
    return EnvironmentKeys.take(variables)


def session(key: str = "oi_sk_from_session") -> SessionKeys:
    keys = SessionKeys()
    keys.remember("eu", SecretStr(key))
    return keys


class UntouchedKeyring(SystemKeyring):
    """A keyring that must not be asked."""

    async def read(self, profile: str) -> str | None:
        raise AssertionError(f"asked for {profile}")


class FullKeyring(SystemKeyring):
    """A keyring that has a key; the real one has tests of its own."""

    async def read(self, profile: str) -> str | None:
        return f"oi_sk_from_keyring_{profile}"


NOTHING = EnvironmentKeys()


async def look(
    profile: Profile,
    *,
    named: bool = True,
    environment: EnvironmentKeys = NOTHING,
    session: SessionKeys | None = None,
    keyring: SystemKeyring | None = None,
) -> KeyFound | KeyMissing:
    return await find_key(
        profile, named, environment, session=session, keyring=keyring or UntouchedKeyring()
    )


def found(key: KeyFound | KeyMissing) -> KeyFound:
    assert isinstance(key, KeyFound)
    return key


def missing(key: KeyFound | KeyMissing) -> KeyMissing:
    assert isinstance(key, KeyMissing)
    return key


class TestTheOrder:
    async def test_begins_with_the_profiles_own_variable(self) -> None:
        keys = environment(ONEINBOX_API_KEY_EU="oi_sk_from_variable")
        key = found(await look(PRINTS_A_KEY, environment=keys, session=session()))
        assert key.key.get_secret_value() == "oi_sk_from_variable"
        assert (key.source, key.place) == (Source.ENVIRONMENT, "$ONEINBOX_API_KEY_EU")

    async def test_goes_on_with_the_key_file(self, tmp_path: Path) -> None:
        file = tmp_path / "key"
        file.touch(0o600)
        file.write_text("oi_sk_from_file")
        key = found(await look(replace(EU, key_file=str(file)), session=session()))
        assert key.key.get_secret_value() == "oi_sk_from_file"
        assert (key.source, key.place) == (Source.FILE, str(file))

    async def test_then_with_the_key_command(self) -> None:
        key = found(await look(PRINTS_A_KEY, session=session()))
        assert key.key.get_secret_value() == "oi_sk_from_command"
        assert (key.source, key.place) == (Source.COMMAND, "echo")

    async def test_then_with_the_keyring(self) -> None:
        key = found(await look(EU, keyring=FullKeyring(), session=session()))
        assert key.key.get_secret_value() == "oi_sk_from_keyring_eu"
        assert key.source is Source.KEYRING

    async def test_ends_with_this_sessions_memory(self, no_keyring: SystemKeyring) -> None:
        key = found(await look(EU, keyring=no_keyring, session=session()))
        assert key.key.get_secret_value() == "oi_sk_from_session"
        assert key.source is Source.SESSION

    async def test_stops_at_a_place_that_does_not_work(self) -> None:
        broken = replace(EU, key_file="/nonexistent/key")
        gone = missing(await look(broken, session=session()))
        assert gone.reason is KeyTrouble.KEY_FILE

    async def test_stops_at_a_variable_that_holds_no_key(self) -> None:
        keys = environment(ONEINBOX_API_KEY_EU="no key")
        assert missing(await look(EU, environment=keys)).reason is KeyTrouble.MALFORMED


class TestTheKeyThatBelongsToNoProfile:
    async def test_is_used_where_none_was_named(self) -> None:
        keys = environment(ONEINBOX_API_KEY="oi_sk_plain_1234")
        key = found(await look(Profile("environment"), named=False, environment=keys))
        assert key.key.get_secret_value() == "oi_sk_plain_1234"
        assert key.notice is None

    async def test_is_ignored_aloud_where_one_was_named(self) -> None:
        keys = environment(ONEINBOX_API_KEY="oi_sk_plain_1234")
        key = found(await look(EU, environment=keys, keyring=FullKeyring()))
        assert key.source is Source.KEYRING
        assert key.notice == "environment key ignored: profile eu was named"

    async def test_is_ignored_aloud_where_no_other_is_found(
        self, no_keyring: SystemKeyring
    ) -> None:
        keys = environment(ONEINBOX_API_KEY="oi_sk_plain_1234")
        gone = missing(await look(EU, environment=keys, keyring=no_keyring))
        assert gone.notice == "environment key ignored: profile eu was named"

    async def test_gives_way_aloud_to_the_profiles_own(self) -> None:
        keys = environment(
            ONEINBOX_API_KEY="oi_sk_plain_1234", ONEINBOX_API_KEY_EU="oi_sk_from_variable"
        )
        key = found(await look(EU, named=False, environment=keys))
        assert key.key.get_secret_value() == "oi_sk_from_variable"
        assert key.notice == "environment key ignored: ONEINBOX_API_KEY_EU comes first"


class TestWithoutAKey:
    async def test_it_says_why_and_every_way_on(self, no_keyring: SystemKeyring) -> None:
        gone = missing(await look(EU, keyring=no_keyring))
        assert gone.reason is KeyTrouble.NO_KEYRING
        assert gone.words == "This server has no system keyring."
        ways = " ".join(gone.steps)
        for way in ("ONEINBOX_API_KEY_EU", "key_file", "key_command", "settings.toml"):
            assert way in ways


class TestTheLabel:
    async def test_has_the_source_and_the_last_four_characters(self) -> None:
        keys = environment(ONEINBOX_API_KEY_EU="oi_sk_sentinel_9f3a")
        key = found(await look(EU, environment=keys))
        assert key.label == "environment ····9f3a"

    @pytest.mark.parametrize("shown", [repr, str])
    async def test_is_all_that_is_ever_shown(self, shown: type[str]) -> None:
        keys = environment(ONEINBOX_API_KEY_EU="oi_sk_sentinel_9f3a")
        assert "sentinel" not in shown(found(await look(EU, environment=keys)))
