"""How long a server asks to be left alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 300.0
"""Seconds that are waited at most, whatever the server says."""


def http_date(text: str | None) -> datetime | None:
    """An HTTP date as an aware time in UTC, or `None` if it is not one."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def seconds_to_wait(retry_after: str | None, answered_at: datetime) -> float | None:
    """Read a `Retry-After` header: seconds, or a date.

    Args:
        retry_after: the header, if there is one.
        answered_at: the moment of the answer by the clock that wrote the date: the server's.

    Returns:
        Seconds from 0 to `LONGEST`, or `None` if the header says nothing usable.
    """
    if retry_after is None:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        moment = http_date(retry_after)
        if moment is None:
            return None
        seconds = (moment - answered_at).total_seconds()
    if math.isnan(seconds):
        return None
    return min(max(seconds, 0.0), LONGEST)
