"""What a person may change about the console itself: the tables `[console]`, `[keys]`, `[columns]`.

[console]
theme = "oneinbox-light"
density = "roomy"
zone = "Europe/Berlin"

[keys]
stop_calls = "X"                     # an action's name, and its key or keys
show_help = ["question_mark", "f1"]

[columns]
calls = ["state", "time", "agent", "other", "result"]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from console.accounts.errors import AccountError
from console.accounts.profiles import nearest
from console.accounts.rules import FLAG, Rule, Setting, one_of, text, texts, within
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSOLE = "console"
KEYS = "keys"
COLUMNS = "columns"

COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    place: tuple(names.split())
    for place, names in {
        "calls": "state time agent ours way other result about lasted slowest cost",
        "history": "begun state agent ours way other result lasted slowest cost",
        "triage": "kind count share trend reason fault last redial",
        "figures": "agent calls answered failed length median p50 p95 turns cost",
        "agents": "name live calls failed slowest numbers model voice language first",
        "prompts": "name model temp size agents numbers calls live changed",
        "numbers": "number country name carrier agent fallback status calls failed last",
        "credentials": "name provider key used created changed",
    }.items()
}
"""The columns of each list, in their own order."""

_LONGEST_KEY = 40


def _empty() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen, or what holds otherwise; each is explained in `PREFERENCES`."""

    theme: str = "oneinbox-dark"
    density: str = "compact"
    glyphs: str = "auto"
    animation: bool = False
    flash: bool = True
    reading_pane: bool = True
    zone: str = ""
    clock: str = "24h"
    key_preset: str = "standard"
    mouse: bool = True
    start: str = "calls"
    refresh_seconds: int = 3
    requests_per_second: int = 5
    ended_minutes: int = 60
    waiting_late_seconds: int = 120
    waiting_stuck_seconds: int = 300
    talking_late_percent: int = 80
    talking_stuck_seconds: int = 60
    message_seconds: int = 8
    editor: str = ""
    export_folder: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    """The keys of actions, by the actions' names; none takes an action its keys."""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    """The columns of lists that are not shown as they come, by the names in `COLUMNS_OF`."""


def _zone(value: Any) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    if not isinstance(value, str):
        raise AccountError("must be a text in quotes.")
    try:
        return value and ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        known = sorted(available_timezones())
        words = f"“{clean(value, limit=60)}” is not a time zone such as Europe/Berlin."
        raise AccountError(words + nearest(value, known)) from None


def _name(value: str) -> str:
    if not re.fullmatch(r"[\w-]{1,60}", value, re.ASCII):
        raise AccountError(f"“{clean(value, limit=60)}” cannot be a theme's name.")
    return value


def _maybe(words: str) -> Rule:
    def check(value: Any) -> str:
        if not isinstance(value, str) or any(not sign.isprintable() for sign in value):
            raise AccountError("must be a text in quotes, on one line.")
        return value.strip()

    return Rule(words, check)


def _setting(name: str, rule: Rule, about: str, group: str, **more: Any) -> Setting:
    return Setting(name, getattr(_NOTHING_CHOSEN, name), about, rule, group, **more)


_NOTHING_CHOSEN = Preferences()

_LOOKS, _TIMES, _HANDS, _BOARD, _OUTSIDE = (
    "Looks",
    "Times",
    "Keys and mouse",
    "Calls",
    "Outside the console",
)

PREFERENCES: Mapping[str, Setting] = {
    each.name: each
    for each in (
        _setting(
            "theme",
            text(_name, "a theme's name"),
            "The colours. Where a terminal has only 16 of them, its own are used.",
            _LOOKS,
            variable="NO_COLOR",
        ),
        _setting(
            "density",
            one_of("compact", "roomy"),
            "How close rows stand: as many as fit, or with a free line after each.",
            _LOOKS,
        ),
        _setting(
            "glyphs",
            one_of("auto", "unicode", "ascii"),
            "The signs to draw with; auto is ascii on a text console such as TERM=linux.",
            _LOOKS,
            variable="ONEINBOX_ASCII",
            with_next_start=True,
        ),
        _setting(
            "animation",
            FLAG,
            "Whether panels and scrolling move smoothly; over SSH they never do.",
            _LOOKS,
            variable="TEXTUAL_ANIMATIONS",
        ),
        _setting("flash", FLAG, "Whether a cell lights up shortly when it changes.", _LOOKS),
        _setting(
            "reading_pane",
            FLAG,
            "Whether a call is read beside its list, where there is room.",
            _LOOKS,
        ),
        _setting(
            "message_seconds",
            within(2, 120),
            "For how many seconds a message stays in the status line.",
            _LOOKS,
        ),
        _setting(
            "zone",
            Rule("a time zone such as Europe/Berlin, or nothing for this machine's", _zone),
            "The time zone of every time; empty for this machine's own.",
            _TIMES,
            fallbacks=("TZ",),
        ),
        _setting("clock", one_of("24h", "12h"), "Whether it is 14:05 or 2:05pm.", _TIMES),
        _setting(
            "key_preset",
            one_of("standard", "vim", "k9s"),
            "The keys to begin with; [keys] changes single ones.",
            _HANDS,
            with_next_start=True,
        ),
        _setting(
            "mouse",
            FLAG,
            "Whether clicks and the wheel work; without it the terminal itself selects text.",
            _HANDS,
            with_next_start=True,
        ),
        _setting("start", one_of(*COLUMNS_OF), "The list that the console opens with.", _BOARD),
        _setting(
            "refresh_seconds",
            within(2, 60),
            "How often live calls are asked for, in seconds.",
            _BOARD,
        ),
        _setting(
            "requests_per_second",
            within(1, 20),
            "How many requests a second the console sends at most.",
            _BOARD,
        ),
        _setting(
            "ended_minutes",
            within(60, 1_440),
            "For how many minutes an ended call stays on the board.",
            _BOARD,
        ),
        _setting(
            "waiting_late_seconds",
            within(10, 3_600),
            "After how many seconds a call that nobody answers is marked as late.",
            _BOARD,
        ),
        _setting(
            "waiting_stuck_seconds",
            within(20, 7_200),
            "After how many seconds it counts as stuck.",
            _BOARD,
        ),
        _setting(
            "talking_late_percent",
            within(10, 100),
            "At how much of its agent's limit a conversation is marked as long.",
            _BOARD,
        ),
        _setting(
            "talking_stuck_seconds",
            within(0, 3_600),
            "How many seconds over its agent's limit a conversation counts as stuck.",
            _BOARD,
        ),
        _setting(
            "editor",
            _maybe("a command such as vim or code --wait, or nothing"),
            "The editor for prompts; empty for $VISUAL, $EDITOR, vi or nano.",
            _OUTSIDE,
            fallbacks=("VISUAL", "EDITOR"),
        ),
        _setting(
            "export_folder",
            _maybe("a folder such as ~/exports, or nothing"),
            "Where exports go unless a path says otherwise; empty for the current folder.",
            _OUTSIDE,
        ),
    )
}
"""The settings of the table `[console]`, by their names, in the order in which they are shown."""


def _keys(value: Any) -> tuple[str, ...]:
    parts = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not all(isinstance(part, str) and 0 < len(part) <= _LONGEST_KEY for part in parts):
        raise AccountError('must be a key such as "X" or "ctrl+x", or a list of keys.')
    return tuple(parts)


def _columns(place: str, value: Any) -> tuple[str, ...]:
    known = COLUMNS_OF[place]
    chosen = texts(f'["{known[0]}", "{known[1]}"]').check(value)
    for name in chosen:
        if name not in known:
            raise AccountError(
                f"“{clean(name, limit=40)}” is not a column of {place}: {', '.join(known)}."
                + nearest(name, known)
            )
    if len(set(chosen)) < len(chosen):
        raise AccountError("names a column twice.")
    return chosen


COLUMN_SETTINGS: Mapping[str, Setting] = {
    place: Setting(
        place,
        columns,
        f"The columns of the list of {place}, from left to right.",
        Rule("a list of columns", partial(_columns, place)),
        "Columns",
    )
    for place, columns in COLUMNS_OF.items()
}
"""The settings of the table `[columns]`."""

KEY_SETTING = Setting(
    "ACTION",
    (),
    "The key or keys of an action or a move; an empty list takes it its keys.",
    Rule('a key such as "X" or "ctrl+x", or a list of keys', _keys),
    "Keys",
)
"""Every line of the table `[keys]`. Which actions there are, only the rooms above know."""


def setting_of(table: str, name: str) -> Setting | None:
    """What is known of a line of one of the console's tables."""
    if table == KEYS:
        return replace(KEY_SETTING, name=name)
    return (COLUMN_SETTINGS if table == COLUMNS else PREFERENCES).get(name)


def with_value(preferences: Preferences, name: str, value: Any) -> Preferences:
    """The preferences with another value of one, or with its default.

    Args:
        preferences: those to begin with.
        name: `theme`; `keys.NAME` for the keys of an action, `columns.PLACE` for columns.
        value: a value that it can have; None is the default.
    """
    table, _, key = name.rpartition(".")
    if not table:
        chosen = getattr(_NOTHING_CHOSEN, key) if value is None else value
        return replace(preferences, **{key: chosen})
    lines = {line: held for line, held in getattr(preferences, table).items() if line != key}
    return replace(preferences, **{table: lines if value is None else {**lines, key: value}})
