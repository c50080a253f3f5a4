"""Calls that were not over, or not complete, when the console that kept them was left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.api.vocabulary import TERMINAL
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.live.artefacts import patience_with
from console.live.board import has_ended

if TYPE_CHECKING:
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls

_LIVE = parse(" ".join(f"!status:{status}" for status in sorted(TERMINAL)), HISTORY)
_ALL = parse("", HISTORY)
_MOST = 200
_LATEST = 200
_STILL_COMING = timedelta(minutes=30)
"""After its end a call's messages and its analysis may still come."""


async def unfinished(calls: Calls, stopped: datetime | None) -> tuple[str, ...]:
    """The ids of kept calls that ought to be read again, the latest of them.

    Args:
        calls: the archive's.
        stopped: when the console before was left, by the server's clock.

    Raises:
        ArchiveError: they could not be found.
    """
    live = await calls.page(_LIVE, {}, limit=_MOST)
    latest = await calls.page(_ALL, {}, limit=_LATEST)
    awaited = (call for call in latest.calls if stopped and _is_awaited(call, stopped))
    return tuple({call.id: None for call in (*live.calls, *awaited)})


def _is_awaited(call: Call, stopped: datetime) -> bool:
    if not has_ended(call) or call.ended_at is None or patience_with(call) == 0:
        return False
    return stopped - call.ended_at < _STILL_COMING
