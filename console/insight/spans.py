"""Lengths of time as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.local_time import time_of_day

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_LONGEST = 10_000 * _DAY


def clock(seconds: float) -> str:
    """A running time: `0:31`, `12:40`, `1:02:03`. Less than nothing is `0:00`."""
    minutes, second = divmod(_whole(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def running(seconds: float, *, about: bool) -> str:
    """A running time, with a `~` where it is told by a clock that is itself estimated."""
    if not about:
        return clock(seconds)
    return f"~{clock(seconds) if seconds < _HOUR else ago(seconds)}"


def ago(seconds: float) -> str:
    """An age in its largest unit: `38 s`, `4 m`, `3 h`, `2 d`."""
    whole = _whole(seconds)
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m")):
        if whole >= unit:
            return f"{whole // unit} {name}"
    return f"{whole} s"


def took(ms: float) -> str:
    """How long something took, from milliseconds: `620 ms`, `1.8 s`, `2:05`."""
    if ms < 999.5:
        return f"{max(0.0, ms):.0f} ms"
    return f"{ms / 1000:.1f} s" if ms < _MINUTE * 1000 else clock(ms / 1000)


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment of the past: `14:32:07` today, `14 Nov 14:32`, `14 Nov 2025`.

    In twelve cells; in fourteen for who counts to twelve, as `14 Nov 12:32pm`.
    """
    try:
        there, today = moment.astimezone(zone), now.astimezone(zone)
    except OverflowError:
        return f"{moment:%d %b} {moment.year}"
    if there.date() == today.date():
        return time_of_day(there, seconds=True)
    if there.year == today.year:
        return f"{there:%d %b} {time_of_day(there)}"
    return f"{there:%d %b %Y}"


def _whole(seconds: float) -> int:
    """Whole seconds; what is no time at all (negative, endless, NaN) is brought into range."""
    return int(min(max(0.0, seconds), _LONGEST))
