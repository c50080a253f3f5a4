"""A platform, a console on it, and a clock that both share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from tests.fakes import FakeClock
from tests.live.platform_double import Console, Platform


@asynccontextmanager
async def _running(console: Console) -> AsyncIterator[Console]:
    tasks = [asyncio.create_task(console.link.run()), asyncio.create_task(console.live.run())]
    try:
        yield console
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform(clock: FakeClock) -> Platform:
    return Platform(clock)


@pytest.fixture
async def console(platform: Platform) -> AsyncIterator[Console]:
    """A console whose feeds run. They poll first when the test lets time pass."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(_running(Console(platform)))
