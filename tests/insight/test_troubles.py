from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.slowness import FELT, FIELD
from console.insight.troubles import Rules, Trouble, TroubleKind, diagnose

if TYPE_CHECKING:
    from conftest import MakeCall

TALK = [{"role": "agent", "content": "Hello!"}, {"role": "user", "content": "Hello."}]


@pytest.fixture
def troubles(a_call: MakeCall, now: datetime) -> Any:
    """What is wrong with a call that was answered 10 min ago and talked for 3 min."""

    def find(rules: Rules | None = None, **fields: Any) -> tuple[Trouble, ...]:
        usual = {
            "status": "completed",
            "end_reason": "user_hangup",
            "created_at": now - timedelta(minutes=10),
            "started_at": now - timedelta(minutes=10),
            "ended_at": now - timedelta(minutes=7),
            "duration_seconds": 180,
            "messages": TALK,
        }
        return diagnose(a_call(**usual | fields), now, rules or Rules()).troubles

    return find


def turns(count: int, *, llm: float = 400, tool: float | None = None) -> dict[str, Any]:
    events = [
        {"turn": turn, "type": stage, "ms": ms}
        for turn in range(count)
        for stage, ms in (("eou_delay", 300), ("llm_ttft", llm), ("tts_ttfb", 200))
    ]
    if tool is not None:
        events += [{"turn": turn, "type": "tool:crm", "ms": tool} for turn in range(count)]
    return {"events": events, "llm_ttft": {"provider": "openai/gpt-4.1"}}


class TestAGoodCall:
    def test_has_no_trouble(self, troubles: Any) -> None:
        assert troubles() == ()
        assert troubles(end_reason="voicemail", outcome="Voicemail") == ()
        assert troubles(status="canceled", end_reason="api_stop", started_at=None) == ()

    def test_that_ends_for_a_reason_of_its_own_is_counted_apart(self, troubles: Any) -> None:
        (trouble,) = troubles(end_reason="waved_goodbye")
        assert (trouble.kind, trouble.words) == (TroubleKind.UNKNOWN_END, "waved_goodbye")


class TestAFailure:
    @pytest.mark.parametrize(
        ("status", "reason", "kind", "key"),
        [
            ("failed", "carrier_rejected", TroubleKind.FAILED, "carrier_refused"),
            ("failed", "user_hangup", TroubleKind.FAILED, "no_reason"),
            ("failed", None, TroubleKind.FAILED, "no_reason"),
            ("busy", "user_busy", TroubleKind.ENDED_BADLY, "busy"),
            ("no_answer", None, TroubleKind.ENDED_BADLY, "no_answer"),
            ("completed", "silence_timeout", TroubleKind.ENDED_BADLY, "silence"),
        ],
    )
    def test_is_grouped_by_its_reason(
        self, troubles: Any, status: str, reason: str | None, kind: TroubleKind, key: str
    ) -> None:
        fields = {"status": status, "end_reason": reason}
        (trouble,) = troubles(**fields, started_at=None, duration_seconds=None)
        assert (trouble.kind, trouble.key) == (kind, key)

    def test_without_an_explanation_is_a_group_of_its_own(self, troubles: Any) -> None:
        (trouble,) = troubles(status="failed", end_reason="Beaver ATE line")
        assert trouble == Trouble(
            TroubleKind.FAILED, "said:beaver_ate_line", "Beaver ATE line", None
        )


class TestALiveCall:
    def test_is_stuck_when_it_waits_for_five_minutes(self, troubles: Any, now: datetime) -> None:
        fields: dict[str, Any] = {"status": "initiated", "end_reason": None, "messages": []}
        (trouble,) = troubles(**fields, created_at=now - timedelta(minutes=6))
        assert (trouble.kind, trouble.key) == (TroubleKind.STUCK, "stuck_waiting")
        assert troubles(**fields, created_at=now - timedelta(minutes=1)) == ()

    def test_is_stuck_when_it_talks_beyond_its_agents_limit(self, troubles: Any) -> None:
        fields: dict[str, Any] = {"status": "in_progress", "end_reason": None, "messages": []}
        (trouble,) = troubles(Rules(limit_of=lambda _: 300), **fields)
        assert trouble.key == "stuck_talking"
        assert troubles(**fields) == ()


class TestATalk:
    def test_under_six_seconds_is_none(self, troubles: Any) -> None:
        assert [each.key for each in troubles(duration_seconds=5)] == ["short"]
        assert troubles(duration_seconds=6) == ()
        assert troubles(duration_seconds=5, end_reason="api_stop") == ()

    def test_in_which_the_agent_says_nothing_is_trouble(self, troubles: Any) -> None:
        heard = [{"role": "user", "content": "Hello? Hello?"}]
        assert [each.key for each in troubles(messages=heard)] == ["agent_silent"]
        assert troubles(messages=heard, end_reason="voicemail") == ()
        assert troubles(messages=[{"role": "agent", "content": "Hello?"}]) == ()

    def test_tells_each_tool_that_failed_once(self, troubles: Any) -> None:
        used = [
            {"role": "tool_call", "name": "crm", "tool_call_id": "1"},
            {"role": "tool_result", "tool_call_id": "1", "content": "x", "is_error": True},
            {"role": "tool_call", "name": "crm", "tool_call_id": "2"},
            {"role": "tool_result", "tool_call_id": "2", "content": "x", "is_error": True},
            {"role": "tool_result", "content": "x", "is_error": True},
            {"role": "tool_result", "content": "fine", "is_error": False},
        ]
        found = troubles(messages=TALK + used)
        assert [each.words for each in found] == ["tool failed: crm", "tool failed: tool"]

    def test_with_somebody_who_wants_a_human_is_told(self, troubles: Any) -> None:
        asked = [*TALK, {"role": "user", "content": "I want to talk to a real person."}]
        assert [each.key for each in troubles(messages=asked)] == ["asks_for_human"]
        assert troubles(messages=asked, end_reason="voicemail") == ()

    def test_without_a_transcript_is_trouble_after_half_an_hour(
        self, troubles: Any, now: datetime
    ) -> None:
        ended = now - timedelta(minutes=31)
        assert [each.key for each in troubles(messages=[], ended_at=ended)] == [
            "transcript_missing"
        ]
        assert troubles(messages=[]) == ()

    @pytest.mark.parametrize("messages", ["x", 7, [7, None, {"role": 7, "content": {}}], {}])
    def test_may_have_anything_for_messages(self, troubles: Any, messages: Any) -> None:
        assert troubles(messages=messages, transcript="Agent: hello") == ()


class TestASlowCall:
    def test_names_the_part_that_takes_the_time(self, troubles: Any) -> None:
        (model,) = troubles(latency=turns(3, llm=2300))
        assert (model.kind, model.words) == (TroubleKind.SLOW, "slow model: openai/gpt-4.1")
        (tool,) = troubles(latency=turns(3, llm=800, tool=4000))
        assert tool.words == "slow tool: crm"

    def test_is_judged_by_what_was_felt_where_that_is_known(self, troubles: Any) -> None:
        assert troubles(latency=turns(3) | {"perceived": {"p50_ms": 1600}})[0].words == "slow"
        assert troubles(latency=turns(3, llm=2300) | {"perceived": {"p50_ms": 1400}}) == ()

    def test_is_not_judged_by_two_turns(self, troubles: Any) -> None:
        assert troubles(latency=turns(2, llm=9000)) == ()

    def test_is_judged_by_the_thresholds_one_sets(self, troubles: Any) -> None:
        latency = turns(4, llm=2300)
        assert troubles(Rules(slowness=FIELD), latency=latency) == ()
        assert troubles(Rules(slowness=FIELD), latency=turns(4, llm=7000)) != ()
        assert troubles(Rules(slowness=replace(FELT, bad_ms=3000)), latency=latency) == ()


class TestADiagnosis:
    def test_says_whom_it_concerns(self, a_call: MakeCall, now: datetime) -> None:
        call = a_call(
            status="failed",
            agent_id="agt_1",
            direction="outbound",
            from_number="+12025550123",
            to_number="+8801711000000",
            twilio_call_sid="CA1",
            created_at=now - timedelta(minutes=2),
            ended_at=now - timedelta(minutes=1),
        )
        found = diagnose(call, now, Rules())
        assert (found.agent_id, found.ours, found.theirs) == (
            "agt_1",
            "+12025550123",
            "+8801711000000",
        )
        assert (found.country, found.via_twilio) == ("Bangladesh", True)
        assert (found.begun, found.at) == (call.created_at, call.ended_at)

    def test_is_settled_once_nothing_more_is_to_come(self, a_call: MakeCall, now: datetime) -> None:
        def settled(**fields: Any) -> bool:
            return diagnose(a_call(**fields), now, Rules()).settled

        ended = {"status": "completed", "ended_at": now - timedelta(minutes=1)}
        assert settled(**ended, messages=TALK)
        assert not settled(**ended)
        assert settled(status="completed", ended_at=now - timedelta(hours=1))
        assert settled(status="busy")
        assert not settled(status="in_progress")
