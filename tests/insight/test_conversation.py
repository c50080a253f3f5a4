from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.insight.conversation import Said, Used, as_text, conversation_of, speaker

if TYPE_CHECKING:
    from conftest import MakeCall

GREETING = {"role": "agent", "content": "Hi Sama!"}
QUESTION = {"role": "user", "content": "Where is my order?"}
ANSWER = {"role": "agent", "content": "It leaves today."}


def request(name: str, arguments: object, tool_call_id: str | None = None) -> dict[str, Any]:
    return {
        "role": "tool_call",
        "name": name,
        "arguments": arguments,
        "tool_call_id": tool_call_id,
    }


def result(
    content: str, tool_call_id: str | None = None, *, is_error: bool = False
) -> dict[str, Any]:
    return {
        "role": "tool_result",
        "content": content,
        "tool_call_id": tool_call_id,
        "is_error": is_error,
    }


def timed(*totals: float) -> dict[str, Any]:
    return {"events": [{"turn": n, "type": "llm_ttft", "ms": ms} for n, ms in enumerate(totals, 1)]}


class TestTools:
    def test_stand_with_their_results_by_id(self, a_call: MakeCall) -> None:
        call = a_call(
            messages=[
                request("lookup", '{"order_id": "ORD-001", "full": true}', "a"),
                request("weather", "{}", "b"),
                result("sunny", "b"),
                result("not found", "a", is_error=True),
            ]
        )
        assert conversation_of(call) == (
            Used(0, "lookup", (("order_id", "ORD-001"), ("full", "true")), "not found", True),
            Used(1, "weather", (), "sunny", False),
        )

    def test_without_ids_take_the_next_result(self, a_call: MakeCall) -> None:
        call = a_call(messages=[request("lookup", "{}"), result("found")])
        assert conversation_of(call) == (Used(0, "lookup", (), "found", False),)

    def test_may_have_no_result(self, a_call: MakeCall) -> None:
        call = a_call(messages=[request("lookup", "{}", "a"), result("found", "other")])
        assert conversation_of(call) == (
            Used(0, "lookup", (), None, False),
            Used(1, "tool", (), "found", False),
        )

    def test_show_arguments_that_are_no_json_as_they_came(self, a_call: MakeCall) -> None:
        call = a_call(messages=[request("say", "order=[1")])
        assert conversation_of(call) == (Used(0, "say", (("", "order=[1"),), None, False),)

    def test_cannot_smuggle_control_characters_through_json_escapes(self, a_call: MakeCall) -> None:
        call = a_call(messages=[request("say", r'{"text": "\u001b[2Jboo"}')])
        assert conversation_of(call) == (Used(0, "say", (("text", "␛[2Jboo"),), None, False),)


class TestTurns:
    def test_belong_to_the_answers(self, a_call: MakeCall) -> None:
        call = a_call(messages=[GREETING, QUESTION, ANSWER, ANSWER], latency=timed(900))
        said = [item for item in conversation_of(call) if isinstance(item, Said)]
        assert [item.turn and item.turn.total_ms for item in said] == [None, None, 900, None]

    def test_may_count_the_greeting(self, a_call: MakeCall) -> None:
        call = a_call(messages=[GREETING, QUESTION, ANSWER], latency=timed(400, 900))
        said = [item for item in conversation_of(call) if isinstance(item, Said)]
        assert [item.turn and item.turn.total_ms for item in said] == [400, None, 900]

    def test_are_left_out_when_their_number_does_not_agree(self, a_call: MakeCall) -> None:
        call = a_call(messages=[GREETING, QUESTION, ANSWER], latency=timed(1, 2, 3))
        assert not any(isinstance(item, Said) and item.turn for item in conversation_of(call))


class TestSpeakers:
    @pytest.mark.parametrize(
        ("role", "name"),
        [("agent", "Agent"), ("user", "Sama"), ("call_screener", "Call screener"), ("", "Unknown")],
    )
    def test_are_named(self, a_call: MakeCall, role: str, name: str) -> None:
        assert speaker(role, a_call(variables={"customer_name": "Sama"})) == name

    def test_are_the_user_when_nobody_knows_the_name(self, a_call: MakeCall) -> None:
        assert speaker("user", a_call()) == "User"
        assert speaker("user", a_call(direction="inbound")) == "Caller"
        assert speaker("user", a_call(variables={"company_name": "Acme"})) == "User"


class TestTheTextToCopy:
    def test_has_a_line_for_each_thing_that_happened(self, a_call: MakeCall) -> None:
        call = a_call(
            messages=[
                GREETING,
                QUESTION,
                request("lookup", '{"id": 7}'),
                result("gone", is_error=True),
                request("hang_up", ""),
            ]
        )
        assert as_text(call).splitlines() == [
            "Agent: Hi Sama!",
            "User: Where is my order?",
            "[lookup(id=7): error: gone]",
            "[hang_up(): no result]",
        ]

    def test_is_the_records_text_when_it_has_no_messages(self, a_call: MakeCall) -> None:
        assert as_text(a_call(transcript="Agent: Hi")) == "Agent: Hi"
        assert as_text(a_call()) == ""
