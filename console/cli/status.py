"""`status`: which account this is, and where its key comes from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from console.cli.exits import say
from console.cli.opened import account_of, look_for_key, no_key
from console.cli.options import Options, account_options

if TYPE_CHECKING:
    from console.accounts.account import Account
    from console.accounts.keys import KeyFound, KeyMissing
    from console.accounts.settings import Settings


@click.command("status")
@account_options
def status_command(options: Options) -> None:
    """Say which profile, host and key a start would use. Asks nothing of the API."""
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyMissing
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings

    harden(os.environ)
    environment = EnvironmentKeys.take(os.environ)
    settings = load_settings(settings_file())
    account = account_of(options, environment)
    key = look_for_key(account, environment)

    _show(account, settings, _told(key))
    if key.notice:
        say(f"Note: {key.notice}")
    if isinstance(key, KeyMissing):
        raise no_key(key)


def _told(key: KeyFound | KeyMissing) -> str:
    """Where the key is, and its last four characters, for people."""
    from console.accounts.errors import KeyTrouble
    from console.accounts.keys import KeyMissing

    if not isinstance(key, KeyMissing):
        return f"{key.label}  ({key.place})"
    return "encrypted" if key.reason is KeyTrouble.LOCKED else "none"


def _show(account: Account, settings: Settings, key: str) -> None:
    profile = account.profile
    address = profile.base_url + (f"  (by {account.address_from})" if account.address_from else "")
    saved = "" if profile.name in settings.profiles else "  (not saved)"
    for label, value in (
        ("profile", profile.name + saved),
        ("host", address),
        ("key", key),
        ("mode", "read only" if profile.read_only else "read and write"),
        ("settings", str(settings.path)),
    ):
        click.echo(f"{label:<10}{value}")
