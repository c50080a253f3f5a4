"""`login`: check a key with one request and put it into the system keyring, or encrypt it."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from console.accounts.profiles import COLOURS
from console.cli.completing import profiles
from console.cli.exits import ExitCode, Stop, say, say_steps

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.accounts.profiles import Profile
    from console.accounts.settings import Settings
    from console.cli.options import Options


@click.command("login")
@click.option(
    "--profile",
    metavar="NAME",
    shell_complete=profiles,
    help="The profile to make or to sign in to again.",
)
@click.option("--base-url", metavar="URL", help="The address of the API; the profile keeps it.")
@click.option("--colour", type=click.Choice(COLOURS), help="The profile's colour on the screen.")
@click.option("--read-only", is_flag=True, help="Let the profile only look.")
@click.option(
    "--encrypted-file/--keyring",
    "encrypted",
    default=None,
    help="Keep the key in a file that a passphrase opens, or in the system keyring again.",
)
@click.option("--stdin", is_flag=True, help="Read the key from a pipe instead of asking for it.")
@click.pass_obj
def login_command(
    options: Options,
    *,
    profile: str | None,
    base_url: str | None,
    colour: str | None,
    read_only: bool,
    encrypted: bool | None,
    stdin: bool,
) -> None:
    """Check a key and keep it in the keyring or an encrypted file.

    The key is asked for without echo, tried with one request, stored, and read back. It is
    written nowhere else.
    """
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.paths import settings_file
    from console.accounts.profiles import ENCRYPTED_FILE, KEYRING
    from console.accounts.settings import load_settings
    from console.cli.asking import ask_key, ask_new_passphrase, require_terminal

    harden(os.environ)
    environment = EnvironmentKeys.take(os.environ)
    settings = load_settings(settings_file())
    wanted = _wanted(settings, profile or options.profile, base_url or options.base_url)
    wanted = replace(
        wanted,
        colour=colour or wanted.colour,
        read_only=wanted.read_only or read_only or options.read_only,
    )
    if encrypted is not None:
        wanted = replace(wanted, key_store=ENCRYPTED_FILE if encrypted else KEYRING)
    _refuse_if_from_elsewhere(wanted, settings)
    encrypts = wanted.key_store == ENCRYPTED_FILE
    if encrypts:
        require_terminal("The passphrase of an encrypted file")
    key = ask_key(wanted.host, from_pipe=stdin)
    passphrase = ask_new_passphrase(wanted.name) if encrypts else None
    asyncio.run(_sign_in(wanted, key, passphrase, settings))
    if wanted.key_variable in environment.values:
        say(f"Note: {wanted.key_variable} is set in this shell and comes before what is stored.")


def _wanted(settings: Settings, profile_name: str | None, base_url: str | None) -> Profile:
    """The profile to sign in to, with the address at which its key will be checked."""
    from console.accounts.account import (
        BASE_URL_VARIABLE,
        default_name,
        requested_name,
    )
    from console.accounts.profiles import Profile, check_base_url, check_name

    name = requested_name(profile_name, os.environ) or default_name(settings)
    profile = settings.profiles.get(name) or Profile(check_name(name))
    address = base_url or os.environ.get(BASE_URL_VARIABLE)
    return replace(profile, base_url=check_base_url(address)) if address else profile


def _refuse_if_from_elsewhere(profile: Profile, settings: Settings) -> None:
    setting = "key_file" if profile.key_file else "key_command" if profile.key_command else None
    if setting:
        raise Stop(
            f"Profile {profile.name} takes its key from its {setting}, so that one that is "
            "stored would never be used.",
            f"To change that, take {setting} out of {settings.path}.",
            code=ExitCode.USAGE,
        )


async def _sign_in(
    profile: Profile, key: SecretStr, passphrase: SecretStr | None, settings: Settings
) -> None:
    from console.accounts.errors import AccountError, KeyUnavailableError
    from console.accounts.key_keeping import keep_key
    from console.accounts.keys import other_ways
    from console.accounts.settings import save_profile

    say(f"Asking {profile.host} …")
    await _try_key(profile, key)
    say(
        "The key works. "
        + ("Encrypting it …" if passphrase else "Waiting for the system keyring …")
    )
    try:
        place = await keep_key(profile, key, passphrase=passphrase)
    except KeyUnavailableError as error:
        steps = error.steps or other_ways(profile)
        raise Stop(f"{error.words} The key was not saved.", *steps, code=ExitCode.KEY) from None

    last_four = key.get_secret_value()[-4:]
    say(f"Key for {profile.name} saved in {place} ····{last_four}")
    try:
        await asyncio.to_thread(
            save_profile, settings.path, replace(profile, fingerprint=last_four)
        )
    except AccountError as error:
        words = f"The key is in {place}, but the profile was not saved. {error.words}"
        raise Stop(words, *error.steps) from None
    if profile.name != settings.default_profile and settings.profiles:
        say_steps([f"Open it with: oneinbox-console --profile {profile.name}"])
    else:
        say_steps(["Open it with: oneinbox-console"])


async def _try_key(profile: Profile, key: SecretStr) -> None:
    """Ask for one call, which every key that can run the console may do.

    Raises:
        Stop: the key or the address does not do.
    """
    from console.api.client import open_client
    from console.api.errors import ApiError, Trouble
    from console.clock import SystemClock

    try:
        client = open_client(profile.base_url, key, read_only=True, clock=SystemClock())
        try:
            await client.calls.page(limit=1)
        finally:
            await client.close()
    except ApiError as error:
        again = {
            Trouble.UNREACHABLE, Trouble.TIMEOUT, Trouble.BROKEN, Trouble.RATE_LIMITED,
            Trouble.SERVER,
        }  # fmt: skip
        address = {Trouble.TLS, Trouble.NOT_THE_API, Trouble.REDIRECT, Trouble.SETUP}
        if error.kind in again:
            code, step = ExitCode.CONNECTION, "Try again in a moment."
        elif error.kind in address:
            code, step = ExitCode.USAGE, f"Check the address: {profile.base_url}"
        else:
            code, step = ExitCode.KEY, "Copy the secret key again from the OneInbox dashboard."
        raise Stop(f"{error.words} Nothing was stored.", step, code=code) from None
