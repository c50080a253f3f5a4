"""A platform that fails as it is told, and somebody who watches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.faulty_platform import FaultyPlatform
from tests.faults.watch import NetworkClock, Watch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@pytest.fixture
def clock() -> NetworkClock:
    return NetworkClock()


@pytest.fixture
async def platform(clock: NetworkClock) -> AsyncGenerator[FaultyPlatform]:
    """Three calls on a platform in order."""
    platform = FaultyPlatform(clock.monotonic)
    platform.has("call_1", "call_2", "call_3")
    platform.now = clock.now
    await platform.server.start()
    yield platform
    await platform.server.close()


@pytest.fixture
async def watch(platform: FaultyPlatform, clock: NetworkClock) -> AsyncGenerator[Watch]:
    """Somebody who has seen the board once."""
    watch = Watch(platform.url, clock)
    await watch.opens()
    yield watch
    await watch.close()
