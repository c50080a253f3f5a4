"""`status`: which account this is, and where its key comes from."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import click

from console.cli.exits import Stop, say

if TYPE_CHECKING:
    from console.accounts.account import Account
    from console.accounts.settings import Settings
    from console.cli.main import Options


@click.command()
@click.option("--profile", metavar="NAME", help="The profile to look at.")
@click.pass_obj
def status(options: Options, profile: str | None) -> None:
    """Say which profile, host and key a start would use. Asks nothing of the API."""
    from console.accounts.account import choose_account
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyMissing, find_key
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings

    harden(os.environ)
    environment = EnvironmentKeys.take(os.environ)
    settings = load_settings(settings_file())
    account = choose_account(
        settings,
        os.environ,
        environment,
        profile_name=profile or options.profile,
        base_url=options.base_url,
        read_only=options.read_only,
    )
    key = asyncio.run(find_key(account.profile, account.named, environment))

    _show(
        account, settings, "none" if isinstance(key, KeyMissing) else f"{key.label}  ({key.place})"
    )
    if key.notice:
        say(f"Note: {key.notice}")
    if isinstance(key, KeyMissing):
        raise Stop(key.words, *key.steps)


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
