"""The top line: which account, which place, and how old what is shown is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from console.insight.spans import ago
from console.live.freshness import Freshness, Standing

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from console.tui.glyphs import Glyphs
    from console.tui.opened import OpenAccount, Surroundings
    from console.tui.widgets.line import Line


def show_place(
    line: Line,
    where: str,
    account: OpenAccount,
    freshness: Freshness,
    surroundings: Surroundings,
) -> None:
    """Show both parts for the place one is in, and how old what it shows is."""
    profile, clock, glyphs = account.profile, surroundings.clock, surroundings.glyphs
    line.show(
        place(profile.name, profile.host, where, glyphs, read_only=profile.read_only),
        truth(
            freshness,
            clock.monotonic(),
            clock.now(),
            surroundings.zone,
            glyphs,
        ),
    )


def message(words: str, glyphs: Glyphs, *, trouble: bool) -> Content:
    """Something said in passing, with a sign that says whether it is good news."""
    sign = (f"{glyphs.warning} ", "bold $warning") if trouble else (f"{glyphs.dot} ", "$accent")
    return Content.assemble(sign, Content(words), " ")


def place(profile: str, host: str, where: str, glyphs: Glyphs, *, read_only: bool) -> Content:
    """The left part: the profile in its colour, and where one is."""
    return Content.assemble(
        (f"{glyphs.profile}{profile}", "bold $accent"),
        "  ",
        (where, "bold"),
        (f"  {host}", "$muted"),
        ("  read-only", "bold $warning") if read_only else "",
    )


def truth(
    freshness: Freshness, monotonic: float, now: datetime, zone: tzinfo, glyphs: Glyphs
) -> Content:
    """The right part: how fresh the data is, and what is being done about it."""
    age = freshness.age(monotonic)
    old = f" · {ago(age)}" if age is not None else ""
    match freshness.standing(monotonic):
        case Standing.LIVE:
            return Content.assemble((f"{glyphs.talking} live", "$success"), (old, "$muted"))
        case Standing.STALE:
            return Content.assemble((f"{glyphs.warning} stale{old}", "$warning"))
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
                (f" · frozen{old} · ctrl+r tries again", "$muted"),
            )


def _offline(
    freshness: Freshness, monotonic: float, now: datetime, zone: tzinfo, glyphs: Glyphs
) -> Content:
    since = (freshness.failing_since or now).astimezone(zone)
    waiting = _next_try(freshness, monotonic)
    words = freshness.error.words if freshness.error else ""
    return Content.assemble(
        (f"{words} ", "$muted"),
        (f"{glyphs.failed} offline since {since:%H:%M}{waiting}", "bold $error"),
    )


def _next_try(freshness: Freshness, monotonic: float) -> str:
    next_try = freshness.next_try
    if next_try is None or next_try <= monotonic:
        return ", trying"
    return f", next try in {ago(max(next_try - monotonic, 1))}"
