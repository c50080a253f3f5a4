"""`profiles`: the accounts in the settings, and which of them a start opens."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import click

from console.cli.completing import profiles as profile_names
from console.cli.exits import ExitCode, Stop, say, say_steps
from console.cli.options import output_options
from console.cli.output import Column, Form, show_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.accounts.profiles import Profile
    from console.accounts.settings import Settings


@click.group("profiles", invoke_without_command=True)
@output_options
@click.pass_context
def profiles_command(ctx: click.Context, *, form: Form) -> None:
    """List the profiles, choose the default one, or remove one. They are made by login.

    A profile is one OneInbox account: a name, an address, a colour, and where its key is.
    """
    if ctx.invoked_subcommand is None:
        _show(form)
    elif form is not Form.TABLE:
        raise click.UsageError("--json and --jsonl stand behind the command's name.")


@profiles_command.command("list")
@output_options
def list_profiles(*, form: Form) -> None:
    """List the profiles, and where the key of each is. Looks for no key."""
    _show(form)


@profiles_command.command("default")
@click.argument("name", shell_complete=profile_names)
def choose_default(name: str) -> None:
    """Let a start without --profile open the profile NAME."""
    from console.accounts.settings import save_default

    settings = _settings()
    save_default(settings.path, _known(settings, name).name)
    say(f"A start without --profile opens {name} from now on.")


@profiles_command.command("remove")
@click.argument("name", shell_complete=profile_names)
@click.option("--yes", "-y", is_flag=True, help="Do it without asking.")
def remove(name: str, *, yes: bool) -> None:
    """Remove the profile NAME, and its key from where login has put it.

    The calls that are kept of it stay on this machine.
    """
    from console.accounts.paths import archive_file
    from console.accounts.settings import remove_profile
    from console.cli.confirming import confirm

    settings = _settings()
    profile = _known(settings, name)
    confirm(f"Remove the profile {name} ({profile.host})?", yes=yes)
    _forget_key(profile)
    remove_profile(settings.path, name)
    say(f"The profile {name} is gone.")
    kept = archive_file(name)
    if kept.exists():
        say_steps([f"What is kept of its calls is still in {kept}"])
    if settings.default_profile == name and len(settings.profiles) > 1:
        say_steps(["Choose another default: oneinbox-console profiles default NAME"])


def _show(form: Form) -> None:
    settings = _settings()
    variables = _variables()
    columns: list[Column[Profile]] = [
        Column("NAME", lambda profile: profile.name),
        Column("DEFAULT", lambda profile: "default" if _is_default(settings, profile) else ""),
        Column("HOST", lambda profile: profile.host),
        Column("COLOUR", lambda profile: profile.colour),
        Column("MODE", _mode),
        Column("KEY", lambda profile: _key_words(profile, variables)),
    ]

    def as_data(profile: Profile) -> dict[str, Any]:
        return {
            "name": profile.name,
            "default": _is_default(settings, profile),
            "base_url": profile.base_url,
            "colour": profile.colour,
            "production": profile.is_production,
            "read_only": profile.read_only,
            "key": _key_place(profile, variables),
            "last_four": profile.fingerprint,
        }

    show_all(settings.profiles.values(), columns, form, as_data=as_data)
    if not settings.profiles:
        say("There are no profiles yet. Make one with: oneinbox-console login")


def _mode(profile: Profile) -> str:
    may = "read only" if profile.read_only else "read and write"
    return f"production, {may}" if profile.is_production else may


def _is_default(settings: Settings, profile: Profile) -> bool:
    return settings.default_profile == profile.name or len(settings.profiles) == 1


def _key_words(profile: Profile, variables: Iterable[str]) -> str:
    """Where the key is, and the last four characters of the one last signed in with."""
    from console.text import clean

    last_four = f" ····{clean(profile.fingerprint)}" if profile.fingerprint else ""
    return clean(_key_place(profile, variables)) + last_four


def _key_place(profile: Profile, variables: Iterable[str]) -> str:
    """The first place in which the key would be looked for."""
    from console.accounts.profiles import ENCRYPTED_FILE

    if profile.key_variable in variables:
        return f"${profile.key_variable}"
    if profile.key_file:
        return f"file {profile.key_file}"
    if profile.key_command:
        return f"command {profile.key_command[0]}"
    return "encrypted file" if profile.key_store == ENCRYPTED_FILE else "system keyring"


def _forget_key(profile: Profile) -> None:
    """Forget the key that login has stored; where there is no keyring there is none.

    Raises:
        Stop: it could not be told, or not removed; the profile is as it was.
    """
    from console.accounts.errors import KeyTrouble, KeyUnavailableError
    from console.accounts.key_keeping import forget_key

    if profile.key_file or profile.key_command:
        return
    try:
        asyncio.run(forget_key(profile))
    except KeyUnavailableError as error:
        if error.trouble is not KeyTrouble.NO_KEYRING:
            raise Stop(f"{error.words} Nothing was removed.", *error.steps) from None


def _known(settings: Settings, name: str) -> Profile:
    from console.accounts.profiles import nearest
    from console.text import clean

    if name not in settings.profiles:
        near = nearest(name, list(settings.profiles))
        raise Stop(f"There is no profile “{clean(name)}”.{near}", code=ExitCode.USAGE)
    return settings.profiles[name]


def _settings() -> Settings:
    from console.accounts.paths import settings_file
    from console.accounts.settings import load_settings

    return load_settings(settings_file())


def _variables() -> frozenset[str]:
    """The variables that hold a key; their values are taken out of sight."""
    from console.accounts.hardening import harden
    from console.accounts.key_sources import EnvironmentKeys

    harden(os.environ)
    return frozenset(EnvironmentKeys.take(os.environ).values)
