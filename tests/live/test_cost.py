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
IN_THE_BUDGET = 5 * 60 + 10
QUESTIONS_A_POLL = 4
"""Three statuses and the newest calls."""
LASTING = 180
"""Seconds that a call lasts."""
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
        assert asked.total() <= IN_THE_BUDGET

    @pytest.mark.parametrize("live", [100, 2_000])
    async def test_suffice_when_calls_end_all_the_time(self, clock: FakeClock, live: int) -> None:
        """Each call lasts three minutes, another one takes its place, transcripts take 3 s."""
        platform = Platform(clock)
        console = Console(platform)
        ids = [f"c{n}" for n in range(2 * live)]
        for n, call_id in enumerate(ids[:live]):
            platform.has(call_id, created_at=at(LASTING * (n / live - 1)))
        ended = 0

        def ended_by(second: int) -> int:
            return max(0, live * second // LASTING)

        async with running(clock, console.link.run, console.live.run):
            await clock.advance(10.0)
            platform.count()
            for second in range(1, 61):
                spoken, ended = ended_by(second - 4), ended_by(second)
                for n in range(spoken, ended_by(second - 3)):
                    platform.has(ids[n], "completed", **SPOKEN)
                for n in range(ended_by(second - 1), ended):
                    platform.has(ids[n], "completed", ended_at=clock.now().isoformat())
                    platform.has(ids[live + n])
                await clock.advance(1.0)
            asked = platform.count()
            await clock.advance(10.0)
            rows = console.board.rows
        assert {i for i, row in rows.items() if not row.ended} == set(ids[ended : ended + live])
        assert asked.total() <= min(IN_THE_BUDGET, POLLS_A_MINUTE * QUESTIONS_A_POLL + 3 * ended)
