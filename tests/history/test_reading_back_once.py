"""Reading back once, for a command: over what is kept, and no further into it than is kept."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from pydantic import SecretStr

from console.api.client import open_client
from console.archive.store import Archive
from console.history.reading_back import ReadingBack
from console.history.stretches import BEGINNING
from console.session import Session
from tests.fakes import FakeClock
from tests.history.conftest import ALL, CALLS, KEEPING, pages_by_cursor
from tests.sandbox_server import SECRET_KEY, START

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.accounts.profiles import Keeping
    from tests.sandbox_server import Sandbox


@asynccontextmanager
async def reading(
    sandbox: Sandbox, archive: Archive, keeping: Keeping = KEEPING
) -> AsyncGenerator[ReadingBack]:
    """A command that reads back while the block runs."""
    clock = FakeClock(now=START)
    client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock)
    session = Session(client, clock, Random(5))
    reading = ReadingBack(session, archive, keeping)
    try:
        yield reading
    finally:
        await reading.close()
        await session.close()


async def read(reading: ReadingBack) -> int:
    """Read all there is; the number of pages."""
    pages = 0
    async for _ in reading.run(BEGINNING):
        pages += 1
    await reading.settle()
    return pages


async def test_reads_every_call_once_and_then_the_newest_page_alone(
    sandbox: Sandbox, path: Path
) -> None:
    archive = Archive(path)
    async with reading(sandbox, archive) as first:
        assert await read(first) == 3
        assert await first.calls.count(ALL, {}) == first.read == CALLS
    async with reading(sandbox, archive) as second:
        assert await read(second) == 1
        assert await second.calls.count(ALL, {}) == CALLS
    await archive.close()


async def test_keeps_what_had_come_when_no_more_was_wanted(sandbox: Sandbox, path: Path) -> None:
    archive = Archive(path)
    async with reading(sandbox, archive) as some:
        async for _ in some.run(BEGINNING):
            break
        assert some.since is not None
        assert some.since > BEGINNING
    async with reading(sandbox, archive) as rest:
        await read(rest)
        assert await rest.calls.count(ALL, {}) == CALLS
        assert pages_by_cursor(sandbox) == 1 + 3
    await archive.close()


async def test_reads_into_memory_alone_what_is_older_than_may_be_kept(
    sandbox: Sandbox, path: Path
) -> None:
    archive = Archive(path)
    async with reading(sandbox, archive, replace(KEEPING, days=1)) as old:
        async for _ in old.run(START - timedelta(days=20)):
            pass
        assert await old.calls.count(ALL, {}) == CALLS
        assert await archive.calls.count(ALL, {}) == 0
    await archive.close()


async def test_reads_again_what_was_live_when_it_was_kept(sandbox: Sandbox, path: Path) -> None:
    archive = Archive(path)
    with sandbox.api() as api:
        oldest = api.get("calls", params={"limit": 1, "offset": CALLS - 1}).json()["items"][0]
    sandbox.edit("calls", oldest["id"], status="in_progress", ended_at=None)
    async with reading(sandbox, archive) as first:
        await read(first)
    sandbox.edit("calls", oldest["id"], status="completed", ended_at=START.isoformat())
    async with reading(sandbox, archive) as second:
        await read(second)
        call = await second.calls.get(oldest["id"])
        assert call is not None
        assert call.status == "completed"
    await archive.close()
