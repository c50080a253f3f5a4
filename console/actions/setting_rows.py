"""The settings as a list to read and to change: what holds now, and who said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.accounts.errors import AccountError
from console.accounts.origins import Source, all_held
from console.accounts.preferences import COLUMNS, CONSOLE, KEYS, Preferences
from console.accounts.rules import FLAG, words_of
from console.accounts.settings import load_settings
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from console.accounts.origins import Held
    from console.accounts.rules import Setting

THIS_SESSION = "this session"
"""Who said what is not written down."""
_BY_HAND = {"key_file", "key_command", "key_store", "fingerprint", "base_url", "views"}
"""What `login`, or a person in the file itself, sets of a profile."""
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting of the list.

    Attributes:
        held: it, as the file and the environment have it.
        value: what holds now, be it tried out.
        heading: the group's, on the first row of it.
    """

    held: Held
    value: Any
    heading: str = ""

    @property
    def setting(self) -> Setting:
        """What is known of it."""
        return self.held.setting

    @property
    def name(self) -> str:
        """As `Preferring` knows it: `theme`, `columns.calls`; of a profile its last word."""
        table, *_, name = self.held.keys
        return f"{table}.{name}" if table in {COLUMNS, KEYS} else name

    @property
    def title(self) -> str:
        """What people call it."""
        table, *_, name = self.held.keys
        title = clean(name, limit=60).replace("_", " ")
        return f"{title} columns" if table == COLUMNS else title

    @property
    def of_profile(self) -> bool:
        """Whether it is about one account."""
        return self.held.keys[0] == "profiles"

    @property
    def words(self) -> str:
        """The value, for people."""
        if self.held.keys[0] == COLUMNS and not self.is_changed:
            return "as they come"
        return words_of(self.value) or _NOTHING

    @property
    def is_changed(self) -> bool:
        """Whether something else holds than the default."""
        return self.value != self.setting.default

    @property
    def default(self) -> str:
        """What would hold otherwise, where something else does."""
        if not self.is_changed:
            return ""
        if self.held.keys[0] == COLUMNS:
            return "as they come"
        return words_of(self.setting.default) or _NOTHING

    @property
    def origin(self) -> str:
        """Who said it: `line 12`, `$NO_COLOR`, `default`, `this session`."""
        origin = self.held.origin
        if self.value != self.held.value and origin.source is not Source.ENVIRONMENT:
            return THIS_SESSION
        return f"line {origin.line}" if origin.line else origin.words

    @property
    def why_not(self) -> str | None:
        """Why it is not changed in a list; None when it is."""
        if self.held.keys[0] == KEYS:
            return "Keys are changed in the settings file; the help names every action."
        if self.of_profile and self.name in _BY_HAND:
            return "This is set by login, or in the settings file itself."
        return None


def rows_of(held: Iterable[Held], now: Preferences, profile: str) -> dict[str, SettingRow]:
    """The settings of the console and of one profile, by where they stand in the file."""
    rows: dict[str, SettingRow] = {}
    group = ""
    for each in held:
        if each.keys[0] == "profiles" and each.keys[1] != profile:
            continue
        own = f"Profile {profile}" if each.keys[0] == "profiles" else each.setting.group
        heading, group = ("" if own == group else own), own
        rows[each.name] = SettingRow(each, _now(each, now), heading)
    return rows


def read_held(path: Path, environ: Mapping[str, str]) -> tuple[Held, ...]:
    """Every setting, as the file and the environment have it.

    Raises:
        AccountError: the file cannot be read, or something in it is wrong.
    """
    return tuple(all_held(load_settings(path), environ))


def typed(setting: Setting, text: str) -> Any:
    """The value that somebody typed.

    Raises:
        AccountError: the setting cannot have it.
    """
    if isinstance(setting.default, str):
        return setting.rule.check(text)
    try:
        number = int(text)
    except ValueError:
        raise AccountError(f"“{clean(text, limit=40)}” is not {setting.rule.words}.") from None
    return setting.rule.check(number)


def is_switch(setting: Setting) -> bool:
    """Whether it is either true or false."""
    return setting.rule is FLAG


def _now(held: Held, now: Preferences) -> Any:
    table, *_, name = held.keys
    if table == CONSOLE:
        # A fallback of the environment is what holds where nothing was chosen.
        return getattr(now, name) or held.value
    if table == COLUMNS:
        return now.columns.get(name, held.setting.default)
    return held.value
