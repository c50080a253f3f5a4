"""When to look again for what comes after the end of a call: its messages and its analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal, normal

if TYPE_CHECKING:
    from console.api.records.call import Call

_SOON = (2.0, 3.0, 5.0, 10.0, 30.0)
_THEN_EVERY = 60.0
_JUST_READ = 0.1  # a read at this distance from its moment was the read for that moment
_HALF_AN_HOUR = 1800.0


def patience_with(call: Call) -> float:
    """For how many seconds after its end a call is read again for what it lacks.

    Messages and analysis come 2 to 3 s after the end of a conversation (the API notes, Calls).
    A call that never became one has neither; where one of the two has come, the other is due.
    """
    if not is_terminal(call.status) or _was_never_answered(call):
        return 0.0
    messages, analysis = bool(call.messages), call.analysis
    analysed = bool(analysis.summary or analysis.outcome)
    if messages and analysed:
        return 0.0
    return _SOON[-1] if messages or analysed else _HALF_AN_HOUR


def _was_never_answered(call: Call) -> bool:
    return normal(call.status) != "completed" and not (call.started_at and call.duration_seconds)


def next_read(since_end: float, patience: float) -> float | None:
    """The next moment at which to read a call again that lacks something.

    Args:
        since_end: seconds since its end was seen.
        patience: see `patience_with`.

    Returns:
        Seconds after its end was seen: 2, 3, 5, 10, 30, then each minute; None when patience
        is over.
    """
    passed = since_end + _JUST_READ
    moment = next((soon for soon in _SOON if soon > passed), None)
    if moment is None:
        moment = _SOON[-1] + _THEN_EVERY * (1 + (passed - _SOON[-1]) // _THEN_EVERY)
    return moment if moment <= patience else None
