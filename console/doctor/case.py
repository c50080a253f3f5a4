"""What the checks look at, and what the earlier ones have found for the later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.accounts.keyring import SystemKeyring
from console.accounts.keys import KeyFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.accounts.account import Account
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyMissing
    from console.accounts.settings import Settings
    from console.clock import Clock
    from console.doctor.answer import Asked


@dataclass(frozen=True, slots=True)
class Shown:
    """The terminal that somebody sits at.

    Attributes:
        columns: how wide it is.
        lines: how high it is.
        signs: of those the console draws with, each of which should be one cell wide; empty
            where the terminal cannot be asked.
    """

    columns: int
    lines: int
    signs: str


class UnknownError(Exception):
    """A check needs what an earlier one could not find out."""

    def __init__(self, what: str) -> None:
        super().__init__(f"not looked at, for want of the {what}")


@dataclass(slots=True)
class Case:
    """One look at one account on one machine.

    Attributes:
        environ: the environment, without keys.
        environment: the keys that were in it.
        clock: tells the time.
        shown: the terminal; None where the output goes elsewhere.
        profile_name: the profile that was named, if one was.
        base_url: another address of the API, if one was named.
        keyring: the system keyring.
        found_settings: what the settings say, once they were read.
        found_account: which account it is about, once that is known.
        key: what came of looking for its key.
        asked: what came of asking the API.
    """

    environ: Mapping[str, str]
    environment: EnvironmentKeys
    clock: Clock
    shown: Shown | None = None
    profile_name: str | None = None
    base_url: str | None = None
    keyring: SystemKeyring = field(default_factory=SystemKeyring)
    found_settings: Settings | None = None
    found_account: Account | None = None
    key: KeyFound | KeyMissing | None = None
    asked: Asked | None = None

    @property
    def settings(self) -> Settings:
        """What the settings say.

        Raises:
            UnknownError: they could not be read.
        """
        if self.found_settings is None:
            raise UnknownError("settings")
        return self.found_settings

    @property
    def account(self) -> Account:
        """Which account it is about.

        Raises:
            UnknownError: that could not be told.
        """
        if self.found_account is None:
            raise UnknownError("profile" if self.found_settings else "settings")
        return self.found_account

    def secrets(self) -> set[str]:
        """The keys that nothing may show."""
        known = {value.get_secret_value() for value in self.environment.values.values()}
        if isinstance(self.key, KeyFound):
            known.add(self.key.key.get_secret_value())
        return known
