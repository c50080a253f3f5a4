"""Every setting with what it is now, and who said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from console.accounts.preferences import (
    COLUMN_SETTINGS,
    COLUMNS,
    CONSOLE,
    KEY_SETTING,
    KEYS,
    PREFERENCES,
    Preferences,
    setting_of,
)
from console.accounts.profile_settings import PROFILE_SETTINGS
from console.accounts.toml_files import line_of, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from console.accounts.rules import Setting
    from console.accounts.settings import Settings

_OVERRIDES: Mapping[str, Callable[[str], Any]] = {
    "NO_COLOR": lambda _: "oneinbox-ansi",
    "ONEINBOX_ASCII": lambda _: "ascii",
    "TEXTUAL_ANIMATIONS": lambda level: level != "none",
}
"""What a variable's text means for the setting that it overrides."""


class Source(StrEnum):
    """Who said what a setting is."""

    FILE = "file"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    Attributes:
        source: who said it.
        words: where, for people: `settings.toml:12`, `$NO_COLOR`, `default`.
        line: of the file, where it is known.
    """

    source: Source
    words: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One setting as it is now.

    Attributes:
        keys: where it stands in the file: `("console", "theme")`.
        setting: what is known of it.
        value: what holds.
        origin: who said so.
    """

    keys: tuple[str, ...]
    setting: Setting
    value: Any
    origin: Origin

    @property
    def name(self) -> str:
        """How it is called from outside the file: `console.theme`."""
        return ".".join(self.keys)


def in_force(preferences: Preferences, environ: Mapping[str, str]) -> Preferences:
    """The preferences as this run has them: the environment comes before the file."""
    overridden = {
        name: _OVERRIDES[setting.variable](environ[setting.variable])
        for name, setting in PREFERENCES.items()
        if environ.get(setting.variable)
    }
    return replace(preferences, **overridden)


def every_setting() -> Iterator[tuple[str, Setting]]:
    """All that `settings.toml` may hold, by where it stands there, for documents."""
    tables = {CONSOLE: PREFERENCES, COLUMNS: COLUMN_SETTINGS, "profiles.NAME": PROFILE_SETTINGS}
    for table, settings in tables.items():
        for name, setting in settings.items():
            yield f"{table}.{name}", setting
    yield f"{KEYS}.{KEY_SETTING.name}", KEY_SETTING


def all_held(settings: Settings, environ: Mapping[str, str]) -> Iterator[Held]:
    """Every setting there is: the console's, its columns, the keys that are set, the profiles'.

    Raises:
        AccountError: the file cannot be read.
    """
    now, told = in_force(settings.preferences, environ), _Telling(settings.path, environ)
    for name, setting in PREFERENCES.items():
        yield told.held((CONSOLE, name), setting, getattr(now, name))
    for place, setting in COLUMN_SETTINGS.items():
        yield told.held((COLUMNS, place), setting, now.columns.get(place, setting.default))
    for name, keys in now.keys.items():
        if setting := setting_of(KEYS, name):
            yield told.held((KEYS, name), setting, keys)
    for profile in settings.profiles.values():
        for name, setting in PROFILE_SETTINGS.items():
            # What overrides a profile's own is about one run and one profile: `status` says it.
            own = replace(setting, variable="")
            value = getattr(profile, name)
            if name == "views":
                value = tuple(view.name for view in profile.views)
            yield told.held(("profiles", profile.name, name), own, value)


class _Telling:
    """Says where a value comes from."""

    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self._path = path
        self._text = read_text(path)
        self._environ = environ

    def held(self, keys: tuple[str, ...], setting: Setting, value: Any) -> Held:
        line = line_of(self._text, keys)
        if self._environ.get(setting.variable):
            origin = Origin(Source.ENVIRONMENT, f"${setting.variable}")
        elif line or value != setting.default:
            origin = Origin(Source.FILE, f"{self._path}:{line}" if line else str(self._path), line)
        elif said := next(filter(self._environ.get, setting.fallbacks), None):
            value, origin = self._environ[said], Origin(Source.ENVIRONMENT, f"${said}")
        else:
            origin = Origin(Source.DEFAULT, "default")
        return Held(keys, setting, value, origin)
