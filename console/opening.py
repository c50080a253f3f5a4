"""From a profile to an opened account: find the key, check one, keep it, wire the session."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from console.accounts.key_keeping import keep_key
from console.accounts.key_sources import PLAIN_VARIABLE, EnvironmentKeys, SessionKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.keys import KeyFound, KeyMissing, find_key
from console.accounts.paths import archive_file, journal_file, settings_file
from console.accounts.preferences import Preferences
from console.accounts.profiles import ENCRYPTED_FILE, ENVIRONMENT_NAME, KEYRING, Profile
from console.accounts.settings import load_settings, save_profile
from console.actions.agents import AgentActions
from console.actions.calls import CallActions
from console.actions.credentials import CredentialActions
from console.actions.journal import Journal, NoJournal
from console.actions.looking_back.diagnosing import Diagnoses
from console.actions.looking_back.failures_file import failures_file, load_catalogue
from console.actions.looking_back.slowness import Slowness
from console.actions.numbers import NumberActions
from console.actions.outcomes import OutcomeActions
from console.actions.redial.redialling import Redialling
from console.actions.saving.editing import Editing
from console.actions.views import Views
from console.archive.store import Archive
from console.history.history import History
from console.opened import OpenAccount, signature
from console.session import Session

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.api.exchange import Rehearse
    from console.clock import Clock
    from console.insight.catalogue import Catalogue


@dataclass(slots=True)
class Opening:
    """Opens one profile; all of it may take seconds and none of it blocks.

    Attributes:
        elsewhere: whether the address is not the profile's own but this run's: what is kept of it
            is kept apart.
        preferences: how often is asked, how long is kept, and the like.
    """

    profile: Profile
    named: bool
    environment: EnvironmentKeys
    clock: Clock
    elsewhere: bool = False
    preferences: Preferences = field(default_factory=Preferences)
    keys: SessionKeys = field(default_factory=SessionKeys)
    keyring: SystemKeyring = field(default_factory=SystemKeyring)

    @property
    def giver(self) -> str | None:
        """What a person has set up to give the profile's key, before which no stored one comes."""
        if self.profile.key_variable in self.environment.values:
            return f"${self.profile.key_variable}"
        if self.profile.name == ENVIRONMENT_NAME:
            return f"${PLAIN_VARIABLE}"
        if self.profile.key_file:
            return "its key_file"
        return "its key_command" if self.profile.key_command else None

    async def find_key(self, passphrase: SecretStr | None = None) -> KeyFound | KeyMissing:
        """Look for the profile's key where keys may be.

        Args:
            passphrase: opens the key, where it is encrypted.
        """
        return await find_key(
            self.profile,
            self.named,
            self.environment,
            session=self.keys,
            keyring=self.keyring,
            passphrase=passphrase,
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

    async def keep(self, key: SecretStr, passphrase: SecretStr | None = None) -> str:
        """Keep a key for the starts to come, and the profile in the settings.

        Args:
            key: the key.
            passphrase: puts the key into a file that it opens, and not into the system keyring.

        Returns:
            Where the key is, for people.

        Raises:
            KeyUnavailableError: the key was not kept.
            AccountError: the settings could not be written; the key is kept all the same.
        """
        place = await keep_key(self.profile, key, passphrase=passphrase, keyring=self.keyring)
        store = KEYRING if passphrase is None else ENCRYPTED_FILE
        self.profile = replace(self.profile, key_store=store)
        await asyncio.to_thread(self._save_profile, key.get_secret_value()[-4:])
        return place

    def _save_profile(self, fingerprint: str) -> None:
        """Save the profile as the settings have it: what this run overrides is this run's alone."""
        saved = load_settings(settings_file()).profiles.get(self.profile.name)
        kept = saved or Profile(self.profile.name, self.profile.base_url)
        store = self.profile.key_store
        save_profile(settings_file(), replace(kept, fingerprint=fingerprint, key_store=store))

    def open(self, key: SecretStr, *, rehearse: Rehearse | None = None) -> OpenAccount:
        """Wire the account; its feeds start with `Session.run`.

        Args:
            key: the account's key.
            rehearse: gets each write instead of the server; no journal is kept of it.
        """
        from console.api.client import open_client

        client = open_client(
            self.profile.base_url,
            key,
            read_only=self.profile.read_only,
            clock=self.clock,
            rehearse=rehearse,
        )
        session = Session(client, self.clock, random.Random())  # noqa: S311 - it spreads polls
        session.prefer(self.preferences)
        kind = NoJournal if rehearse else Journal
        journal = kind(journal_file(), self.profile.name, self.clock)
        keeping = self.profile.keeping
        archive = Archive(
            archive_file(self.profile.name, elsewhere=self.profile.host if self.elsewhere else ""),
            calls_on_disk=keeping.on_disk,
        )
        editing = Editing(session, journal, archive, by=signature(self.profile, key))
        history = History(session, archive, keeping, self.clock, random.Random())  # noqa: S311
        calls = CallActions(session, journal)
        return OpenAccount(
            self.profile,
            session,
            journal,
            archive,
            calls,
            AgentActions(session, journal, editing),
            editing,
            NumberActions(session, journal),
            CredentialActions(session, journal),
            history,
            Diagnoses(
                session,
                archive.calls,
                history.on_kept,
                load=_catalogue,
                slowness=Slowness.of(self.profile).thresholds,
            ),
            Redialling(session, calls),
            OutcomeActions(session, journal, archive.calls),
            Views(self.profile, settings_file),
        )


def _catalogue() -> Catalogue:
    """The catalogue of failures, with the person's own rows."""
    return load_catalogue(failures_file())
