"""`settings.toml`: the profiles, as a person may also write them by hand.

    default_profile = "acme"

    [profiles.acme]
    base_url = "https://api.oneinbox.ai"
    colour = "teal"
    read_only = false
    production = true        # marked, and named in each question; so is a name such as acme-prod
    key_command = ["pass", "show", "oneinbox/acme"]   # or: key_file = "~/.oneinbox-key"
    key_store = "keyring"    # "encrypted-file": the key is in a file that a passphrase opens
    archive = "on"           # "off": calls are kept only while the console is open
    archive_days = 30        # older calls are let go
    archive_size_mb = 2000   # the earliest calls are let go when there are too many
    slowness = "felt"        # or "field": by what calls are slow, see slow_felt_ms, slow_field_ms

    [profiles.acme.views]
    1 = { name = "Failed today", filter = "status:failed on:today", sort = "cost desc" }

What a person may change about the console itself stands in tables of its own: `preferences`. The
file never holds a key. Comments and order are the person's and stay when the console writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from console.accounts.errors import AccountError
from console.accounts.files import locked, write_private
from console.accounts.paths import private_folder
from console.accounts.preferences import CONSOLE
from console.accounts.profile_settings import PROFILE_SETTINGS
from console.accounts.profiles import Profile, check_name
from console.accounts.settings_file import (
    Place,
    Settings,
    checked,
    load_settings,
    problems_of,
    rule_of,
)
from console.accounts.toml_files import read_text
from console.accounts.views import View, as_table
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from pathlib import Path

__all__ = [
    "Settings",
    "load_settings",
    "problems_of",
    "remove_profile",
    "save_default",
    "save_preference",
    "save_profile",
    "save_profile_setting",
    "save_view",
]


def save_profile(path: Path, profile: Profile) -> None:
    """Write one profile, leaving the others, whoever wrote them meanwhile, as they are.

    The first profile that is saved becomes the default one. Blocks for up to 5 s while another
    console writes.

    Raises:
        AccountError: it could not be written, or is one that is never saved; the file is as it
            was.
    """
    check_name(profile.name)

    def change(document: tomlkit.TOMLDocument) -> None:
        if "profiles" not in document:
            document.setdefault("default_profile", profile.name)
            document["profiles"] = tomlkit.table(is_super_table=True)
        profiles = cast("MutableMapping[str, Any]", document["profiles"])
        if profile.name not in profiles:
            profiles[profile.name] = tomlkit.table()
        _write_fields(cast("MutableMapping[str, Any]", profiles[profile.name]), profile)

    _change(path, change)


def save_default(path: Path, profile_name: str) -> None:
    """Let a start open one of the saved profiles when none is named.

    Raises:
        AccountError: it could not be written; the file is as it was.
    """
    _save(path, ("default_profile",), profile_name)


def remove_profile(path: Path, profile_name: str) -> None:
    """Take a profile out of the settings; where it was the default one, there is none then.

    Raises:
        AccountError: it could not be written; the file is as it was.
    """

    def change(document: tomlkit.TOMLDocument) -> None:
        table = cast("MutableMapping[str, Any]", document)
        table.get("profiles", {}).pop(profile_name, None)
        if table.get("default_profile") == profile_name:
            table.pop("default_profile")

    _change(path, change)


def save_view(path: Path, profile_name: str, view: View) -> None:
    """Write one saved view of a profile that is saved; one without a filter is taken away.

    Raises:
        AccountError: it could not be written; the file is as it was.
    """

    def change(document: tomlkit.TOMLDocument) -> None:
        profiles = cast("MutableMapping[str, Any]", document).get("profiles", {})
        if profile_name not in profiles:
            raise AccountError(f"The profile {profile_name} is not one of those that are saved.")
        profile = cast("MutableMapping[str, Any]", profiles[profile_name])
        views = cast("MutableMapping[str, Any]", profile.setdefault("views", tomlkit.table()))
        if view.filter:
            line = cast("MutableMapping[str, Any]", tomlkit.inline_table())
            line.update(as_table(view))
            views[str(view.digit)] = line
        else:
            views.pop(str(view.digit), None)

    _change(path, change)


def save_preference(path: Path, name: str, value: Any) -> None:
    """Write one setting of the console, leaving everything else as it is.

    Args:
        path: of the settings.
        name: its name: `theme`; `keys.NAME` for the keys of an action, `columns.PLACE` for the
            columns of a list.
        value: as `Preferences` has it; None takes the line away, so that the default holds.

    Raises:
        AccountError: it is not a value it can have, or could not be written; the file is as it was.
    """
    table, _, key = name.rpartition(".")
    keys = (table or CONSOLE, key)
    written = list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
    if written is not None:
        checked(rule_of(keys, Place(path, "")), written, keys, Place(path, ""))
    _save(path, keys, written)


def save_profile_setting(path: Path, profile_name: str, name: str, value: Any) -> None:
    """Write one setting of a profile that is saved; None takes its line away.

    Raises:
        AccountError: it is not a value it can have, or could not be written; the file is as it was.
    """
    keys = ("profiles", profile_name, name)
    if profile_name not in load_settings(path).profiles:
        raise AccountError(f"The profile {profile_name} is not one of those that are saved.")
    if value is not None:
        checked(PROFILE_SETTINGS[name].rule.check, value, keys, Place(path, ""))
    _save(path, keys, value)


def _save(path: Path, keys: tuple[str, ...], value: Any) -> None:
    def change(document: tomlkit.TOMLDocument) -> None:
        table = cast("MutableMapping[str, Any]", document)
        for name in keys[:-1]:
            table = cast("MutableMapping[str, Any]", table.setdefault(name, tomlkit.table()))
        if value is None:
            table.pop(keys[-1], None)
        elif table.get(keys[-1]) != value:
            table[keys[-1]] = value

    _change(path, change)


def _change(path: Path, change: Callable[[tomlkit.TOMLDocument], None]) -> None:
    """Read, change and write under a lock, so that two consoles do not lose each other's work."""
    private_folder(path.parent)
    try:
        with locked(path):
            load_settings(path)
            document = tomlkit.parse(read_text(path))
            change(document)
            write_private(path, tomlkit.dumps(document))
    except TimeoutError as error:
        raise AccountError(f"{path} was not written: {error}.", "Try again.") from error
    except (OSError, TOMLKitError) as error:
        reason = getattr(error, "strerror", None) or clean(error, limit=200)
        raise AccountError(f"{path} could not be written: {reason}.") from error


def _write_fields(table: MutableMapping[str, Any], profile: Profile) -> None:
    """Write what differs from the file; what is as it would be anyway needs no line of its own."""
    blank = Profile(profile.name)
    for key in PROFILE_SETTINGS:
        if key == "views":
            continue  # `save_view` alone writes these
        value = getattr(profile, key)
        if not value and value is not False:
            table.pop(key, None)
        elif key in table or key == "base_url" or value != getattr(blank, key):
            written = list(cast("tuple[str, ...]", value)) if key == "key_command" else value
            if table.get(key) != written:
                table[key] = written
