"""How far the history goes back, for a person to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """What the reading back is about."""

    RUNNING = "running"
    PAUSED = "paused"  # by a person, who alone resumes it
    COMPLETE = "complete"  # all is kept that is wanted, or for which there is room
    WAITING = "waiting"  # for the server, or for the disk


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the history is kept. All times are the server's.

    Attributes:
        since: all calls created since then are kept; None while that is not known.
        wanted: how far back the calls are to be kept.
        calls: how many are kept, counted every few seconds.
        state: whether more of the past is being read.
        trouble: why it is not, or why calls cannot be kept, in a sentence; empty when all is well.
        read_before: how far back consoles before this one have read, where this one does not read
            and may lack what came between; None where nothing is known of that.
        in_memory: whether they are kept until the console is left, and no longer.
    """

    since: datetime | None
    wanted: datetime
    calls: int
    state: State
    trouble: str
    in_memory: bool = False
    read_before: datetime | None = None
