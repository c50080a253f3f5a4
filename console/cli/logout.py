"""`logout`: forget a profile's key."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from console.cli.completing import profiles
from console.cli.exits import Stop, say

if TYPE_CHECKING:
    from console.cli.options import Options


@click.command("logout")
@click.option(
    "--profile", metavar="NAME", shell_complete=profiles, help="The profile whose key to forget."
)
@click.pass_obj
def logout_command(options: Options, profile: str | None) -> None:
    """Remove a profile's key from where login has put it. The profile itself stays."""
    from console.accounts.account import default_name, requested_name
    from console.accounts.errors import KeyUnavailableError
    from console.accounts.key_keeping import forget_key
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.paths import settings_file
    from console.accounts.profiles import ENCRYPTED_FILE, Profile, check_name
    from console.accounts.settings import load_settings, save_profile

    environment = EnvironmentKeys.take(os.environ)
    settings = load_settings(settings_file())
    name = requested_name(profile or options.profile, os.environ) or default_name(settings)
    saved = settings.profiles.get(name)
    current = saved or Profile(check_name(name))
    place = "its encrypted file" if current.key_store == ENCRYPTED_FILE else "the system keyring"
    try:
        was_there = asyncio.run(forget_key(current))
    except KeyUnavailableError as error:
        raise Stop(f"{error.words} The key of {name} was not removed.", *error.steps) from None
    if saved and saved.fingerprint:
        save_profile(settings.path, replace(saved, fingerprint=None))
    say(
        f"The key of {name} is gone from {place}."
        if was_there
        else f"There was no key of {name} in {place}."
    )
    if current.key_variable in environment.values:
        say(f"Note: {current.key_variable} is still set in this shell.")
    if current.key_file or current.key_command:
        say(f"Note: {name} takes its key from elsewhere, by {settings.path}.")
