"""What the screens are handed: the opened account, and the surroundings they draw in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.accounts.profiles import Profile
    from console.actions.calls import CallActions
    from console.actions.journal import Journal
    from console.clock import Clock
    from console.session import Session
    from console.tui.glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the screen is drawn: the person's zone, the terminal's signs, the time."""

    zone: tzinfo
    glyphs: Glyphs
    clock: Clock


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """One opened account."""

    profile: Profile
    session: Session
    journal: Journal
    calls: CallActions

    def known_now(self) -> datetime:
        """The moment up to which the calls are known: now, or when the server was last heard.

        While it is not, no call's clock goes on as if somebody had seen it.
        """
        monotonic = self.session.clock.monotonic()
        freshness = self.session.live.freshness
        age = freshness.age(monotonic) or 0.0
        doubtful = freshness.in_doubt(monotonic)
        return self.server_now() - timedelta(seconds=age if doubtful else 0)

    def server_now(self) -> datetime:
        """The current moment by the server's clock, whose times the calls carry."""
        skew = self.session.client.clock_skew or 0.0
        return self.session.clock.now() + timedelta(seconds=skew)
