"""A server or a platform, what asks it, and a clock that all share."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from console.live.link import Link
from tests.fakes import FakeClock, running
from tests.live.platform_double import Console, Platform
from tests.live.server_double import Server, feed_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from console.live.feed import Feed


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform(clock: FakeClock) -> Platform:
    return Platform(clock)


@pytest.fixture
async def console(platform: Platform) -> AsyncIterator[Console]:
    """A console whose feeds run. They poll first when the test lets time pass."""
    console = Console(platform)
    async with running(platform.clock, console.link.run, console.live.run):
        yield console


@pytest.fixture
def server(clock: FakeClock) -> Server:
    return Server(clock)


@pytest.fixture
def link(server: Server, clock: FakeClock) -> Link:
    return Link(server.question("probe"), clock, Random(3))


@pytest.fixture
async def feed(server: Server, link: Link) -> AsyncIterator[Feed]:
    """A feed that runs, on a link that runs."""
    feed = feed_of("calls", server, link)
    async with running(server.clock, feed.run, link.run):
        yield feed
