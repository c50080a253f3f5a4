"""Reading `settings.toml`, and saying where and how it is wrong."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from console.accounts.errors import AccountError
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
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Place:
    """The file, to say where in it something is wrong."""

    path: Path
    text: str

    def problem(self, keys: tuple[str, ...], words: str, *steps: str) -> AccountError:
        """That something is wrong there."""
        line = line_of(self.text, keys)
        at = f"{self.path}, line {line}" if line else str(self.path)
        return AccountError(f"{at}: {clean('.'.join(keys), limit=120)}: {words}", *steps)

    def unknown(self, keys: tuple[str, ...], known: tuple[str, ...]) -> AccountError:
        """That there is no such setting."""
        if keys[-1].lower() in _KEY_LIKE:
            return self.problem(
                keys,
                "keys are never kept in this file.",
                "Take it out, and store the key with: oneinbox-console login",
            )
        return self.problem(keys, "is not a setting." + nearest(keys[-1], known))


def _parse(where: Place) -> dict[str, Any]:
    try:
        return tomlkit.parse(where.text).unwrap()
    except ParseError as error:
        # Not the parser's own words: they may quote the line, and a line may hold a secret.
        raise AccountError(
            f"{where.path}, line {error.line}, column {error.col}: this is not TOML."
        ) from None
    except TOMLKitError as error:
        raise AccountError(f"{where.path}: {clean(error, limit=200)}") from error


def _table(value: Any, where: Place, *keys: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise where.problem(keys, f"must be a table: [{'.'.join(keys)}].")
    return cast("dict[str, Any]", value)


def _read(path: Path) -> tuple[Settings, list[AccountError]]:
    """What the file says as far as it is right, and what is wrong in it."""
    text = read_text(path)
    where = Place(path, text)
    document = _parse(where)
    problems: list[AccountError] = []
    known = ("default_profile", CONSOLE, KEYS, COLUMNS, "profiles")
    problems += (where.unknown((key,), known) for key in document if key not in known)

    def table(name: str) -> dict[str, Any]:
        with _noting(problems):
            return _table(document.get(name, {}), where, name)
        return {}

    saved, profiles = table("profiles"), dict[str, Profile]()
    for name, value in saved.items():
        with _noting(problems):
            profiles[name] = _profile(name, _table(value, where, "profiles", name), where, problems)
    values: dict[str, Any] = {KEYS: {}, COLUMNS: {}}
    for name in (CONSOLE, KEYS, COLUMNS):
        into = values if name == CONSOLE else values[name]
        for key, value in table(name).items():
            with _noting(problems):
                keys = (name, key)
                into[key] = checked(rule_of(keys, where), value, keys, where)
    default = document.get("default_profile")
    if default is not None and not (isinstance(default, str) and default in saved):
        shown = clean(default, limit=60)
        words = f"there is no profile “{shown}”." + nearest(shown, list(saved))
        problems.append(where.problem(("default_profile",), words))
    return Settings(path, profiles, default, Preferences(**values)), problems


@contextmanager
def _noting(problems: list[AccountError]) -> Generator[None]:
    """Note what is wrong, and go on with what comes after it."""
    try:
        yield
    except AccountError as error:
        problems.append(error)


def rule_of(keys: tuple[str, str], where: Place) -> Callable[[Any], Any]:
    """What checks a value of the console's tables.

    Raises:
        AccountError: there is no such setting.
    """
    if setting := setting_of(*keys):
        return setting.rule.check
    raise where.unknown(keys, tuple(COLUMNS_OF if keys[0] == COLUMNS else PREFERENCES))


def _profile(
    name: str, table: Mapping[str, Any], where: Place, problems: list[AccountError]
) -> Profile:
    keys = ("profiles", name)
    values: dict[str, Any] = {}
    checked(check_name, name, keys, where)
    for key, value in table.items():
        with _noting(problems):
            if key not in PROFILE_SETTINGS:
                raise where.unknown((*keys, key), tuple(PROFILE_SETTINGS))
            rule = PROFILE_SETTINGS[key].rule
            values[key] = checked(rule.check, value, (*keys, key), where)
    stores = [each for each in ("key_file", "key_command") if each in values]
    if values.get("key_store") == ENCRYPTED_FILE:
        stores.append("key_store")
    if len(stores) > 1:
        raise where.problem(keys, f"has a {' and a '.join(stores)}; keep one of them.")
    return Profile(name, **values)


def checked(check: Callable[[Any], Any], value: Any, keys: tuple[str, ...], where: Place) -> Any:
    """A value that has passed its check.

    Raises:
        AccountError: it has not; says where.
    """
    try:
        return check(value)
    except AccountError as error:
        raise where.problem(keys, error.words, *error.steps) from None
