"""What it costs to keep a board up to date: requests, and time on the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeClock, running
from tests.live.platform_double import Console, Platform, at

if TYPE_CHECKING:
    from collections import Counter

POLLS_A_MINUTE = 60 / 3 * 1.1
"""A poll each 3 s, with its jitter."""
QUESTIONS_A_POLL = 4
"""Three statuses and the newest calls."""
SPOKEN = {"messages": [{"role": "agent", "content": "Hello"}], "analysis": {"summary": "Spoke."}}


async def a_minute_of(live: int, clock: FakeClock, *, rate: float | None) -> Counter[str]:
    """What a console asks in a minute, after its first five, while `live` calls go on."""
    platform = Platform(clock)
    for n in range(live):
        platform.has(f"c{n}", created_at=at(-n))
    console = Console(platform, rate=rate)
    async with running(clock, console.link.run, console.live.run):
        await clock.advance(10.0 if rate else 60.0)
        assert len(console.board.rows) == live
        platform.count()
        await clock.advance(60.0)
        return platform.count()


class TestRequests:
    @pytest.mark.parametrize("live", [10, 1_000, 10_000])
    async def test_grow_with_a_hundredth_of_the_live_calls(
        self, clock: FakeClock, live: int
    ) -> None:
        asked = await a_minute_of(live, clock, rate=1000.0)
        assert asked.total() <= POLLS_A_MINUTE * (QUESTIONS_A_POLL + live / 100)
        assert asked["by id"] == 0

    @pytest.mark.parametrize("live", [10, 1_000, 10_000])
    async def test_stay_within_the_budget(self, clock: FakeClock, live: int) -> None:
        asked = await a_minute_of(live, clock, rate=None)
        assert asked.total() <= 5 * 60 + 10

    @pytest.mark.parametrize("live", [100, 2_000])
    async def test_hardly_grow_with_calls_that_end(self, clock: FakeClock, live: int) -> None:
        """Each call lasts three minutes, and another one takes its place."""
        platform = Platform(clock)
        lasting = 180
        started = 0
        for n in range(live):
            platform.has(f"c{n}", created_at=at(-n * lasting / live))
            started += 1
        oldest = [f"c{n}" for n in reversed(range(live))]
        console = Console(platform, rate=1000.0)
        async with running(clock, console.link.run, console.live.run):
            await clock.advance(10.0)
            platform.count()
            for second in range(60):
                for _ in range(live * (second + 1) // lasting - live * second // lasting):
                    platform.has(oldest.pop(0), "completed", ended_at=at(0), **SPOKEN)
                    platform.has(f"c{started}")
                    oldest.append(f"c{started}")
                    started += 1
                await clock.advance(1.0)
            asked = platform.count()
            ended = live * 60 // lasting
            await clock.advance(10.0)
            living = [row for row in console.board.rows.values() if not row.ended]
            assert len(living) == live
        polls = asked["newest"] + asked["by id"] + asked["status:in_progress"]
        assert polls <= POLLS_A_MINUTE * (QUESTIONS_A_POLL + 2 * live / 100) + ended
