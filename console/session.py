"""One opened account, wired: what the command line and the screens are handed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from console.insight.day import DayTally
from console.insight.state import PATIENCE, Patience
from console.live.board import Board
from console.live.calls import LiveCalls
from console.live.day import Day
from console.live.directory import Directory
from console.live.for_ever import run_for_ever
from console.live.link import Link
from console.live.wake import watch_for_sleep

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from console.accounts.preferences import Preferences
    from console.api.client import OneInbox
    from console.api.records.account import Usage
    from console.api.records.agent import Agent
    from console.api.records.credential import Credential
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber
    from console.api.records.outcome import Outcome
    from console.clock import Clock
    from console.live.changes import Change

USAGE = "usage"
"""The only key of `Session.usage`."""

# The header counts the failures of the last hour.
_KEEP = timedelta(hours=1)


class Session:
    """The client of one account, and everything that is kept up to date through it.

    Attributes:
        client: for writes, and for reads that nothing keeps up to date.
        link: whether the server answers; shared by all reads.
        board: the calls that are known.
        live: what keeps the board up to date.
        day: figures of the last 24 hours by agent and number, from its `attend` on.
        agents, models, numbers, credentials, outcomes: records by id.
        usage: what the account has used, under the one key `USAGE`.
        patience: from when on a live call's clock worries.
    """

    def __init__(self, client: OneInbox, clock: Clock, rng: Random) -> None:
        self.client = client
        self.clock = clock
        self.link = Link(lambda: client.calls.page(limit=1), clock, rng)
        self.patience = PATIENCE
        self.board = Board(keep=_KEEP)
        self.live = LiveCalls(client, self.board, self.link, clock, rng)
        self.day = Day(
            client, self.live, self.board, DayTally(), link=self.link, clock=clock, rng=rng
        )

        def directory(name: str, read: Any, key: Callable[[Any], str] = _id_of) -> Directory[Any]:
            return Directory(name, read, key, link=self.link, clock=clock, rng=rng)

        async def usage() -> tuple[Usage]:
            return (await client.account.usage(),)

        self.agents: Directory[Agent] = directory("agents", client.agents.list)
        self.models: Directory[Model] = directory("models", client.models.list)
        self.numbers: Directory[PhoneNumber] = directory("numbers", client.numbers.list)
        self.credentials: Directory[Credential] = directory("credentials", client.credentials.list)
        self.outcomes: Directory[Outcome] = directory("outcomes", client.outcomes.list)
        self.usage: Directory[Usage] = directory("usage", usage, lambda _: USAGE)
        self._directories: tuple[Directory[Any], ...] = (
            self.agents,
            self.models,
            self.numbers,
            self.credentials,
            self.outcomes,
            self.usage,
        )
        self._unknown_agents: set[str] = set()
        self._running: asyncio.Task[None] | None = None
        self.live.on_change.add(self._look_for_new_agents)

    async def run(self) -> None:
        """Keep everything up to date until `close`, or until cancelled."""
        self._running = asyncio.ensure_future(self._run_all())
        try:
            await asyncio.wait((self._running,))
        finally:
            self._running.cancel()

    async def close(self) -> None:
        """Stop everything and close the connections."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait((self._running,))
        await self.client.close()

    def look_again(self) -> None:
        """Read everything at once: somebody asked. Also when the key had been rejected."""
        if self.link.frozen:
            self.link.resume()
        self.live.look_again()
        self.day.look_again()
        for directory in self._directories:
            directory.look_again()

    def prefer(self, preferences: Preferences) -> None:
        """Ask as often, keep as long and worry as soon as a person wants."""
        self.live.ask_every(preferences.refresh_seconds)
        self.link.budget.rate = preferences.requests_per_second
        self.board.keep = timedelta(minutes=preferences.ended_minutes)
        self.patience = Patience(
            waiting_late=preferences.waiting_late_seconds,
            waiting_stuck=preferences.waiting_stuck_seconds,
            talking_late=preferences.talking_late_percent / 100,
            talking_stuck=preferences.talking_stuck_seconds,
        )

    def attend(self, *, attended: bool) -> None:
        """Say whether anybody looks; when nobody does, everything is read less often."""
        self.live.attended = attended
        self.day.attended = attended
        for directory in self._directories:
            directory.attended = attended

    async def _run_all(self) -> None:
        loops = (
            self.link.run,
            self.live.run,
            self.day.run,
            *(directory.run for directory in self._directories),
            lambda: watch_for_sleep(self.clock, self._woke),
        )
        await run_for_ever(self.clock, *loops)

    def _woke(self, seconds: float) -> None:
        self.client.renew()
        self.link.hurry()
        self.live.slept(seconds)
        self.day.slept(seconds)
        for directory in self._directories:
            directory.slept(seconds)

    def _look_for_new_agents(self, change: Change) -> None:
        """Read the agents again when a call shows one that is not known, once for each."""
        for call_id in change.added:
            row = self.board.rows.get(call_id)
            agent_id = row.call.agent_id if row else None
            known = self.agents.records.keys() | self._unknown_agents
            if agent_id and agent_id not in known and self.agents.freshness.last_good:
                self._unknown_agents.add(agent_id)
                self.agents.look_again()


def _id_of(record: Any) -> str:
    return record.id
