"""Which of two reads of one call is believed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal

if TYPE_CHECKING:
    from console.api.records.call import Call

_ROUNDING = timedelta(seconds=2)
"""By how much two ways to read one call may differ about its creation."""


def supersedes(came: Call, came_as_of: float, held: Call, held_as_of: float) -> bool:
    """Whether a read that came replaces the one that is held.

    Of two calls that were given the same id, one after the other, the later one. An ended call
    never comes back to life, whatever a slow replica says; then the later `updated_at` wins;
    where that decides nothing, the read that was sent later.

    Args:
        came: the call as it was just read.
        came_as_of: monotonic seconds at which that read was sent.
        held: the call as it is known.
        held_as_of: monotonic seconds at which the read that is held was sent.
    """
    if follows(came, held):
        return True
    if follows(held, came):
        return False
    if is_terminal(held.status) != is_terminal(came.status):
        return is_terminal(came.status)
    if held.updated_at and came.updated_at and held.updated_at != came.updated_at:
        return came.updated_at > held.updated_at
    return came_as_of >= held_as_of


def follows(later: Call, earlier: Call) -> bool:
    """Whether this is another call under the same id, begun after the earlier one.

    A platform that was set up anew may give out ids that it has given before.
    """
    if later.created_at is None or earlier.created_at is None:
        return False
    if later.created_at <= earlier.created_at:
        return False
    if earlier.ended_at is not None and later.created_at > earlier.ended_at:
        return True
    return later.created_at - earlier.created_at > _ROUNDING
