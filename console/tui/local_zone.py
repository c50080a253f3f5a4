"""The machine's own time zone, with its summer time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """What `datetime.astimezone()` knows, as a zone that can be passed on.

    That method alone gives an offset that holds for its own moment only: times on the other side
    of a change to or from summer time would be an hour off.
    """

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a moment."""
        moment = dt.replace(tzinfo=UTC)
        return moment.astimezone().replace(tzinfo=self)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """How far local time is ahead of UTC at a local time."""
        return timedelta(seconds=_local(dt).tm_gmtoff)

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - of the interface
        """Not known."""
        return None

    def tzname(self, dt: datetime | None) -> str:
        """The zone's short name: CET."""
        return _local(dt).tm_zone


def _local(dt: datetime | None) -> time.struct_time:
    if dt is None:
        return time.localtime()
    return time.localtime(time.mktime((*dt.timetuple()[:8], -1)))
