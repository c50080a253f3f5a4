"""`settings.toml`: the profiles, as a person may also write them by hand.

    default_profile = "acme"

    [profiles.acme]
    base_url = "https://api.oneinbox.ai"
    colour = "teal"
    read_only = false
    key_command = ["pass", "show", "oneinbox/acme"]   # or: key_file = "~/.oneinbox-key"
    key_store = "keyring"    # "encrypted-file": the key is in a file that a passphrase opens
    archive = "on"           # "off": calls are kept only while the console is open
    archive_days = 30        # older calls are let go
    archive_size_mb = 2000   # the earliest calls are let go when there are too many
    slowness = "felt"        # or "field": by what calls are slow, see slow_felt_ms, slow_field_ms

    [profiles.acme.views]
    1 = { name = "Failed today", filter = "status:failed on:today", sort = "cost desc" }

The file never holds a key. Comments and order are the person's and stay when the console writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from console.accounts.errors import AccountError
from console.accounts.files import locked, write_private
from console.accounts.paths import private_folder
from console.accounts.profiles import (
    ENCRYPTED_FILE,
    KEY_STORES,
    SLOW_MS,
    SLOWNESS,
    Profile,
    check_base_url,
    check_colour,
    check_name,
    nearest,
)
from console.accounts.toml_files import line_of, read_text
from console.accounts.views import View, as_table, views_of
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping
    from pathlib import Path

_KEY_LIKE = ("key", "api_key", "apikey", "secret", "secret_key", "token", "password")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `settings.toml` says."""

    path: Path
    profiles: Mapping[str, Profile] = field(default_factory=dict[str, Profile])
    default_profile: str | None = None


def load_settings(path: Path) -> Settings:
    """Read the settings; a missing file is an empty one.

    Raises:
        AccountError: it cannot be read, or says something the console does not know. Names the
            file, the line and the key.
    """
    text = read_text(path)
    where = _Place(path, text)
    document = _parse(where)
    profiles: dict[str, Profile] = {}
    for key in document:
        if key not in {"default_profile", "profiles"}:
            raise where.unknown((key,), ("default_profile", "profiles"))
    for name, table in _table(document.get("profiles", {}), where, "profiles").items():
        profiles[name] = _profile(name, _table(table, where, "profiles", name), where)
    default = document.get("default_profile")
    if default is not None and default not in profiles:
        shown = clean(default, limit=60)
        words = f"there is no profile “{shown}”." + nearest(shown, list(profiles))
        raise where.problem(("default_profile",), words)
    return Settings(path, profiles, default)


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
    for key in _FIELDS:
        if key == "views":
            continue  # `save_view` alone writes these
        value = getattr(profile, key)
        if not value and value is not False:
            table.pop(key, None)
        elif key in table or key == "base_url" or value != getattr(blank, key):
            written = list(cast("tuple[str, ...]", value)) if key == "key_command" else value
            if table.get(key) != written:
                table[key] = written


@dataclass(frozen=True, slots=True)
class _Place:
    """The file, to say where in it something is wrong."""

    path: Path
    text: str

    def problem(self, keys: tuple[str, ...], words: str, *steps: str) -> AccountError:
        line = line_of(self.text, keys)
        at = f"{self.path}, line {line}" if line else str(self.path)
        return AccountError(f"{at}: {clean('.'.join(keys), limit=120)}: {words}", *steps)

    def unknown(self, keys: tuple[str, ...], known: tuple[str, ...]) -> AccountError:
        if keys[-1].lower() in _KEY_LIKE:
            return self.problem(
                keys,
                "keys are never kept in this file.",
                "Take it out, and store the key with: oneinbox-console login",
            )
        return self.problem(keys, "is not a setting." + nearest(keys[-1], known))


def _parse(where: _Place) -> dict[str, Any]:
    try:
        return tomlkit.parse(where.text).unwrap()
    except ParseError as error:
        # Not the parser's own words: they may quote the line, and a line may hold a secret.
        raise AccountError(
            f"{where.path}, line {error.line}, column {error.col}: this is not TOML."
        ) from None
    except TOMLKitError as error:
        raise AccountError(f"{where.path}: {clean(error, limit=200)}") from error


def _table(value: Any, where: _Place, *keys: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise where.problem(keys, f"must be a table: [{'.'.join(keys)}].")
    return cast("dict[str, Any]", value)


def _profile(name: str, table: Mapping[str, Any], where: _Place) -> Profile:
    keys = ("profiles", name)
    values: dict[str, Any] = {}
    _checked(check_name, name, keys, where)
    for key, value in table.items():
        if key not in _FIELDS:
            raise where.unknown((*keys, key), tuple(_FIELDS))
        values[key] = _checked(_FIELDS[key], value, (*keys, key), where)
    stores = [each for each in ("key_file", "key_command") if each in values]
    if values.get("key_store") == ENCRYPTED_FILE:
        stores.append("key_store")
    if len(stores) > 1:
        raise where.problem(keys, f"has a {' and a '.join(stores)}; keep one of them.")
    return Profile(name, **values)


def _checked(check: Callable[[Any], Any], value: Any, keys: tuple[str, ...], where: _Place) -> Any:
    try:
        return check(value)
    except AccountError as error:
        raise where.problem(keys, error.words, *error.steps) from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AccountError("must be a text in quotes.")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise AccountError("must be true or false.")
    return value


def _key_file(value: Any) -> str:
    if not _text(value).startswith(("/", "~", "$CREDENTIALS_DIRECTORY/")):
        raise AccountError("must be a whole path: from /, ~ or $CREDENTIALS_DIRECTORY/.")
    return value


def _key_command(value: Any) -> tuple[str, ...]:
    parts = cast("list[Any]", value) if isinstance(value, list) else []
    if not parts or not all(isinstance(part, str) and part for part in parts):
        raise AccountError('must be a list of texts such as ["pass", "show", "oneinbox"].')
    return tuple(parts)


def _fingerprint(value: Any) -> str:
    if len(_text(value)) > 4:
        raise AccountError("holds more than the last four characters of a key.")
    return value


def _switch(value: Any) -> str:
    if value not in {"on", "off"}:
        raise AccountError('must be "on" or "off".')
    return value


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in words:
            raise AccountError(f"must be one of {', '.join(words)}.")
        return value

    return check


def _within(least: int, most: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise AccountError(f"must be a whole number from {least:,} to {most:,}.")
        return value

    return check


_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "base_url": lambda value: check_base_url(_text(value)),
    "colour": lambda value: check_colour(_text(value)),
    "read_only": _flag,
    "key_file": _key_file,
    "key_command": _key_command,
    "key_store": _one_of(KEY_STORES),
    "fingerprint": _fingerprint,
    "archive": _switch,
    "archive_days": _within(1, 3_650),
    "archive_size_mb": _within(10, 1_000_000),
    "slowness": _one_of(SLOWNESS),
    "slow_felt_ms": _within(*SLOW_MS),
    "slow_field_ms": _within(*SLOW_MS),
    "views": views_of,
}
