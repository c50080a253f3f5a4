from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.bundle import Choices, For, as_json, as_markdown, bundle_of
from console.insight.catalogue import built_in
from console.insight.reasons import reason_of

if TYPE_CHECKING:
    from conftest import MakeCall

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
SECRETS = ("512345678", "Weber", "ORD-77", "Refund", "hunter2", "future")
"""Of everything in the call that nobody is to see."""


@pytest.fixture
def call(a_call: MakeCall) -> Any:
    return a_call(
        id="call_77",
        agent_id="agt_1",
        type="outbound",
        direction="outbound",
        status="failed",
        from_number="+15739693824",
        to_number="+491512345678",
        twilio_call_sid="CA0123456789abcdef0123456789abcdef",
        created_at=NOW,
        ended_at=NOW,
        end_reason="carrier_rejected",
        variables={"customer": "Weber", "order_id": "ORD-77"},
        metadata={
            "carrier_error_code": "Twilio 21215 for +491512345678",
            "note": "Refund Weber",
            "concurrency_at_dispatch": "4",
        },
        invented_by_the_platform={"what": "future"},
        overrides={"llm": {"model": "gpt-4.1", "system_prompt": "Be kind to Weber."}},
        messages=[
            {"role": "agent", "content": "Hello Weber"},
            {"role": "user", "content": "Refund for ORD-77 please"},
            {"role": "tool_call", "name": "look_up", "arguments": '{"order": "ORD-77"}',
             "tool_call_id": "t1"},
            {"role": "tool_result", "tool_call_id": "t1", "is_error": True,
             "content": "401 for Weber at https://shop.example/x?pw=hunter2"},
            {"role": "agent", "content": "One moment."},
        ],
        latency={
            "events": [
                {"turn": 1, "type": "llm_ttft", "ms": 620},
                {"turn": 1, "type": "tool:look_up", "ms": 400},
            ],
            "connect": {"setup_ms": 350.4},
            "providers": {"llm": "openai/gpt-4.1"},
            "worker": {"worker_id": "w-19"},
        },
    )  # fmt: skip


def made(call: Any, **choices: Any) -> dict[str, Any]:
    return bundle_of(call, reason_of(call, built_in()), Choices(**choices), NOW)


class TestABundle:
    @pytest.mark.parametrize("reader", For)
    def test_tells_nobody_anything_private(self, call: Any, reader: For) -> None:
        bundle = made(call, reader=reader)
        for text in (as_json(bundle), as_markdown(bundle)):
            assert [secret for secret in SECRETS if secret.lower() in text.lower()] == []

    @pytest.mark.parametrize("reader", For)
    def test_tells_what_happened_and_what_that_means(self, call: Any, reader: For) -> None:
        bundle = made(call, reader=reader)
        assert bundle["call"]["id"] == "call_77"
        assert bundle["call"]["twilio_call_sid"].startswith("CA0123")
        assert bundle["numbers"] == {
            "from": "+1 …824 (United States)",
            "to": "+49 …678 (Germany)",
        }
        assert bundle["times"]["created_at"] == "2026-03-02T14:00:00.000Z"
        reason = bundle["reason"]
        assert reason["code"] == "Twilio 21215"
        assert reason["means"]
        assert reason["next"]
        assert bundle["connecting_ms"] == {"setup_ms": 350}

    def test_tells_a_carrier_nothing_of_the_talk(self, call: Any) -> None:
        bundle = made(call, reader=For.CARRIER)
        assert not {"conversation", "variables", "latency_ms", "overrides"} & bundle.keys()
        assert "agent_id" not in bundle["call"]

    def test_tells_the_platform_who_spoke_how_much_and_which_tool_failed(self, call: Any) -> None:
        bundle = made(call)
        said, asked, used, answered = bundle["conversation"]
        assert (said["role"], said["said"]) == ("agent", "2 words, 11 characters")
        assert asked["role"] == "user"
        assert used == {
            "tool": "look_up",
            "fields": "order",
            "result": "error: 401 · 50 characters",
        }
        assert answered["turn_ms"] == 1020
        assert bundle["variables"] == {"customer": "5 characters", "order_id": "6 characters"}
        assert bundle["metadata"]["concurrency_at_dispatch"] == "4"
        assert bundle["metadata"]["note"] == "12 characters"
        assert bundle["overrides"] == {
            "llm.model": "gpt-4.1",
            "llm.system_prompt": "4 words, 17 characters",
        }

    @pytest.mark.parametrize("reader", For)
    def test_knows_names_by_their_parts_in_what_tools_and_carriers_wrote(
        self, a_call: MakeCall, reader: For
    ) -> None:
        call = a_call(
            status="failed",
            end_reason="Ms Venkat hung up, Twilio 21215",
            variables={"customer": "Priya Venkat"},
            metadata={"error_code": "21215", "sip_cause": "no +4915123456789x of Priya  Venkat"},
            messages=[
                {"role": "tool_call", "name": "find", "arguments": "{}", "tool_call_id": "t1"},
                {"role": "tool_result", "tool_call_id": "t1", "is_error": True,
                 "content": "HTTP 500: no record for her, 12 Elm Street"},
            ],
        )  # fmt: skip
        bundle = made(call, reader=reader)
        text = as_markdown(bundle)
        assert [each for each in ("Priya", "Venkat", "1512345", "Elm") if each in text] == []
        assert bundle["result"]["end_reason"] == "Ms ‹customer› hung up, Twilio 21215"
        assert bundle["metadata"]["error_code"] == "21215"
        if reader is For.PLATFORM:
            [used] = bundle["conversation"]
            assert used["result"] == "error: HTTP 500 · 42 characters"
            [used] = made(call, words=True)["conversation"]
            assert used["result"] == "error: HTTP 500: no record for her, 12 Elm Street"

    def test_shows_numbers_and_words_to_who_asks(self, call: Any) -> None:
        bundle = made(call, numbers=True, words=True)
        assert bundle["numbers"]["to"] == "+491512345678"
        assert bundle["conversation"][1]["said"] == "Refund for ORD-77 please"
        assert bundle["bundle"]["note"] == "Hidden: values of variables."
        assert "+491512345678" in bundle["reason"]["word_for_word"]

    def test_is_json_and_markdown_of_the_same(self, call: Any) -> None:
        bundle = made(call)
        assert json.loads(as_json(bundle)) == bundle
        text = as_markdown(bundle)
        assert text.startswith("# Call call_77\n")
        assert "- **status**: failed" in text
        assert "1. role: agent · said: 2 words, 11 characters" in text

    def test_of_a_call_that_says_nothing_has_what_there_is(self, a_call: MakeCall) -> None:
        bundle = bundle_of(a_call(status="queued"), None, Choices(), NOW)
        assert bundle.keys() == {"bundle", "call"}
