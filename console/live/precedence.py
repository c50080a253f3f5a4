"""Which of two reads of one call is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import is_terminal

if TYPE_CHECKING:
    from console.api.records.call import Call


def supersedes(came: Call, came_as_of: float, held: Call, held_as_of: float) -> bool:
    """Whether a read that came replaces the one that is held.

    An ended call never comes back to life, whatever a slow replica says; then the later
    `updated_at` wins; where that decides nothing, the read that was sent later.

    Args:
        came: the call as it was just read.
        came_as_of: monotonic seconds at which that read was sent.
        held: the call as it is known.
        held_as_of: monotonic seconds at which the read that is held was sent.
    """
    if is_terminal(held.status) != is_terminal(came.status):
        return is_terminal(came.status)
    if held.updated_at and came.updated_at and held.updated_at != came.updated_at:
        return came.updated_at > held.updated_at
    return came_as_of >= held_as_of
