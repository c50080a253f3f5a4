"""What a filter can ask of a call."""

from __future__ import annotations

from typing import Any

import pytest

from console.api.records.call import Call
from console.insight.call_fields import facts_of, fields_of
from console.insight.filter_language import HISTORY
from console.insight.filters import parse

RAW: dict[str, Any] = {
    "id": "call_8f3a-91",
    "agent_id": "agt_1",
    "status": "No-Answer",
    "direction": "inbound",
    "from_number": "+4915112345678",
    "to_number": "+4930901820",
    "end_reason": "SIP_486",
    "outcome": "None",
    "duration_seconds": 1234567.5,
    "variables": {"Customer-Name": "Zoë"},
    "messages": [
        {"role": "user", "content": "A refund, please"},
        {"role": "tool_call", "name": "find_order", "arguments": '{"order": 7}'},
    ],
    "analysis": {"summary": "Wanted money back"},
    "created_at": "2026-06-01T12:00:00.123Z",
}
CALL = Call.read(RAW)


class TestTheFieldsOfACall:
    @pytest.mark.parametrize(
        "text",
        [
            "refund", '"a refund please find order"', "money", "zoe", "var.customer_name:zoe",
            "agent:sales", "agent:agt_1", "status:no_answer", "reason:busy", "reason:sip_486",
            "number:+4930", "from:5112", "dur=1234567.5", "id:8f3a", "id:call_8f3a",
        ],
    )  # fmt: skip
    def test_are_found_by_a_filter(self, text: str) -> None:
        wanted = parse(text, HISTORY)
        assert wanted.matches(fields_of(CALL, {"agt_1": "Sales EN"}))

    @pytest.mark.parametrize("text", ["efund", "outcome:none", "id:3a91", "cost<1", "refund find"])
    def test_hold_nothing_else(self, text: str) -> None:
        assert not parse(f'"{text}"' if " " in text else text, HISTORY).matches(fields_of(CALL, {}))

    def test_tell_the_time_in_seconds(self) -> None:
        assert fields_of(CALL, {})["moment"] == "1780315200.123"
        assert fields_of(Call.read({"id": "x"}), {})["moment"] == ""

    def test_that_many_calls_share_are_in_normal_form(self) -> None:
        assert facts_of(CALL) == ("agt_1", "no_answer", "", "inbound", "sip_486", "", "+4930901820")

    def test_hold_the_transcript_where_there_are_no_messages(self) -> None:
        call = Call.read({"id": "x", "transcript": "Only text"})
        assert fields_of(call, {})["said"] == "Only text"
