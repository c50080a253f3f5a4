"""A platform, a console on it, and a clock that both share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeClock, running
from tests.live.platform_double import Console, Platform

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


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
