from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from console.api.records.call import Call
from console.api.vocabulary import is_terminal
from console.insight.fleet import Fleet, Tally
from console.insight.latency import turns_of
from console.insight.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conftest import MakeCall

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
TEN_TURNS = {"events": [{"turn": n, "type": "llm_ttft", "ms": 100} for n in range(10)]}


def put(tally: Tally, call: Call, now: datetime, limit: float | None = None) -> None:
    totals = [turn.total_ms for turn in turns_of(call.latency)]
    tally.put(call, state_of(call, now, limit), totals)


def tally_of(
    calls: Iterable[Call], now: datetime, limits: Mapping[str | None, float] | None = None
) -> Tally:
    tally = Tally()
    for number, call in enumerate(calls):
        one_of_many = Call.read({**call.raw, "id": f"call_{number}"})
        put(tally, one_of_many, now, (limits or {}).get(call.agent_id))
    return tally


class TestTheFleet:
    def test_counts_live_calls_by_what_they_do(self, a_call: MakeCall, now: datetime) -> None:
        fleet = tally_of(
            [
                a_call(status="in_progress", started_at=now - MINUTE),
                a_call(status="in-progress", started_at=now - MINUTE),
                a_call(status="queued", created_at=now),
                a_call(status="initiated", created_at=now - 10 * MINUTE),
                a_call(status="queued", created_at=now, scheduled_at=now + MINUTE),
                a_call(status="completed", ended_at=now),
            ],
            now,
        ).figures(now)
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
        fleet = tally_of(calls, now, {"brief": 60, "patient": 3600}).figures(now)
        assert (fleet.talking, fleet.stuck) == (3, 1)

    def test_sets_failures_against_all_that_ended_in_the_last_hour(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        fleet = tally_of(
            [
                a_call(status="failed", ended_at=now - 59 * MINUTE),
                a_call(status="failed", ended_at=now - 61 * MINUTE),
                a_call(status="completed", ended_at=now - 5 * MINUTE),
                a_call(status="busy", updated_at=now - 5 * MINUTE),
                a_call(status="no_answer", ended_at=now - 5 * MINUTE),
            ],
            now,
        ).figures(now)
        assert (fleet.failed_last_hour, fleet.ended_last_hour) == (1, 4)
        assert fleet.failure_rate == 0.25

    def test_has_no_rate_of_nothing(self, now: datetime) -> None:
        assert Tally().figures(now).failure_rate is None
        assert Tally().figures(now).calls_a_minute == 0

    def test_counts_calls_by_the_minute_they_began_in(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        within = now + 30 * SECOND
        fleet = tally_of(
            [
                a_call(status="queued", created_at=now + 10 * SECOND),
                a_call(status="completed", created_at=now - SECOND),
                a_call(status="completed", created_at=now - 60 * SECOND),
                a_call(status="failed", created_at=now - 61 * SECOND),
                a_call(status="failed", created_at=now - 10 * MINUTE),
                a_call(status="queued", created_at=now, scheduled_at=now + 5 * MINUTE),
            ],
            within,
        ).figures(within, minutes=4)
        assert fleet.per_minute == (0, 1, 2, 1)
        assert fleet.calls_a_minute == 1

    def test_takes_its_p95_over_all_turns_of_the_last_hour(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        call = a_call(status="completed", ended_at=now, latency=TEN_TURNS)
        old = a_call(status="completed", ended_at=now - 61 * MINUTE, latency=TEN_TURNS)
        few = tally_of([call, old], now).figures(now)
        assert (few.turn_count, few.p95_ms) == (10, None)
        enough = tally_of([call, call], now).figures(now)
        assert (enough.turn_count, enough.p95_ms) == (20, 100)


class TestWithTime:
    def test_minutes_move_on(self, a_call: MakeCall, now: datetime) -> None:
        tally = tally_of([a_call(status="queued", created_at=now)], now)
        assert tally.figures(now, minutes=3).per_minute == (0, 0, 1)
        assert tally.figures(now + MINUTE, minutes=3).per_minute == (0, 1, 0)
        assert tally.figures(now + 3 * MINUTE, minutes=3).per_minute == (0, 0, 0)

    def test_an_ended_call_leaves_the_last_hour_with_its_turns(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        failed = a_call(status="failed", ended_at=now, latency=TEN_TURNS)
        tally = tally_of([failed], now)
        then = tally.figures(now + 60 * MINUTE)
        assert (then.failed_last_hour, then.ended_last_hour, then.turn_count) == (1, 1, 10)
        after = tally.figures(now + 60 * MINUTE + SECOND)
        assert (after.failed_last_hour, after.ended_last_hour, after.turn_count) == (0, 0, 0)

    def test_a_call_that_has_left_the_hour_can_still_be_dropped(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        tally = tally_of([a_call(status="failed", ended_at=now, latency=TEN_TURNS)], now)
        tally.figures(now + 61 * MINUTE)
        tally.drop("call_0")
        assert tally.figures(now + 61 * MINUTE) == Tally().figures(now + 61 * MINUTE)


class TestTheTurnsOfLiveCalls:
    def test_count_however_long_the_call_lasts(self, a_call: MakeCall, now: datetime) -> None:
        long = a_call(status="in_progress", started_at=now - 90 * MINUTE, latency=TEN_TURNS)
        assert tally_of([long], now).figures(now + 90 * MINUTE).turn_count == 10


NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
IDS = st.sampled_from(["a", "b", "c", "d"])
STATUSES = st.sampled_from(["queued", "initiated", "in_progress", "completed", "failed", "busy"])


class ATally(RuleBasedStateMachine):
    """Whatever comes, changes and goes in whatever order, the sum is that of what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.tally = Tally()
        self.calls: dict[str, Call] = {}

    @rule(
        call_id=IDS,
        status=STATUSES,
        minutes_ago=st.integers(0, 130),
        totals=st.lists(st.integers(1, 3), max_size=12),
    )
    def a_call_comes_or_changes(
        self, call_id: str, status: str, minutes_ago: int, totals: list[int]
    ) -> None:
        moment = (self.now - minutes_ago * MINUTE).isoformat()
        events: list[dict[str, Any]] = [
            {"turn": turn, "type": "llm_ttft", "ms": ms} for turn, ms in enumerate(totals)
        ]
        self.calls[call_id] = Call.read({
            "id": call_id,
            "status": status,
            "created_at": moment,
            "ended_at": moment,
            "latency": {"events": events},
        })  # fmt: skip
        put(self.tally, self.calls[call_id], self.now)

    @rule(call_id=IDS)
    def a_call_goes(self, call_id: str) -> None:
        self.calls.pop(call_id, None)
        self.tally.drop(call_id)

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE
        for call in self.calls.values():
            if not is_terminal(call.status):
                put(self.tally, call, self.now)

    @invariant()
    def the_sum_is_that_of_what_there_is(self) -> None:
        assert self.tally.figures(self.now) == self._from_scratch()

    def _from_scratch(self) -> Fleet:
        tally = Tally()
        for call in self.calls.values():
            put(tally, call, self.now)
        return tally.figures(self.now)


TestAnythingThatCanHappen = ATally.TestCase
TestAnythingThatCanHappen.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None
)
