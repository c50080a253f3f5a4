"""The columns of the list of settings, and what is said of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.accounts.origins import Source
from console.insight.local_time import time_of_day
from console.tui.widgets.live_table.columns import Cell, Column, Flexible, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from console.actions.setting_rows import SettingRow


def columns() -> tuple[Column[SettingRow], ...]:
    """Group, name, value, who said it, and what would hold otherwise."""
    return (Column("group", "", lambda row: Cell(row.heading, Tone.STRONG), 19), *narrow())


def narrow() -> tuple[Column[SettingRow], ...]:
    """The same without the group."""
    return (
        Column("name", "SETTING", lambda row: Cell(row.title), 21, importance=9),
        Column("value", "VALUE", _value, Flexible(14, 3), importance=9),
        Column(
            "from", "FROM", lambda row: Cell(row.origin, Tone.DIM), Flexible(12, 1), importance=7
        ),
        Column(
            "default",
            "DEFAULT",
            lambda row: Cell(row.default, Tone.DIM),
            Flexible(12, 1),
            importance=5,
        ),
    )


def about(row: SettingRow, now: datetime) -> Content:
    """What a setting is for, what it may be, and when a change shows.

    Args:
        row: the setting.
        now: the moment, in the person's zone.
    """
    setting = row.setting
    parts = [f"May be {setting.rule.words}."]
    if setting.with_next_start:
        parts.append("Shows with the next start.")
    if row.held.origin.source is Source.ENVIRONMENT:
        parts.append(f"{row.held.origin.words} says so.")
    if row.name in {"zone", "clock"}:
        parts.append(f"It is {time_of_day(now, seconds=True)} {now:%Z}.")
    return Content.assemble(setting.about, "\n", (" ".join(parts), "$muted"))


def _value(row: SettingRow) -> Cell:
    return Cell(row.words, Tone.ACCENT if row.is_changed else Tone.PLAIN)
