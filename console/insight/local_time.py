"""Times as a person reads and types them: in their zone, of 24 hours or of 12."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

_TYPED = re.compile(r"(\d{1,2}):(\d{2})\s?(am|pm)?", re.ASCII)


class PersonsZone(tzinfo):
    """A person's zone and how they count hours; both may become others while it is used.

    It goes wherever a zone goes, so that what shows times need not be told about clocks too.

    Attributes:
        zone: the zone itself.
        twelve_hours: whether it is 2:05pm, and not 14:05.
    """

    def __init__(self, zone: tzinfo, *, twelve_hours: bool = False) -> None:
        self.zone = zone
        self.twelve_hours = twelve_hours

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a moment."""
        return self.zone.fromutc(dt.replace(tzinfo=self.zone)).replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far local time is ahead of UTC at a local time."""
        return self.zone.utcoffset(self._there(dt))

    def dst(self, dt: datetime | None) -> timedelta | None:
        """By how much clocks are put forward at a local time, where that is known."""
        return self.zone.dst(self._there(dt))

    def tzname(self, dt: datetime | None) -> str | None:
        """The zone's short name: CET."""
        return self.zone.tzname(self._there(dt))

    def _there(self, dt: datetime | None) -> datetime | None:
        return dt and dt.replace(tzinfo=self.zone)


def counts_twelve(zone: tzinfo | None) -> bool:
    """Whether whoever a zone belongs to counts hours to twelve."""
    return isinstance(zone, PersonsZone) and zone.twelve_hours


def time_of_day(local: datetime, *, seconds: bool = False) -> str:
    """The time of day: `14:05`, or `2:05pm` for who counts to twelve."""
    if counts_twelve(local.tzinfo):
        exact = f":{local:%S}" if seconds else ""
        return f"{local.hour % 12 or 12}:{local:%M}{exact}{'am' if local.hour < 12 else 'pm'}"
    return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"


def room_for_time(zone: tzinfo, cells: int) -> int:
    """Cells for a column that needs `cells` for times of 24 hours."""
    return cells + 2 * counts_twelve(zone)


def typed_time(text: str) -> time | None:
    """The time of day that somebody typed, `14:30` or `2:30pm`; None for something else.

    Raises:
        ValueError: there is no such time.
    """
    match = _TYPED.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError("There is no such time of day.")
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return time(hour, minute)
