"""A console's history without its screens, on a sandbox and a clock that all share."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.profiles import Keeping
from console.api.client import open_client
from console.archive.store import Archive
from console.history.history import History
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.session import Session
from tests.fakes import FakeClock
from tests.sandbox_server import SECRET_KEY, START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from pathlib import Path

CALLS = 270
PATIENCE = 40.0
"""Seconds of real time after which a condition is given up."""
KEEPING = Keeping(on_disk=True, days=30, most_bytes=2_000_000_000)
ALL = parse("", HISTORY)


@dataclass
class Keeper:
    """What keeps the history, running."""

    session: Session
    archive: Archive
    history: History
    clock: FakeClock

    async def until(self, condition: Callable[[], object]) -> None:
        """Let time pass until a condition holds."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.clock.advance(0.25)
                await asyncio.sleep(0.005)

    async def passes(self, seconds: float) -> None:
        """Let time pass, and whatever was asked for meanwhile be answered."""
        end = self.clock.monotonic() + seconds
        await self.until(lambda: self.clock.monotonic() >= end)

    async def count(self) -> int:
        return await self.archive.calls.count(ALL, {})

    async def until_kept(self, count: int) -> None:
        """Let time pass until so many calls are kept."""
        async with asyncio.timeout(PATIENCE):
            while await self.count() < count:
                await self.passes(0.25)


@pytest.fixture
def sandbox() -> Generator[Sandbox]:
    """A server with three pages of calls, that go back for some days."""
    with running_sandbox(history=CALLS) as sandbox:
        yield sandbox


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "acme.sqlite3"


@asynccontextmanager
async def keeping(
    sandbox: Sandbox, path: Path | None, how: Keeping = KEEPING, *, seed: int = 5
) -> AsyncGenerator[Keeper]:
    """Keep the history of a sandbox while the block runs."""
    clock = FakeClock(now=START)
    client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock)
    session = Session(client, clock, Random(seed))
    archive = Archive(path, calls_on_disk=how.on_disk)
    history = History(session, archive, how, clock, Random(seed + 1))
    tasks = [asyncio.create_task(session.run()), asyncio.create_task(history.run())]
    try:
        yield Keeper(session, archive, history, clock)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await session.close()
        await archive.close()


def pages_by_cursor(sandbox: Sandbox) -> int:
    return len(sandbox.requests("GET", "/v1/calls/cursor"))
