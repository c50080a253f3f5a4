"""From a profile to an opened account: find the key, check one, keep it, wire the session."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.key_sources import EnvironmentKeys, SessionKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.keys import KeyFound, KeyMissing, find_key
from console.accounts.paths import settings_file, state_folder
from console.accounts.profiles import ENVIRONMENT_NAME, Profile
from console.accounts.settings import load_settings, save_profile
from console.actions.calls import CallActions
from console.actions.journal import Journal
from console.session import Session
from console.tui.opened import OpenAccount

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.clock import Clock


@dataclass(slots=True)
class Opening:
    """Opens one profile; all of it may take seconds and none of it blocks."""

    profile: Profile
    named: bool
    environment: EnvironmentKeys
    clock: Clock
    keys: SessionKeys = field(default_factory=SessionKeys)
    keyring: SystemKeyring = field(default_factory=SystemKeyring)

    async def find_key(self) -> KeyFound | KeyMissing:
        """Look for the profile's key where keys may be."""
        return await find_key(
            self.profile, self.named, self.environment, session=self.keys, keyring=self.keyring
        )

    async def check(self, key: SecretStr) -> None:
        """Try a key with one cheap request.

        Raises:
            ApiError: the key or the address does not do.
        """
        from console.api.client import open_client

        client = open_client(self.profile.base_url, key, read_only=True, clock=self.clock)
        try:
            await client.calls.page(limit=1)
        finally:
            await client.close()

    async def keep(self, key: SecretStr) -> str:
        """Put a key into the system keyring, and the profile into the settings.

        Returns:
            The keyring's name for people.

        Raises:
            KeyUnavailableError: the keyring has not taken it.
            AccountError: the settings could not be written; the key is kept all the same.
        """
        if self.profile.name == ENVIRONMENT_NAME:
            raise KeyUnavailableError(
                KeyTrouble.NOT_SAVED, "A key of the environment belongs to no saved profile."
            )
        keyring = await self.keyring.store(self.profile.name, key)
        await asyncio.to_thread(self._save_profile, key.get_secret_value()[-4:])
        return keyring

    def _save_profile(self, fingerprint: str) -> None:
        """Save the profile as the settings have it: what this run overrides is this run's alone."""
        saved = load_settings(settings_file()).profiles.get(self.profile.name)
        kept = saved or Profile(self.profile.name, self.profile.base_url)
        save_profile(settings_file(), replace(kept, fingerprint=fingerprint))

    def open(self, key: SecretStr) -> OpenAccount:
        """Wire the account; its feeds start with `Session.run`."""
        from console.api.client import open_client

        client = open_client(
            self.profile.base_url, key, read_only=self.profile.read_only, clock=self.clock
        )
        session = Session(client, self.clock, random.Random())  # noqa: S311 - it spreads polls
        journal = Journal(state_folder() / "journal.jsonl", self.profile.name, self.clock)
        return OpenAccount(self.profile, session, journal, CallActions(session, journal))
