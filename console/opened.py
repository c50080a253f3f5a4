"""One opened account: everything that the screens and the commands work with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.live.for_ever import run_for_ever

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.accounts.profiles import Profile
    from console.actions.agents import AgentActions
    from console.actions.calls import CallActions
    from console.actions.credentials import CredentialActions
    from console.actions.journal import Journal
    from console.actions.looking_back.diagnosing import Diagnoses
    from console.actions.numbers import NumberActions
    from console.actions.outcomes import OutcomeActions
    from console.actions.redial.redialling import Redialling
    from console.actions.saving.editing import Editing
    from console.actions.views import Views
    from console.archive.store import Archive
    from console.history.history import History
    from console.session import Session

_SKEW_SECONDS = 5.0
"""More than an answer's way and its date, which tells whole seconds, make of right clocks."""


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """One opened account."""

    profile: Profile
    session: Session
    journal: Journal
    archive: Archive
    calls: CallActions
    agents: AgentActions
    editing: Editing
    numbers: NumberActions
    credentials: CredentialActions
    history: History
    diagnoses: Diagnoses
    redialling: Redialling
    outcomes: OutcomeActions
    views: Views

    async def run(self) -> None:
        """Keep everything up to date until cancelled; then the connections are closed.

        The archive stays open: what is unsaved is kept in it until the very end.
        """
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.session.run())
                follow = (
                    self.editing.follow,
                    self.history.run,
                    self.diagnoses.run,
                    self.redialling.follow,
                )
                group.create_task(run_for_ever(self.session.clock, *follow))
        finally:
            await self.session.close()

    def use_key(self, key: SecretStr) -> None:
        """Go on with another key of the account, by which what is saved is signed from now on."""
        self.session.client.use_key(key)
        self.editing.sign(signature(self.profile, key))
        self.session.look_again()

    def known_now(self) -> datetime:
        """The moment up to which the calls are known: now, or when the server was last heard.

        While it is not, no call's clock goes on as if somebody had seen it.
        """
        monotonic = self.session.clock.monotonic()
        freshness = self.session.live.freshness
        age = freshness.age(monotonic) or 0.0
        doubtful = freshness.in_doubt(monotonic)
        return self.server_now() - timedelta(seconds=age if doubtful else 0)

    def clocks_differ(self) -> bool:
        """Whether this machine's clock or the server's is wrong: then `server_now` is estimated."""
        return abs(self.session.client.clock_skew or 0.0) > _SKEW_SECONDS

    def server_now(self) -> datetime:
        """The current moment by the server's clock, whose times the calls carry."""
        skew = self.session.client.clock_skew or 0.0
        return self.session.clock.now() + timedelta(seconds=skew)


def signature(profile: Profile, key: SecretStr) -> str:
    """What the history calls this console's user."""
    return f"this console ({profile.name}, key …{key.get_secret_value()[-4:]})"
