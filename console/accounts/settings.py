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

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from console.accounts.errors import AccountError
from console.accounts.files import locked, write_private
from console.accounts.paths import private_folder
from console.accounts.preferences import (
    COLUMNS,
    COLUMNS_OF,
    CONSOLE,
    KEYS,
    PREFERENCES,
    Preferences,
    setting_of,
)
from console.accounts.profile_settings import PROFILE_SETTINGS
from console.accounts.profiles import ENCRYPTED_FILE, Profile, check_name, nearest
from console.accounts.toml_files import line_of, read_text
from console.accounts.views import View, as_table
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, MutableMapping, Sequence
    from pathlib import Path

_KEY_LIKE = ("key", "api_key", "apikey", "secret", "secret_key", "token", "password")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `settings.toml` says."""

    path: Path
    profiles: Mapping[str, Profile] = field(default_factory=dict[str, Profile])
    default_profile: str | None = None
    preferences: Preferences = field(default_factory=Preferences)


def load_settings(path: Path) -> Settings:
    """Read the settings; a missing file is an empty one.

    Raises:
        AccountError: it cannot be read, or says something the console does not know. Names the
            file, the line and the key.
    """
    settings, problems = _read(path)
    if problems:
        raise problems[0]
    return settings


def problems_of(path: Path) -> Sequence[AccountError]:
    """Everything that is wrong in the file, each with its line.

    Raises:
        AccountError: it cannot be read at all.
    """
    return _read(path)[1]


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
        _checked(_rule_of(keys, _Place(path, "")), written, keys, _Place(path, ""))
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
        _checked(PROFILE_SETTINGS[name].rule.check, value, keys, _Place(path, ""))
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


def _read(path: Path) -> tuple[Settings, list[AccountError]]:
    """What the file says as far as it is right, and what is wrong in it."""
    text = read_text(path)
    where = _Place(path, text)
    document = _parse(where)
    problems: list[AccountError] = []
    known = ("default_profile", CONSOLE, KEYS, COLUMNS, "profiles")
    problems += (where.unknown((key,), known) for key in document if key not in known)
    profiles: dict[str, Profile] = {}

    def table(name: str) -> dict[str, Any]:
        with _noting(problems):
            return _table(document.get(name, {}), where, name)
        return {}

    for name, value in table("profiles").items():
        with _noting(problems):
            profiles[name] = _profile(name, _table(value, where, "profiles", name), where, problems)
    values: dict[str, Any] = {KEYS: {}, COLUMNS: {}}
    for name in (CONSOLE, KEYS, COLUMNS):
        into = values if name == CONSOLE else values[name]
        for key, value in table(name).items():
            with _noting(problems):
                keys = (name, key)
                into[key] = _checked(_rule_of(keys, where), value, keys, where)
    default = document.get("default_profile")
    if default is not None and default not in table("profiles"):
        shown = clean(default, limit=60)
        words = f"there is no profile “{shown}”." + nearest(shown, list(profiles))
        problems.append(where.problem(("default_profile",), words))
    return Settings(path, profiles, default, Preferences(**values)), problems


@contextmanager
def _noting(problems: list[AccountError]) -> Generator[None]:
    """Note what is wrong, and go on with what comes after it."""
    try:
        yield
    except AccountError as error:
        problems.append(error)


def _rule_of(keys: tuple[str, str], where: _Place) -> Callable[[Any], Any]:
    """What checks a value of the console's tables.

    Raises:
        AccountError: there is no such setting.
    """
    if setting := setting_of(*keys):
        return setting.rule.check
    raise where.unknown(keys, tuple(COLUMNS_OF if keys[0] == COLUMNS else PREFERENCES))


def _profile(
    name: str, table: Mapping[str, Any], where: _Place, problems: list[AccountError]
) -> Profile:
    keys = ("profiles", name)
    values: dict[str, Any] = {}
    _checked(check_name, name, keys, where)
    for key, value in table.items():
        with _noting(problems):
            if key not in PROFILE_SETTINGS:
                raise where.unknown((*keys, key), tuple(PROFILE_SETTINGS))
            rule = PROFILE_SETTINGS[key].rule
            values[key] = _checked(rule.check, value, (*keys, key), where)
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
