"""Keeping a profile's key where the profile wants it: in the system keyring, or encrypted."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from console.accounts.errors import KeyUnavailableError
from console.accounts.keyring import SystemKeyring
from console.accounts.keys import encrypted_key_of
from console.accounts.profiles import ENCRYPTED_FILE

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.accounts.profiles import Profile


async def keep_key(
    profile: Profile,
    key: SecretStr,
    *,
    passphrase: SecretStr | None = None,
    keyring: SystemKeyring | None = None,
) -> str:
    """Keep a key and read it back; one that was kept elsewhere for the same profile is forgotten.

    Args:
        profile: whose key.
        key: the key.
        passphrase: puts the key into a file that it opens, and not into the keyring.
        keyring: the system keyring.

    Returns:
        Where it is, for people: "the system keyring (Secret Service)".

    Raises:
        KeyUnavailableError: it could not be kept; what was kept before is as it was.
    """
    keyring, file = keyring or SystemKeyring(), encrypted_key_of(profile)
    if passphrase is None:
        kept_by = await keyring.store(profile.name, key)
        with suppress(KeyUnavailableError):
            file.forget()
        return f"the system keyring ({kept_by})"
    await asyncio.to_thread(file.seal, key, passphrase)
    with suppress(KeyUnavailableError):
        await keyring.forget(profile.name)
    return str(file.path)


async def forget_key(profile: Profile, *, keyring: SystemKeyring | None = None) -> bool:
    """Remove a profile's key from where it is kept.

    Returns:
        Whether there was one.

    Raises:
        KeyUnavailableError: nobody knows, as the keyring is not there, locked or silent; or the
            file could not be removed.
    """
    if profile.key_store == ENCRYPTED_FILE:
        return encrypted_key_of(profile).forget()
    return await (keyring or SystemKeyring()).forget(profile.name)
