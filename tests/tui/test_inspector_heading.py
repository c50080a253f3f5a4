"""What stands over every pane, laid out for a width, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from console.api.records.agent import Agent
from console.insight.state import CallState, Kind, Level, state_of
from console.tui.glyphs import UNICODE
from console.tui.widgets.inspector.heading import Heading, heading
from tests.tui.reading import BERLIN, NOW, a_call, a_live_call, text_of

if TYPE_CHECKING:
    from console.api.records.call import Call


class TestTheHeading:
    def of(
        self, call: Call, agent: Agent | None = None, *, width: int = 90, **more: Any
    ) -> list[str]:
        state = state_of(call, NOW, agent.max_duration_seconds if agent else None)
        fields: dict[str, Any] = {"state": state, "now": NOW, **more}
        lines = heading(Heading(call, agent, **fields), UNICODE, BERLIN, width)
        return [text_of(line) for line in lines]

    def test_names_the_person_the_number_and_the_agent(self) -> None:
        agent = Agent.read({"id": "agt_1", "name": "Sales EN"})
        assert self.of(a_call(), agent)[0] == "Sama · +44 20 7946 0958 · Sales EN"
        assert self.of(a_call(variables={}))[0] == "+44 20 7946 0958 · agt_1"

    def test_names_the_caller_of_an_inbound_call(self) -> None:
        call = a_call(direction="inbound", variables={})
        lines = self.of(call)
        assert lines[0] == "+1 573-969-3824 · agt_1"
        assert "at +44 20 7946 0958" in lines[1]

    def test_calls_a_web_call_one(self) -> None:
        call = a_call(type="web", from_number=None, to_number=None)
        assert self.of(call)[0] == "Sama · web call · agt_1"

    def test_tells_state_times_and_ending(self) -> None:
        call = a_call(latency={"connect": {"setup_ms": 400, "dispatch_to_answer_ms": 2500}})
        assert self.of(call)[1:] == [
            "✓ completed · caller hung up · 5:00 long · ended 4 m ago · from +1 573-969-3824",
            "Started 14:50:03 · connect 2.9 s",
            "customer_name Sama · order_id ORD-001",
        ]

    def test_prefers_the_outcome_to_the_end_reason_unless_it_is_none(self) -> None:
        assert "· Not interested ·" in self.of(a_call(outcome="not_interested"))[1]
        assert "· caller hung up ·" in self.of(a_call(outcome="None"))[1]

    def test_goes_on_in_the_next_line_where_it_is_narrow(self) -> None:
        call = a_call(outcome="Appointment Booked", variables={"city": "Bonn", "note": "x " * 30})
        lines = self.of(call, width=46)
        assert lines[1:3] == [
            "✓ completed · Appointment booked · 5:00 long",
            "ended 4 m ago · from +1 573-969-3824",
        ]
        assert lines[4].startswith("city Bonn · note x x")
        assert all(cell_len(line) <= 46 for line in lines)

    def test_tells_why_a_call_failed_whole_and_before_all_else(self) -> None:
        reason = "the_agent_asked_a_question_that_no_model_of_the_account_can_answer"
        lines = self.of(a_call(status="failed", end_reason=reason, duration_seconds=0), width=46)
        assert lines[1:4] == [
            "✕ failed · the agent asked a question that no",
            "model of the account can answer",
            "ended 4 m ago · from +1 573-969-3824",
        ]

    def test_ends_somewhere_however_much_there_is_to_tell(self) -> None:
        call = a_call(
            status="failed",
            end_reason="reason " * 200,
            variables={f"name_{n}": "value " * 30 for n in range(20)},
        )
        lines = self.of(call, width=46)
        assert len(lines) < 14
        assert lines[-1].endswith("…")

    def test_tells_how_long_a_live_call_lasts_and_that_it_is_stuck(self) -> None:
        talking = a_live_call(started_at="2026-03-02T13:55:48Z")
        assert self.of(talking)[1].startswith("● talking 4:12")
        agent = Agent.read({"id": "agt_1", "max_duration_seconds": 60})
        assert self.of(talking, agent)[1].startswith("▲ stuck 4:12")
        agent = Agent.read({"id": "agt_1", "max_duration_seconds": 300})
        assert self.of(talking, agent)[1].startswith("△ talking 4:12")

    def test_tells_when_a_scheduled_call_is_due(self) -> None:
        call = a_live_call(status="queued", scheduled_at="2026-03-02T14:05:00Z", started_at=None)
        assert self.of(call)[1].startswith("◷ scheduled in 5 m")

    def test_tells_its_age_once_it_is_old(self) -> None:
        assert self.of(a_call(), as_of_seconds=9)[2].startswith("Started")
        assert self.of(a_call(), as_of_seconds=38)[2].startswith("read 38 s ago · Started")

    def test_says_of_a_doubtful_call_why_it_is_and_not_how_long_it_is_talked(self) -> None:
        gone = CallState(Kind.UNKNOWN, "gone", Level.CALM, NOW)
        doubt = "The platform no longer knows this call."
        lines = self.of(a_live_call(), state=gone, doubt=doubt, as_of_seconds=180)
        assert lines[1:3] == [f"? gone · {doubt}", "from +1 573-969-3824"]
        assert not any("talking" in line or "read" in line for line in lines)
