"""How far back the calls are known, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from console.history.progress import Progress, State
from console.insight.spans import moment_words

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_DAY = timedelta(days=1)


def reading_words(progress: Progress, now: datetime, zone: tzinfo, *, key: str = "z") -> Content:
    """How far back all calls are known, whether the console reads on, and the key for that."""
    back = _back_to(progress, now, zone)
    if progress.in_memory:
        back += ", in memory only, until the console is left"
    turns = Content.assemble((key, "bold $accent"), (" pauses ", "$muted"))
    match progress.state:
        case State.COMPLETE:
            return Content.styled(f"{back} ", "$warning" if progress.in_memory else "$muted")
        case State.PAUSED:
            turns = Content.assemble((key, "bold $accent"), (" reads on ", "$muted"))
            words = Content.styled(f"{back}, paused  ", "$warning")
        case State.WAITING:
            words = Content.styled(f"{back}, waiting: {progress.trouble}  ", "$warning")
        case State.RUNNING if progress.in_memory:
            words = Content.styled(f"{back}  ", "$warning")
        case State.RUNNING if progress.since is None:
            words = Content.styled("reading the calls…  ", "$muted")
        case State.RUNNING:
            words = Content.styled(f"{back}, reading on  ", "$muted")
    return words + turns


def _back_to(progress: Progress, now: datetime, zone: tzinfo) -> str:
    since = progress.since or progress.read_before
    if since is None:
        return "back to nothing yet"
    if since.year < 1971:
        return "all calls there are"
    words = f"back to {moment_words(since, now, zone)}"
    if progress.state is State.COMPLETE:
        return words
    days = max(1, round((now - progress.wanted) / _DAY))
    return f"{words} of {days} day{'' if days == 1 else 's'}"
