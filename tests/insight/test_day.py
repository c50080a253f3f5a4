"""What agents and numbers have done in 24 hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from console.api.records.call import Call
from console.insight.day import NOTHING, DayTally, Figures

if TYPE_CHECKING:
    from conftest import MakeCall

HOUR = timedelta(hours=1)
OURS = "+493012345678"


def turns(*totals: float) -> dict[str, Any]:
    events = [{"turn": n, "type": "llm_ttft", "ms": ms} for n, ms in enumerate(totals)]
    return {"events": events}


def tally_of(now: datetime, *calls: Call) -> DayTally:
    tally = DayTally()
    for number, call in enumerate(calls):
        tally.put(Call.read({**call.raw, "id": f"call_{number}"}), now)
    return tally


class TestAnAgent:
    def test_has_its_calls_counted_by_how_they_ended(self, a_call: MakeCall, now: datetime) -> None:
        begun = {"agent_id": "a", "created_at": now - HOUR}
        figures = tally_of(
            now,
            a_call(status="failed", **begun),
            a_call(status="completed", **begun),
            a_call(status="no-answer", **begun),
            a_call(status="busy", **begun),
            a_call(status="in_progress", **begun),
            a_call(status="failed", agent_id="b", created_at=now),
        ).of_agent("a", now)
        assert (figures.calls, figures.ended, figures.failed, figures.rate) == (5, 4, 1, 0.25)

    def test_without_calls_has_no_rate_and_no_last_call(self, now: datetime) -> None:
        assert DayTally().of_agent("a", now) == NOTHING == Figures()
        assert NOTHING.rate is None

    def test_is_told_what_began_since_midnight_utc(self, a_call: MakeCall, now: datetime) -> None:
        midnight = now.replace(hour=0)
        calls = [
            a_call(agent_id="a", created_at=midnight - timedelta(seconds=1)),
            a_call(agent_id="a", created_at=midnight),
        ]
        tally = tally_of(now, *calls)
        assert tally.of_agent("a", now).today == 1
        assert tally.of_agent("a", now).calls == 2
        assert tally.of_agent("a", now + 10 * HOUR).today == 0

    def test_has_the_moment_of_its_latest_call(self, a_call: MakeCall, now: datetime) -> None:
        calls = [a_call(agent_id="a", created_at=now - n * HOUR) for n in (3, 2, 5)]
        assert tally_of(now, *calls).of_agent("a", now).last == now - 2 * HOUR

    def test_has_its_slowest_turn_and_a_p95_of_twenty_turns(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        few = a_call(agent_id="few", created_at=now, latency=turns(300, 2404))
        many = a_call(agent_id="many", created_at=now, latency=turns(*range(100, 2101, 100)))
        tally = tally_of(now, few, many)
        assert tally.of_agent("few", now).slowest_ms == 2400
        assert tally.of_agent("few", now).p95_ms is None
        assert tally.of_agent("many", now).p95_ms == 2000


class TestACall:
    def test_counts_from_the_moment_it_was_scheduled_for(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        call = a_call(agent_id="a", status="queued", created_at=now, scheduled_at=now + HOUR)
        tally = DayTally()
        assert not tally.put(call, now)
        assert tally.of_agent("a", now) == NOTHING
        assert tally.put(call, now + HOUR)
        assert tally.of_agent("a", now).last == now + HOUR

    def test_that_was_canceled_before_its_time_counts_when_it_ended(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        call = a_call(
            agent_id="a",
            status="canceled",
            created_at=now - HOUR,
            scheduled_at=now + HOUR,
            ended_at=now,
        )
        assert tally_of(now, call).of_agent("a", now).last == now

    def test_of_unknown_beginning_is_not_counted(self, a_call: MakeCall, now: datetime) -> None:
        assert tally_of(now, a_call(agent_id="a", status="failed")).of_agent("a", now) == NOTHING

    def test_is_counted_once_however_often_it_changes(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        tally = DayTally()
        fields = {"agent_id": "a", "created_at": now - HOUR}
        assert tally.put(a_call(status="queued", **fields), now)
        assert not tally.put(a_call(status="initiated", **fields), now)
        assert tally.put(a_call(status="in_progress", latency=turns(900), **fields), now)
        assert tally.put(a_call(status="failed", latency=turns(400), **fields), now)
        figures = tally.of_agent("a", now)
        assert (figures.calls, figures.ended, figures.failed) == (1, 1, 1)
        assert figures.slowest_ms == 400

    def test_that_moves_to_another_agent_is_taken_from_the_first(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        tally = DayTally()
        tally.put(a_call(agent_id="a", created_at=now), now)
        tally.put(a_call(agent_id="b", created_at=now), now)
        assert tally.of_agent("a", now).calls == 0
        assert tally.of_agent("b", now).calls == 1

    def test_that_is_gone_counts_no_more(self, a_call: MakeCall, now: datetime) -> None:
        tally = DayTally()
        tally.put(a_call(agent_id="a", created_at=now, latency=turns(900)), now)
        assert tally.drop("call_1")
        assert not tally.drop("call_1")
        figures = tally.of_agent("a", now)
        assert (figures.calls, figures.slowest_ms) == (0, None)


class TestANumber:
    def test_is_ours_where_a_call_goes_out_or_comes_in(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        theirs = "+15739693824"
        tally = tally_of(
            now,
            a_call(direction="outbound", from_number=OURS, to_number=theirs, created_at=now),
            a_call(direction="inbound", from_number=theirs, to_number=OURS, created_at=now - HOUR),
            a_call(type="web", agent_id="a", created_at=now),
        )
        assert tally.of_number(OURS, now).calls == 2
        assert tally.of_number(OURS, now).last == now
        assert tally.of_number(theirs, now) == NOTHING


class TestSeveralAgents:
    def test_add_up(self, a_call: MakeCall, now: datetime) -> None:
        tally = tally_of(
            now,
            a_call(agent_id="a", status="failed", created_at=now - 20 * HOUR, latency=turns(900)),
            a_call(agent_id="b", status="completed", created_at=now - HOUR, latency=turns(1200)),
            a_call(agent_id="c", created_at=now),
        )
        assert tally.of_agents(("a", "b", "b", "unknown"), now) == Figures(
            calls=2, today=1, ended=2, failed=1, last=now - HOUR, slowest_ms=1200
        )

    def test_may_be_none(self, now: datetime) -> None:
        assert DayTally().of_agents((), now) == NOTHING


class TestWithTime:
    def test_calls_leave_after_24_hours_and_leave_their_last_moment_behind(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        tally = tally_of(
            now,
            a_call(agent_id="a", status="failed", created_at=now - 23 * HOUR, latency=turns(900)),
            a_call(agent_id="a", status="completed", created_at=now, latency=turns(400)),
        )
        assert not tally.expire(now)
        assert tally.expire(now + HOUR)
        figures = tally.of_agent("a", now + HOUR)
        assert (figures.calls, figures.failed, figures.slowest_ms) == (1, 0, 400)
        assert tally.expire(now + 24 * HOUR)
        assert tally.of_agent("a", now).last == now
        assert tally.of_agent("a", now).calls == 0

    def test_many_leave_a_few_at_a_time(self, a_call: MakeCall, now: datetime) -> None:
        tally = tally_of(now, *(a_call(agent_id="a", created_at=now) for _ in range(5)))
        later = now + 25 * HOUR
        left: list[int] = []
        while tally.expire(later, most=2):
            left.append(tally.of_agent("a", later).calls)
        assert left == [3, 1, 0]

    def test_an_older_call_only_tells_when_the_last_one_was(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        tally = DayTally()
        assert tally.put(a_call(agent_id="a", created_at=now - 30 * HOUR), now)
        assert tally.of_agent("a", now) == Figures(last=now - 30 * HOUR)


AGENTS = ("a", "b")
STATUSES = ("queued", "in_progress", "completed", "failed", "busy")
START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


class AnyDay(RuleBasedStateMachine):
    """Whatever comes, changes and leaves, the sums are those of counting everything anew."""

    def __init__(self) -> None:
        super().__init__()
        self.tally = DayTally()
        self.now = START
        self.calls: dict[str, Call] = {}

    @rule(
        call_id=st.sampled_from(["1", "2", "3", "4"]),
        agent=st.sampled_from(AGENTS),
        status=st.sampled_from(STATUSES),
        age=st.integers(0, 30),
        ms=st.lists(st.integers(1, 5).map(lambda n: n * 100), max_size=3),
    )
    def comes_or_changes(
        self, call_id: str, agent: str, status: str, age: int, ms: list[float]
    ) -> None:
        created = (self.now - age * HOUR).isoformat()
        call = Call.read(
            {
                "id": call_id,
                "agent_id": agent,
                "status": status,
                "created_at": created,
                "latency": turns(*ms),
            }
        )
        self.calls[call_id] = call
        self.tally.put(call, self.now)

    @rule(call_id=st.sampled_from(["1", "2", "3", "4"]))
    def goes(self, call_id: str) -> None:
        self.calls.pop(call_id, None)
        self.tally.drop(call_id)

    @rule(hours=st.integers(1, 9))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR
        while self.tally.expire(self.now, most=1):
            pass

    @invariant()
    def agrees_with_counting_anew(self) -> None:
        for agent in AGENTS:
            figures = self.tally.of_agent(agent, self.now)
            begun = self.now - 24 * HOUR
            mine = [
                call
                for call in self.calls.values()
                if call.agent_id == agent and call.created_at and call.created_at > begun
            ]
            slowest = [event.ms for call in mine for event in call.latency.events]
            assert figures.calls == len(mine)
            assert figures.failed == sum(call.status == "failed" for call in mine)
            assert figures.slowest_ms == max(slowest, default=None)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=60, stateful_step_count=20)
