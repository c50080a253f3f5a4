"""The names of agents, kept with their calls: a shell completes them without asking anybody."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from console.archive.errors import ArchiveError
from console.archive.glance import AGENT_NAMES
from console.archive.marks import Mark

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from console.archive.marks import Marks
    from console.live.changes import Change
    from console.live.directory import Directory


class AgentNames:
    """Keeps them whenever they have changed."""

    def __init__(self, agents: Directory[Agent], marks: Marks) -> None:
        self._agents = agents
        self._marks = marks
        self._changed = asyncio.Event()
        agents.on_change.add(self._hear)

    async def run(self) -> None:
        """Keep the names up to date. Ends only by cancellation."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            names = {agent.id: agent.name for agent in self._agents.records.values() if agent.name}
            with suppress(ArchiveError):  # the next change is kept again
                await self._marks.keep(Mark(AGENT_NAMES, names))

    def _hear(self, _: Change) -> None:
        self._changed.set()
