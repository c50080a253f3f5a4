"""Times as people type them into a filter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from console.insight.local_time import typed_time

_PART = r"(\d{1,6}(?:\.\d{1,6})?)(ms|[smhdw])"
_PARTS, _LENGTH = re.compile(_PART, re.ASCII), re.compile(rf"(?:{_PART})+", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?::00)?", re.ASCII)
_DAYS_AGO = {"today": 0, "yesterday": 1}


class MomentError(ValueError):
    """What was typed is no time; says what would be."""


@dataclass(frozen=True, slots=True)
class Now:
    """The moment at which something is asked, and the zone of the person who asks."""

    moment: datetime
    zone: tzinfo

    @property
    def day(self) -> date:
        """The day that it is there."""
        return self.moment.astimezone(self.zone).date()


def span_of(text: str, now: Now) -> tuple[datetime, datetime]:
    """From when until when a time lasts: a day as long as it does, a moment not at all.

    `1h30m` is one and a half hours ago (ms, s, m, h, d, w), `14:30` or `2:30pm` today's, `today`,
    `yesterday` and `2026-11-19` are days, and so are times in ISO 8601, in the person's zone unless
    they name another.

    Raises:
        MomentError: it is none of these.
    """
    try:
        return _span_of(text.strip().lower(), now)
    except (ValueError, OverflowError):
        raise MomentError(
            f"“{text}” is no time: 2h, 14:30, today, 2026-11-19 or 2026-11-19T14:30"
        ) from None


def _span_of(text: str, now: Now) -> tuple[datetime, datetime]:
    if text in _DAYS_AGO:
        return _day(now.day - timedelta(days=_DAYS_AGO[text]), now.zone)
    if _DAY.fullmatch(text):
        return _day(date.fromisoformat(text), now.zone)
    if (ago := seconds_of(text)) is not None:
        moment = now.moment - timedelta(seconds=ago)
    elif (clock := typed_time(text)) is not None:
        moment = datetime.combine(now.day, clock, now.zone)
    else:
        moment = datetime.fromisoformat(text.upper())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=now.zone)
    moment.timestamp()
    return moment, moment


def seconds_of(length: str) -> float | None:
    """A length of time as people type it, such as `1h30m`, `1.5s`, `300ms`; else None."""
    if not _LENGTH.fullmatch(length):
        return None
    return round(sum(float(n) * _SECONDS[unit] for n, unit in _PARTS.findall(length)), 6)


def _day(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    begin.timestamp()
    end.timestamp()
    return begin, end


def hour_of(text: str) -> int:
    """The hour of the day that is meant, 0 to 23.

    Raises:
        MomentError: none is.
    """
    found = _HOUR.fullmatch(text)
    if not found or int(found[1]) > 23:
        raise MomentError(f"“{text}” is no hour: 0 to 23")
    return int(found[1])


def hour_at(seconds: float, zone: tzinfo) -> int | None:
    """The hour of the day at a moment, in seconds since 1970; None outside of all calendars."""
    try:
        return datetime.fromtimestamp(seconds, zone).hour
    except (ValueError, OverflowError, OSError):
        return None
