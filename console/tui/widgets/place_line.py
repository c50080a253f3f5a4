"""The top line: which account, which place, and how old what is shown is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.actions.action import LISTS, Place
from console.insight.local_time import time_of_day
from console.insight.spans import ago
from console.live.freshness import Freshness, Standing
from console.tui.production import production_mark

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from console.opened import OpenAccount
    from console.tui.glyphs import Glyphs
    from console.tui.surroundings import Surroundings
    from console.tui.widgets.line import Line


def show_place(
    line: Line,
    here: Place,
    account: OpenAccount,
    freshness: Freshness,
    surroundings: Surroundings,
    *,
    subject: str = "",
    over: Place | None = None,
) -> None:
    """Show both parts for the place one is in, and how old what it shows is.

    Args:
        line: where to show it.
        here: the place.
        account: the opened account.
        freshness: of what the place shows.
        surroundings: zone, signs and time.
        subject: the record that the place is about.
        over: the list that it was entered from.
    """
    profile, clock, glyphs = account.profile, surroundings.clock, surroundings.glyphs
    right = truth(
        freshness,
        clock.monotonic(),
        clock.now(),
        surroundings.zone,
        glyphs,
        again=surroundings.keys.key_of("look_again"),
    )
    left = Content.assemble(
        (f"{glyphs.profile}{profile.name}", "bold $profile"),
        "  " + production_mark(glyphs) if profile.is_production else "",
        ("  read-only", "bold $warning") if profile.read_only else "",
        ("  kept in memory only", "bold $warning") if account.archive.disk_lost else "",
        "  ",
    )
    room = line.size.width - left.cell_length - right.cell_length - 2
    ways = _ways_to_say(here, subject, over, glyphs, profile.host)
    line.show(left + next((way for way in ways if way.cell_length <= room), ways[-1]), right)


def message(words: str, glyphs: Glyphs, *, trouble: bool) -> Content:
    """Something said in passing, with a sign that says whether it is good news."""
    sign = (f"{glyphs.warning} ", "bold $warning") if trouble else (f"{glyphs.dot} ", "$accent")
    return Content.assemble(sign, Content(words), " ")


def _ways_to_say(
    here: Place, subject: str, over: Place | None, glyphs: Glyphs, host: str
) -> tuple[Content, ...]:
    """The place: a list among the lists, a record under its own; the longest way first."""
    if here in LISTS:
        tabs = [_tab(place, current=place is here) for place in LISTS]
        short = _tab(here, current=True)
        full = Content("  ").join(tabs)
    else:
        above = f"{over.value.capitalize()} {glyphs.into} " if over else ""
        named = subject or (here.value if over else here.value.capitalize())
        short = full = Content.assemble((above, "$muted"), (named, "bold"))
    return Content.assemble(full, (f"  {host}", "$muted")), full, short


def _tab(place: Place, *, current: bool) -> Content:
    return Content.styled(place.value.capitalize(), "bold" if current else "$muted")


def truth(
    freshness: Freshness,
    monotonic: float,
    now: datetime,
    zone: tzinfo,
    glyphs: Glyphs,
    *,
    again: str = "ctrl+r",
) -> Content:
    """The right part: how fresh the data is, and what is being done about it.

    Args:
        freshness: of what is shown.
        monotonic: the time on the clock that the freshness goes by, in seconds.
        now: the time of day.
        zone: the person's.
        glyphs: the signs to draw with.
        again: the key that asks again at once.
    """
    age = freshness.age(monotonic)
    old = f" · {ago(age)}" if age is not None else ""
    doubts = _doubts(freshness)
    match freshness.standing(monotonic):
        case Standing.LIVE:
            return Content.assemble((f"{glyphs.talking} live", "$success"), (old, "$muted"), doubts)
        case Standing.STALE:
            return Content.assemble((f"{glyphs.warning} stale{old}", "$warning"), doubts)
        case Standing.WAITING:
            return Content.assemble((f"{glyphs.queued} connecting…", "$muted"))
        case Standing.LIMITED:
            limited = f"{glyphs.warning} rate limited{old}{_next_try(freshness, monotonic)}"
            return Content.styled(limited, "$warning")
        case Standing.OFFLINE:
            return _offline(freshness, monotonic, now, zone, glyphs)
        case Standing.FROZEN:
            words = freshness.error.words if freshness.error else "stopped"
            return Content.assemble(
                (f"{glyphs.failed} ", "bold $error"),
                (words, "bold $error"),
                (f" · frozen{old} · {again} tries again", "$muted"),
            )


def _doubts(freshness: Freshness) -> Content:
    """What is odd about answers that came."""
    confirming = " · confirming" if freshness.confirming else ""
    unreadable = f" · {freshness.unreadable} could not be read" if freshness.unreadable else ""
    return Content.styled(confirming + unreadable, "$warning")


def _offline(
    freshness: Freshness, monotonic: float, now: datetime, zone: tzinfo, glyphs: Glyphs
) -> Content:
    since = (freshness.failing_since or now).astimezone(zone)
    waiting = _next_try(freshness, monotonic)
    words = freshness.error.words if freshness.error else ""
    return Content.assemble(
        (f"{words} ", "$muted"),
        (f"{glyphs.failed} offline since {time_of_day(since)}{waiting}", "bold $error"),
    )


def _next_try(freshness: Freshness, monotonic: float) -> str:
    next_try = freshness.next_try
    if next_try is None or next_try <= monotonic:
        return ", trying"
    return f", next try in {ago(max(next_try - monotonic, 1))}"
