"""Rows 44 to 46: a machine that slept, clocks that differ, a clock that is set back."""

from __future__ import annotations

import asyncio
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from console.insight.state import Kind, state_of
from console.live.freshness import Standing
from tests.faults.fault_server import reply_json, silence
from tests.faults.faulty_platform import CALLS, FaultyPlatform

if TYPE_CHECKING:
    from tests.faults.watch import NetworkClock, Watch


class TestAMachineThatSlept:
    async def test_asks_on_fresh_connections_within_two_seconds(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        opened = platform.server.connections
        asked = len(platform.polls())
        slept_at = watch.clock.monotonic()

        watch.clock.suspend(3600)
        await watch.clock.advance(1)
        await watch.clock.advance(1)

        assert platform.polls()[asked] - slept_at <= 2
        assert platform.server.connections > opened
        assert watch.line.startswith("● live")

    async def test_does_not_wait_for_an_answer_from_before(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.fails(silence(), times=1)
        asked = len(platform.server.requests)
        reading = asyncio.create_task(watch.session.client.calls.page())
        await platform.server.received(asked + 1)

        watch.session.client.renew()

        assert len((await reading).items) == 3

    async def test_calls_everything_as_old_as_it_is_until_the_server_has_answered(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        watch.deadlines.shorten()
        platform.fails(silence())

        watch.clock.suspend(3600)
        await watch.clock.advance(2)

        age = watch.freshness.age(watch.clock.monotonic())
        assert age is not None
        assert age >= 3600
        assert watch.freshness.in_doubt(watch.clock.monotonic())
        assert all(row.as_of < -3500 for row in watch.rows.values())
        assert watch.session.agents.freshness.age(watch.clock.monotonic()) >= 3600  # pyright: ignore[reportOptionalOperand]


class TestClocksThatDiffer:
    @pytest.mark.parametrize("ahead", [timedelta(minutes=10), timedelta(days=1)])
    async def test_change_no_age_and_no_call_is_older_than_it_is(
        self, platform: FaultyPlatform, watch: Watch, clock: NetworkClock, ahead: timedelta
    ) -> None:
        platform.now = lambda: clock.now() + ahead
        begun = platform.now() - timedelta(seconds=90)
        platform.has("call_1", status="queued", created_at=begun.isoformat())
        for _ in range(3):  # until most of the answers that count have told the new time
            await watch.next_poll()

        skew = watch.session.client.clock_skew
        assert skew is not None
        assert abs(skew - ahead.total_seconds()) <= 1
        assert watch.line.startswith("● live · ")
        server_now = clock.now() + timedelta(seconds=skew)
        state = state_of(watch.rows["call_1"].call, server_now)
        assert state.kind is Kind.QUEUED
        assert state.since == begun.astimezone(UTC)

    async def test_leave_a_date_to_wait_for_where_it_is(
        self, platform: FaultyPlatform, watch: Watch, clock: NetworkClock
    ) -> None:
        platform.now = lambda: clock.now() + timedelta(days=1)
        limited = reply_json(
            {"detail": "Slow down."},
            status="429 Too Many Requests",
            headers={
                "date": "Tue, 03 Mar 2026 12:00:00 GMT",
                "retry-after": "Tue, 03 Mar 2026 12:00:20 GMT",
            },
        )
        platform.fails(limited, path=CALLS, times=1)
        asked = len(platform.server.requests)
        await watch.next_poll()
        limited_at = platform.server.requests[asked].at

        await watch.clock.advance(30)

        again = platform.server.requests[asked + 1].at
        assert 20 <= again - limited_at <= 21


class TestAClockThatIsSetBack:
    @pytest.mark.parametrize("step", [-3600, 3600])
    async def test_stops_no_poll(self, platform: FaultyPlatform, watch: Watch, step: int) -> None:
        asked = len(platform.polls())

        watch.clock.suspend(step)
        await watch.clock.advance(12)

        assert 3 <= len(platform.polls()) - asked <= 6
        assert watch.standing is Standing.LIVE

    @pytest.mark.parametrize("step", [-3600, 3600])
    async def test_while_the_server_is_lost_makes_no_wait_longer(
        self, platform: FaultyPlatform, watch: Watch, step: int
    ) -> None:
        await platform.server.close()
        await watch.goes_offline()

        watch.clock.suspend(step)
        watch.tries.clear()
        await watch.clock.advance(30)

        assert len(watch.tries) >= 5
        assert watch.line.endswith(" s")
