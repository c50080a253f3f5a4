"""A session on a real server, with a journal and an archive."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.actions.agents import AgentActions
from console.actions.journal import Journal
from console.actions.saving.editing import Editing
from console.actions.saving.plan import Kind
from console.api.client import open_client
from console.archive.store import Archive
from console.clock import SystemClock
from console.session import Session
from tests import thrift
from tests.fakes import until
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator
    from pathlib import Path

    from console.actions.saving.plan import SavePlan
    from console.api.records.agent import Agent
    from console.api.records.model import Model

thrift.read_authorities_once()


@dataclass
class Desk:
    """What a person who edits sits at."""

    sandbox: Sandbox
    session: Session
    journal: Journal
    archive: Archive
    editing: Editing
    agents: AgentActions

    async def a_model(self) -> Model:
        return (await self.session.client.models.page(limit=1)).items[0]

    async def an_agent(self) -> Agent:
        return (await self.session.client.agents.page(limit=1)).items[0]

    async def planned(self, opened: Model | Agent, **edited: Any) -> SavePlan:
        """The plan of a save, with the record read again as a screen does it."""
        kind = Kind(type(opened).__name__.lower())
        now = await self.editing.reread(kind, opened.id)
        return self.editing.plan(kind, opened.raw, edited, now.raw)

    def patched(self) -> list[dict[str, Any]]:
        """The bodies of all PATCH requests that reached the server."""
        return [request["body"] for request in self.sandbox.requests("PATCH")]

    def phases(self, action: str) -> list[str]:
        """How the journal tells of an action."""
        return [entry.phase for entry in self.journal.entries() if entry.action == action]


@pytest.fixture
def sandbox() -> Generator[Sandbox]:
    """A server whose clock stands still at the present moment."""
    with running_sandbox(start=datetime.now(UTC)) as sandbox:
        yield sandbox


@pytest.fixture
async def desk(sandbox: Sandbox, tmp_path: Path) -> AsyncGenerator[Desk]:
    """A session whose feeds do not run: what is read is what the editing reads."""
    clock = SystemClock()
    client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock)
    session = Session(client, clock, Random(7))
    journal = Journal(tmp_path / "journal.jsonl", "acme", clock)
    archive = Archive(tmp_path / "archive" / "acme.sqlite3")
    editing = Editing(session, journal, archive, by="acme ·abcd")
    agents = AgentActions(session, journal, editing)
    yield Desk(sandbox, session, journal, archive, editing, agents)
    await session.close()
    await archive.close()


@pytest.fixture
async def reading_desk(desk: Desk) -> AsyncGenerator[Desk]:
    """A session that has read everything once and reads on."""
    session = desk.session
    running = asyncio.create_task(session.run())
    feeds = (session.agents, session.models, session.numbers, session.live)
    await until(lambda: all(feed.freshness.last_good is not None for feed in feeds))
    yield desk
    await session.close()
    await running
