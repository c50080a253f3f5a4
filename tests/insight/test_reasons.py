from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.insight.catalogue import built_in
from console.insight.reasons import Reason, reason_of

if TYPE_CHECKING:
    from conftest import MakeCall


@pytest.fixture
def why(a_call: MakeCall) -> Any:
    def ask(**fields: Any) -> Reason | None:
        return reason_of(a_call(**{"status": "failed", **fields}), built_in())

    return ask


class TestACodeIsFound:
    @pytest.mark.parametrize(
        ("fields", "row", "code", "place"),
        [
            ({"end_reason": "USER-BUSY"}, "busy", "", "end_reason"),
            ({"end_reason": "sip_603"}, "declined", "SIP 603", "end_reason"),
            (
                {"end_reason": "call.in-progress.error-providerfault-outbound-sip-503-x"},
                "carrier_overloaded",
                "SIP 503",
                "end_reason",
            ),
            (
                {"end_reason": "pipeline-error-openai-429-exceeded-quota"},
                "llm_quota",
                "LLM 429",
                "end_reason",
            ),
            (
                {"end_reason": "pipeline-error-deepgram-returning-502-bad-gateway"},
                "stt_down",
                "STT 502",
                "end_reason",
            ),
            (
                {"metadata": {"carrier_error": "Twilio 13224"}},
                "number_invalid",
                "Twilio 13224",
                "metadata.carrier_error",
            ),
            ({"metadata": {"sip_status": "486"}}, "busy", "SIP 486", "metadata.sip_status"),
            (
                {"metadata": {"sipCallStatusCode": 404}},
                "no_such_number",
                "SIP 404",
                "metadata.sipCallStatusCode",
            ),
            ({"hangup_cause": "user_busy"}, "busy", "", "hangup_cause"),
            ({"hangup_cause": 17}, "busy", "Q.850 17", "hangup_cause"),
            ({"disconnect_reason": 16}, "agent_crashed", "LiveKit 16", "disconnect_reason"),
            (
                {"disconnect_reason": "SIP_TRUNK_FAILURE"},
                "trunk_failure",
                "",
                "disconnect_reason",
            ),
            (
                {"analysis": {"error": {"code": 21215, "message": "geo permissions"}}},
                "country_blocked",
                "Twilio 21215",
                "analysis.error.code",
            ),
            (
                {"errors": [{"message": "Voice provider ElevenLabs answered HTTP 401"}]},
                "tts_key",
                "TTS 401",
                "errors.message",
            ),
            (
                {"analysis": {"summary": "Twilio error 21215: geo permission configuration."}},
                "country_blocked",
                "Twilio 21215",
                "analysis.summary",
            ),
            (
                {"ai_summary": "The carrier said SIP/2.0 486 Busy Here."},
                "busy",
                "SIP 486",
                "ai_summary",
            ),
            (
                {"metadata": {"failure_reason": "Q.850;cause=19;text=no answer"}},
                "no_answer",
                "Q.850 19",
                "metadata.failure_reason",
            ),
            (
                {
                    "messages": [
                        {"role": "tool_result", "content": "Twilio 32009", "is_error": True}
                    ]
                },
                "trunk_unreachable",
                "Twilio 32009",
                "messages",
            ),
        ],
    )
    def test_wherever_it_stands(
        self, why: Any, fields: dict[str, Any], row: str, code: str, place: str
    ) -> None:
        reason = why(**fields)
        assert reason.key == row
        assert (reason.row.id, reason.code, reason.place) == (row, code, place)
        assert reason.words == reason.row.name

    def test_and_the_text_it_stands_in_is_kept_and_safe_to_draw(self, why: Any) -> None:
        reason = why(end_reason="call_failed", metadata={"carrier_error": "Twilio\x1b 13224"})
        assert reason.said == "Twilio␛ 13224"

    @pytest.mark.parametrize(
        "fields",
        [
            {"variables": {"error": "Twilio 21215", "sip_status": "486"}},
            {"analysis": {"extracted_data": {"crm": {"error_code": 21215}}}},
            {"analysis": {"summary": "She ordered 21215 screws and 486 nails."}},
            {"analysis": {"summary": "He was sipping 400 ml; the router said error 30003."}},
            {"analysis": {"summary": "The voice lesson costs 450 dollars."}},
            {"messages": [{"role": "user", "content": "My SIP error is 486"}]},
            {"messages": [{"role": "tool_result", "content": "SIP 486", "is_error": False}]},
            {"metadata": {"order": "21215", "reason": "busy", "concurrency_at_dispatch": 17}},
            {"to_number": "+15005550486"},
        ],
    )
    def test_only_where_it_is_one(self, why: Any, fields: dict[str, Any]) -> None:
        assert why(**fields).key == "no_reason"


class TestTheMostTellingReason:
    def test_wins_over_a_vague_one(self, why: Any) -> None:
        summary = "Twilio error 21215: not permitting a call to +8801711000000."
        reason = why(end_reason="carrier_rejected", analysis={"summary": summary})
        assert reason.key == "country_blocked"

    def test_is_the_end_reason_among_equals(self, why: Any) -> None:
        assert why(end_reason="agent_error", metadata={"sip_status": 486}).key == "agent_crashed"

    def test_is_a_vague_one_rather_than_none(self, why: Any) -> None:
        assert why(end_reason="CARRIER_REJECTED").key == "carrier_refused"
        assert why(end_reason="zapped", analysis={"summary": "SIP 403"}).key == "carrier_refused"

    def test_of_a_completed_call_is_not_read_out_of_prose(self, why: Any) -> None:
        call = {"status": "completed", "end_reason": "user_hangup"}
        assert why(**call, ai_summary="SIP error 486 was discussed.").key == "person_hung_up"
        assert why(**call, metadata={"llm_error": "LLM 429"}).key == "llm_quota"
        assert why(**call, metadata={"sip_status": "200"}).key == "person_hung_up"


class TestAReasonNobodyKnows:
    def test_is_shown_word_for_word(self, why: Any) -> None:
        reason = why(end_reason="Flux capacitor EMPTY")
        assert reason.row is None
        assert reason.words == "Flux capacitor EMPTY"

    def test_is_the_same_however_it_is_spelled_and_whichever_ids_it_names(self, why: Any) -> None:
        assert why(end_reason="flux_empty").key == why(end_reason="FLUX-EMPTY").key
        one = why(end_reason="job 0a1b2c3d4e5f died for +4930901820")
        other = why(end_reason="job 1b1b2c3d4e5f died for +4930901999")
        assert one.key == other.key
        assert one.words != other.words

    def test_keeps_its_codes_apart(self, why: Any) -> None:
        assert why(end_reason="sip_499").key != why(end_reason="sip_498").key

    def test_may_stand_in_an_error_field(self, why: Any) -> None:
        reason = why(metadata={"error": "Beaver on the line"})
        assert (reason.words, reason.place) == ("Beaver on the line", "metadata.error")


class TestACallWithoutAReason:
    @pytest.mark.parametrize(
        ("status", "row"),
        [("busy", "busy"), ("no-answer", "no_answer"), ("failed", "no_reason")],
    )
    def test_is_explained_by_its_status(self, why: Any, status: str, row: str) -> None:
        assert why(status=status).key == row

    def test_that_is_completed_or_live_has_none(self, why: Any) -> None:
        assert why(status="completed") is None
        assert why(status="in_progress", metadata={"error": "SIP 486"}) is None

    @pytest.mark.parametrize("value", [None, 7, "x", [1], {"error": {"error": [[7], None, True]}}])
    def test_is_no_trouble_whatever_the_record_holds(self, why: Any, value: Any) -> None:
        fields = dict.fromkeys(("analysis", "metadata", "messages", "error", "ai_summary"), value)
        assert why(**fields) is not None
