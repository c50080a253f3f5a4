"""`status`: which account this is, and where its key comes from."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import click

from console.cli.exits import ExitCode, Stop, say

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.accounts.account import Account
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyFound, KeyMissing
    from console.accounts.settings import Settings
    from console.cli.main import Options

_TRIES = 3


@click.command()
@click.option("--profile", metavar="NAME", help="The profile to look at.")
@click.pass_obj
def status(options: Options, profile: str | None) -> None:
    """Say which profile, host and key a start would use. Asks nothing of the API."""
    from console.accounts.account import choose_account
    from console.accounts.errors import KeyTrouble
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.keys import KeyMissing
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
    key = _find_key(account, environment)

    _show(account, settings, _told(key))
    if key.notice:
        say(f"Note: {key.notice}")
    if isinstance(key, KeyMissing):
        locked = key.reason is KeyTrouble.LOCKED
        steps = (
            ("Ask again on a terminal, which can take the passphrase.",) if locked else key.steps
        )
        raise Stop(key.words, *steps, code=ExitCode.NOBODY if locked else ExitCode.FAILED)


def _find_key(account: Account, environment: EnvironmentKeys) -> KeyFound | KeyMissing:
    """Look for the key; for one that needs a passphrase, ask for that as often as people err."""
    from console.accounts.errors import KeyTrouble
    from console.accounts.keys import KeyMissing, find_key
    from console.cli.asking import ask_passphrase

    def find(passphrase: SecretStr | None = None) -> KeyFound | KeyMissing:
        finding = find_key(account.profile, account.named, environment, passphrase=passphrase)
        return asyncio.run(finding)

    key = find()
    if isinstance(key, KeyMissing) and key.reason is KeyTrouble.LOCKED and sys.stdin.isatty():
        for _ in range(_TRIES):
            key = find(ask_passphrase(account.profile.name))
            if not isinstance(key, KeyMissing) or key.reason is not KeyTrouble.NOT_OPENED:
                break
            say(key.words)
    return key


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
