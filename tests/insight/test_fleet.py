from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.insight.fleet import figures

if TYPE_CHECKING:
    from conftest import MakeCall

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class TestTheFleet:
    def test_counts_live_calls_by_what_they_do(self, a_call: MakeCall, now: datetime) -> None:
        fleet = figures(
            [
                a_call(status="in_progress", started_at=now - MINUTE),
                a_call(status="in-progress", started_at=now - MINUTE),
                a_call(status="queued", created_at=now),
                a_call(status="initiated", created_at=now - 10 * MINUTE),
                a_call(status="queued", created_at=now, scheduled_at=now + MINUTE),
                a_call(status="completed", ended_at=now),
            ],
            now,
        )
        assert (fleet.talking, fleet.waiting, fleet.scheduled, fleet.stuck) == (2, 2, 1, 1)

    def test_finds_conversations_stuck_by_their_agents_limit(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        started = now - 5 * MINUTE
        calls = [
            a_call(status="in_progress", started_at=started, agent_id="brief"),
            a_call(status="in_progress", started_at=started, agent_id="patient"),
            a_call(status="in_progress", started_at=started, agent_id="unknown"),
        ]
        fleet = figures(calls, now, max_durations={"brief": 60, "patient": 3600})
        assert (fleet.talking, fleet.stuck) == (3, 1)

    def test_sets_failures_against_all_that_ended_in_the_last_hour(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        fleet = figures(
            [
                a_call(status="failed", ended_at=now - 59 * MINUTE),
                a_call(status="failed", ended_at=now - 61 * MINUTE),
                a_call(status="completed", ended_at=now - 5 * MINUTE),
                a_call(status="busy", updated_at=now - 5 * MINUTE),
                a_call(status="no_answer", ended_at=now - 5 * MINUTE),
            ],
            now,
        )
        assert (fleet.failed_last_hour, fleet.ended_last_hour) == (1, 4)
        assert fleet.failure_rate == 0.25

    def test_has_no_rate_of_nothing(self, now: datetime) -> None:
        assert figures([], now).failure_rate is None
        assert figures([], now).calls_a_minute == 0

    def test_counts_calls_by_the_minute_they_began_in(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        within = now + 30 * SECOND
        fleet = figures(
            [
                a_call(status="queued", created_at=now + 10 * SECOND),
                a_call(status="completed", created_at=now - SECOND),
                a_call(status="completed", created_at=now - 60 * SECOND),
                a_call(status="failed", created_at=now - 61 * SECOND),
                a_call(status="failed", created_at=now - 10 * MINUTE),
                a_call(status="queued", created_at=now, scheduled_at=now + 5 * MINUTE),
            ],
            within,
            minutes=4,
        )
        assert fleet.per_minute == (0, 1, 2, 1)
        assert fleet.calls_a_minute == 1

    def test_takes_its_p95_over_all_turns_of_the_last_hour(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        events = [{"turn": n, "type": "llm_ttft", "ms": 100} for n in range(10)]
        call = a_call(status="completed", ended_at=now, latency={"events": events})
        old = a_call(status="completed", ended_at=now - 61 * MINUTE, latency={"events": events})
        few = figures([call, old], now)
        assert (few.turn_count, few.p95_ms) == (10, None)
        enough = figures([call, call], now)
        assert (enough.turn_count, enough.p95_ms) == (20, 100)
