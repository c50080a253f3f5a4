"""Where the key of a profile is: each place in turn, and the first that has one wins.

1. `ONEINBOX_API_KEY_<PROFILE>`; `ONEINBOX_API_KEY` only where no profile was named
2. the profile's key file
3. the profile's key command
4. the file that a passphrase opens, where the profile's key store is that one
5. else the system keyring
6. this session's memory

A place that a person has set up and that does not work ends the search: going on could find
another account's key. Only a keyring in trouble is passed over, for the session's memory.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from console.accounts.encrypted_key import EncryptedKey
from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import (
    PLAIN_VARIABLE,
    EnvironmentKeys,
    SessionKeys,
    check_key,
    read_key_command,
    read_key_file,
)
from console.accounts.keyring import SystemKeyring
from console.accounts.paths import encrypted_key_file, settings_file
from console.accounts.profiles import ENCRYPTED_FILE, ENVIRONMENT_NAME, Profile

if TYPE_CHECKING:
    from pydantic import SecretStr


class Source(StrEnum):
    """The kinds of places, in words for the status line."""

    ENVIRONMENT = "environment"
    FILE = "key file"
    COMMAND = "key command"
    ENCRYPTED = "encrypted file"
    KEYRING = "keyring"
    SESSION = "this session"


@dataclass(frozen=True, slots=True)
class KeyFound:
    """A key, and where it was."""

    key: SecretStr
    source: Source
    place: str
    """The variable, the file or the program."""
    notice: str | None = None
    """What a person should know: another key was passed over."""

    @property
    def fingerprint(self) -> str:
        """The last four characters."""
        return self.key.get_secret_value()[-4:]

    @property
    def label(self) -> str:
        """For the status line: `keyring ····9f3a`."""
        return f"{self.source} ····{self.fingerprint}"


@dataclass(frozen=True, slots=True)
class KeyMissing:
    """No key: why, and what a person can do."""

    reason: KeyTrouble
    words: str
    steps: tuple[str, ...]
    notice: str | None = None


async def find_key(
    profile: Profile,
    named: bool,
    environment: EnvironmentKeys,
    *,
    session: SessionKeys | None = None,
    keyring: SystemKeyring | None = None,
    passphrase: SecretStr | None = None,
) -> KeyFound | KeyMissing:
    """Look for a profile's key.

    Takes as long as a key command (10 s) or the keyring (3 s) may take. A key that is encrypted
    is missing, for the reason LOCKED, until it is looked for with its passphrase.

    Args:
        profile: whose key.
        named: whether a person named the profile; the variable that belongs to none is then
            not used, and said to be ignored.
        environment: the keys taken out of the environment at the start.
        session: the keys entered since then.
        keyring: the system keyring.
        passphrase: opens the key's file, where the profile keeps it in one.
    """
    notice = _ignored(profile, named, environment)
    try:
        found = await _first(
            profile,
            environment,
            session or SessionKeys(),
            keyring or SystemKeyring(),
            passphrase,
            plain=not named,
        )
    except KeyUnavailableError as error:
        steps = error.steps or other_ways(profile)
        return KeyMissing(error.trouble, error.words, steps, notice)
    key, source, place = found
    return KeyFound(key, source, place, notice)


def other_ways(profile: Profile) -> tuple[str, ...]:
    """How to give the console a key where no keyring can keep it."""
    return (
        f"With a passphrase: oneinbox-console login{_option(profile)} --encrypted-file",
        f"For this shell: read -rs {profile.key_variable}; export {profile.key_variable}",
        f'From a file only you can read: key_file = "~/…" in {settings_file()}',
        'From another program: key_command = ["pass", "show", "oneinbox"] in the same file',
    )


def _ignored(profile: Profile, named: bool, environment: EnvironmentKeys) -> str | None:
    if not environment.has_plain:
        return None
    if named:
        return f"environment key ignored: profile {profile.name} was named"
    if profile.key_variable in environment.values:
        return f"environment key ignored: {profile.key_variable} comes first"
    return None


async def _first(
    profile: Profile,
    environment: EnvironmentKeys,
    session: SessionKeys,
    keyring: SystemKeyring,
    passphrase: SecretStr | None,
    *,
    plain: bool,
) -> tuple[SecretStr, Source, str]:
    variables = (profile.key_variable, PLAIN_VARIABLE) if plain else (profile.key_variable,)
    for variable in variables:
        if key := environment.read(variable):
            return key, Source.ENVIRONMENT, f"${variable}"
    if profile.key_file:
        return read_key_file(profile.key_file, os.environ), Source.FILE, profile.key_file
    if profile.key_command:
        key = await read_key_command(profile, os.environ)
        return key, Source.COMMAND, profile.key_command[0]
    if profile.key_store == ENCRYPTED_FILE:
        return await _from_encrypted_file_or_session(profile, session, passphrase)
    return await _from_keyring_or_session(profile, session, keyring)


def encrypted_key_of(profile: Profile) -> EncryptedKey:
    """The file of a profile's key that a passphrase opens, whether or not there is one."""
    return EncryptedKey(profile.name, encrypted_key_file(profile.name))


async def _from_encrypted_file_or_session(
    profile: Profile, session: SessionKeys, passphrase: SecretStr | None
) -> tuple[SecretStr, Source, str]:
    if entered := session.read(profile.name):
        return entered, Source.SESSION, "memory"
    file = encrypted_key_of(profile)
    if not file.exists:
        raise _not_found(profile)
    if passphrase is None:
        file.check()
        raise KeyUnavailableError(
            KeyTrouble.LOCKED, f"The key of {profile.name} needs its passphrase."
        )
    key = await asyncio.to_thread(file.open, passphrase)
    return key, Source.ENCRYPTED, str(file.path)


async def _from_keyring_or_session(
    profile: Profile, session: SessionKeys, keyring: SystemKeyring
) -> tuple[SecretStr, Source, str]:
    entered = session.read(profile.name)
    try:
        if stored := await keyring.read(profile.name):
            return check_key(stored, "What the keyring gave"), Source.KEYRING, "system keyring"
    except KeyUnavailableError:
        if entered is None:
            raise
    if entered is None:
        raise _not_found(profile)
    return entered, Source.SESSION, "memory"


def _not_found(profile: Profile) -> KeyUnavailableError:
    return KeyUnavailableError(
        KeyTrouble.NOT_FOUND,
        f"No key for profile {profile.name}.",
        f"Sign in: oneinbox-console login{_option(profile)}",
    )


def _option(profile: Profile) -> str:
    return "" if profile.name == ENVIRONMENT_NAME else f" --profile {profile.name}"
