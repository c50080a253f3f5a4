from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.insight.catalogue import built_in
from console.insight.comparison import Fact, exchanges_of, facts_of
from console.insight.conversation import Said

if TYPE_CHECKING:
    from conftest import MakeCall

AGENTS = {"agt_1": "Sales EN"}


def said(role: str, *texts: str) -> list[dict[str, Any]]:
    return [{"role": role, "content": text} for text in texts]


def turn(ms: float) -> dict[str, Any]:
    return {"events": [{"turn": 1, "type": "llm_ttft", "ms": ms}]}


class TestFacts:
    def test_that_differ_come_first(self, a_call: MakeCall) -> None:
        same = {"agent_id": "agt_1", "type": "outbound", "duration_seconds": 60}
        one = a_call(**same, status="completed", latency=turn(600), variables={"order": "1"})
        other = a_call(
            **same, status="failed", end_reason="user_busy", latency=turn(1800), cost_cents=3,
            variables={"order": "1", "vip": "yes"},
        )  # fmt: skip
        facts = facts_of(one, other, built_in(), AGENTS)
        assert [fact.name for fact in facts if fact.differs] == [
            "status", "why it ended", "turn p50", "slowest turn", "llm p50", "cost", "vip",
        ]  # fmt: skip
        assert [fact.name for fact in facts if not fact.differs] == [
            "agent", "type", "length", "turns", "order",
        ]  # fmt: skip
        assert facts[0] == Fact("status", "completed", "failed", differs=True)
        assert facts[2] == Fact("turn p50", "600 ms  n=1", "1.8 s  n=1", differs=True)

    def test_name_model_and_voice_where_the_record_has_them(self, a_call: MakeCall) -> None:
        exact = {"llm_ttft": {"provider": "openai/gpt-4.1"}, "tts_ttfb": {"provider": "ada"}}
        both = {"providers": {"llm": "openai", "tts": "elevenlabs"}}
        one, other = a_call(latency={**both, **exact}), a_call(latency=both)
        facts = {fact.name: fact for fact in facts_of(one, other, built_in(), AGENTS)}
        assert facts["model"] == Fact("model", "openai/gpt-4.1", "openai", differs=True)
        assert facts["voice"] == Fact("voice", "elevenlabs", "elevenlabs", differs=False)

    def test_of_numbers_that_are_alike_do_not_differ(self, a_call: MakeCall) -> None:
        one, other = a_call(latency=turn(1000)), a_call(latency=turn(1200))
        facts = facts_of(one, other, built_in(), AGENTS)
        assert not any(fact.differs for fact in facts)


class TestExchanges:
    def test_begin_where_the_person_speaks(self, a_call: MakeCall) -> None:
        one = a_call(
            messages=said("agent", "Hello") + said("user", "Hi", "Yes?") + said("agent", "A", "B")
        )
        other = a_call(messages=said("user", "Hi") + said("agent", "C") + said("user", "Bye"))
        pairs = [
            tuple(
                tuple(item.text for item in side if isinstance(item, Said))
                for side in (exchange.one, exchange.other)
            )
            for exchange in exchanges_of(one, other)
        ]
        assert pairs == [
            (("Hello",), ()),
            (("Hi", "Yes?", "A", "B"), ("Hi", "C")),
            ((), ("Bye",)),
        ]
