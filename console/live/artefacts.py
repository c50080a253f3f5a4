"""When to look again for what comes after the end of a call: its messages and its analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal, normal

if TYPE_CHECKING:
    from console.api.records.call import Call

_SOON = (2.0, 3.0, 5.0, 10.0, 30.0)
_THEN_EVERY = 60.0
_JUST_READ = 0.1  # a read at this distance from its moment was the read for that moment
GIVEN_UP_AFTER = 1800.0
"""Seconds after its end at which what has not come is missing."""

_NEVER_ANSWERED = frozenset({"no_answer", "busy", "canceled"})


def are_awaited(call: Call) -> bool:
    """Whether messages or analysis of this call are still to come.

    They come 2 to 3 s after the end of a conversation (the API notes, Calls); a call that never
    became one has none.
    """
    status = normal(call.status)
    if not is_terminal(status) or status in _NEVER_ANSWERED:
        return False
    if status == "failed" and not call.duration_seconds:
        return False
    return not (call.messages and (call.analysis.summary or call.analysis.outcome))


def next_read(since_end: float) -> float | None:
    """The next moment at which to read a call again that lacks something.

    Args:
        since_end: seconds since its end was seen.

    Returns:
        Seconds after its end was seen: 2, 3, 5, 10, 30, then each minute; None when it is
        too late to expect anything.
    """
    passed = since_end + _JUST_READ
    for moment in _SOON:
        if moment > passed:
            return moment
    moment = _SOON[-1] + _THEN_EVERY * (1 + (passed - _SOON[-1]) // _THEN_EVERY)
    return moment if moment <= GIVEN_UP_AFTER else None
