"""Which account this run is about: the profile, the address, and who said so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from console.accounts.errors import AccountError
from console.accounts.origins import in_force
from console.accounts.preferences import Preferences
from console.accounts.profiles import (
    DEFAULT_NAME,
    ENVIRONMENT_NAME,
    Profile,
    check_base_url,
    check_name,
    nearest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.accounts.key_sources import EnvironmentKeys
    from console.accounts.settings import Settings

PROFILE_VARIABLE = "ONEINBOX_PROFILE"
BASE_URL_VARIABLE = "ONEINBOX_BASE_URL"


@dataclass(frozen=True, slots=True)
class Account:
    """A profile as this run uses it."""

    profile: Profile
    """With the address and the read-only mode of this run."""
    named: bool
    """Whether a person named the profile, by option or by ONEINBOX_PROFILE. Either names one
    account, so that a key that belongs to no profile must not be used for it."""
    address_from: str | None = None
    """What overrode the profile's address: `--base-url`, `ONEINBOX_BASE_URL` or nothing."""
    preferences: Preferences = field(default_factory=Preferences)
    """What a person has chosen, as it is in force in this run."""


def choose_account(
    settings: Settings,
    environ: Mapping[str, str],
    environment: EnvironmentKeys,
    *,
    profile_name: str | None = None,
    base_url: str | None = None,
    read_only: bool = False,
) -> Account:
    """Settle which account this run is about.

    The profile: the one that was named (option before variable); else the default one if its
    own variable holds a key; else, with a key in ONEINBOX_API_KEY, the unsaved profile
    “environment”; else the default one.

    Raises:
        AccountError: no such profile, none to prefer among several, or a bad address.
    """
    asked = requested_name(profile_name, environ)
    profile = _named(settings, asked, environment) if asked else _unnamed(settings, environment)
    override, source = base_url, "--base-url"
    if override is None:
        override, source = environ.get(BASE_URL_VARIABLE) or None, BASE_URL_VARIABLE
    return Account(
        replace(
            profile,
            base_url=check_base_url(override) if override else profile.base_url,
            read_only=profile.read_only or read_only,
        ),
        named=asked is not None,
        address_from=source if override else None,
        preferences=in_force(settings.preferences, environ),
    )


def requested_name(profile_name: str | None, environ: Mapping[str, str]) -> str | None:
    """The profile that a person named, by option or else by ONEINBOX_PROFILE."""
    return profile_name or environ.get(PROFILE_VARIABLE) or None


def default_name(settings: Settings) -> str:
    """The profile of a person who named none.

    Raises:
        AccountError: there are several, and none is the default one.
    """
    if settings.default_profile:
        return settings.default_profile
    if len(settings.profiles) > 1:
        names = ", ".join(sorted(settings.profiles))
        raise AccountError(
            f"There are several profiles ({names}) and none is the default one.",
            "Name one with --profile.",
            f'Or put at the top of {settings.path}: default_profile = "{min(settings.profiles)}"',
        )
    return next(iter(settings.profiles), DEFAULT_NAME)


def _named(settings: Settings, name: str, environment: EnvironmentKeys) -> Profile:
    if name in settings.profiles:
        return settings.profiles[name]
    unsaved = Profile(check_name(name))
    if unsaved.key_variable in environment.values or (
        name == DEFAULT_NAME and not settings.profiles
    ):
        return unsaved
    raise AccountError(
        f"There is no profile {name}." + nearest(name, list(settings.profiles)),
        f"Make it: oneinbox-console login --profile {name}",
        f"Or give it a key for this shell, in {unsaved.key_variable}.",
    )


def _unnamed(settings: Settings, environment: EnvironmentKeys) -> Profile:
    if not environment.has_plain:
        name = default_name(settings)
        return settings.profiles.get(name, Profile(name))
    default = settings.profiles.get(settings.default_profile or "")
    if default and default.key_variable in environment.values:
        return default
    return Profile(ENVIRONMENT_NAME)
