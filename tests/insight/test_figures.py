from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.figures import (
    Performance,
    Sample,
    Spread,
    performance_of,
    performances,
    sample_of,
    spread_of,
)

if TYPE_CHECKING:
    from conftest import MakeCall


@pytest.fixture
def sample(a_call: MakeCall, now: datetime) -> Any:
    def make(hours_ago: float = 0, **fields: Any) -> Sample:
        usual = {
            "type": "outbound",
            "status": "completed",
            "agent_id": "agt_1",
            "started_at": now,
            "ended_at": now - timedelta(hours=hours_ago),
            "duration_seconds": 60,
            "messages": [{"role": "agent", "content": "Hello!"}],
        }
        made = sample_of(a_call(**usual | fields), now)
        assert made is not None
        return made

    return make


def unanswered(status: str = "no_answer") -> dict[str, Any]:
    return {"status": status, "started_at": None, "duration_seconds": None, "messages": []}


def turns(*totals: float) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    for turn, ms in enumerate(totals):
        events += [
            {"turn": turn, "type": "stt", "ms": 100},
            {"turn": turn, "type": "llm_ttft", "ms": ms - 50},
            {"turn": turn, "type": "tool:a", "ms": 30},
            {"turn": turn, "type": "tool:b", "ms": 20},
        ]
    return {"events": events}


class TestTheFiguresOfCalls:
    def test_are_rates_of_what_was_dialled_and_of_what_ended(self, sample: Any) -> None:
        figures = performance_of(
            [
                sample(),
                sample(**unanswered()),
                sample(**unanswered("failed")),
                sample(status="failed"),
                sample(type="inbound"),
            ]
        )
        assert (figures.calls, figures.dialled, figures.answered, figures.failed) == (5, 4, 2, 2)
        assert figures.answer_rate == 0.5
        assert figures.failure_rate == 0.4

    def test_are_lengths_of_what_was_talked(self, sample: Any) -> None:
        calls = [sample(duration_seconds=seconds) for seconds in (10, 20, 90)]
        figures = performance_of([*calls, sample(**unanswered())])
        assert (figures.talked, figures.mean_seconds, figures.median_seconds) == (3, 40, 20)

    def test_are_turns_and_their_parts(self, sample: Any) -> None:
        figures = performance_of([sample(latency=turns(1000)), sample(latency=turns(2000, 3000))])
        assert figures.turn == Spread(3, 2000, None)
        assert {name: spread.p50 for name, spread in figures.stages.items()} == {
            "stt": 100,
            "llm": 1950,
            "tool": 50,
        }

    def test_are_the_cost_as_far_as_it_is_known(self, sample: Any) -> None:
        figures = performance_of([sample(cost_cents=3), sample(cost_cents=0), sample()])
        assert (figures.cost_cents, figures.cents_per_call) == (3, 1)
        assert performance_of([sample()]).cost_cents is None

    def test_of_nothing_are_none(self) -> None:
        figures = performance_of([])
        assert figures == Performance()
        assert (figures.answer_rate, figures.failure_rate, figures.cents_per_call) == (None,) * 3

    def test_leave_live_calls_out(self, a_call: MakeCall, now: datetime) -> None:
        assert sample_of(a_call(status="in_progress", created_at=now), now) is None


class TestTheSpreadOfTurns:
    def test_has_no_95th_percentile_under_twenty(self) -> None:
        assert spread_of(range(1, 20)) == Spread(19, 10, None)
        assert spread_of(range(1, 22)) == Spread(21, 11, 20)
        assert spread_of([]) == Spread()


class TestTheFiguresOfASpan:
    def test_stand_beside_the_seven_days_before(self, sample: Any, now: datetime) -> None:
        calls = [sample(1), sample(30, duration_seconds=20), sample(24 * 9)]
        found = performances(calls, now=now, span=timedelta(days=1))
        assert found.overall.now.calls == 1
        assert found.overall.usual.mean_seconds == 20

    def test_compare_each_agent_with_itself(self, sample: Any, now: datetime) -> None:
        calls = [
            sample(1),
            sample(2, agent_id="agt_2", status="failed"),
            sample(30, agent_id="agt_2"),
            sample(40, agent_id="agt_3"),
            sample(3, agent_id=None),
        ]
        found = performances(calls, now=now, span=timedelta(days=1))
        assert set(found.agents) == {"agt_1", "agt_2"}
        assert found.agents["agt_1"].usual == Performance()
        assert found.agents["agt_2"].now.failure_rate == 1
        assert found.agents["agt_2"].usual.failure_rate == 0
        assert found.overall.now.calls == 3
