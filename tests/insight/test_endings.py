from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.insight.endings import ending_words, never_answered, outcome_words, result_words

if TYPE_CHECKING:
    from conftest import MakeCall


class TestTheReasonOfAnEnd:
    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            ("carrier_rejected", "carrier refused"),
            ("CARRIER-REJECTED", "carrier refused"),
            ("provider_auth_failed", "carrier login wrong"),
            ("user_busy", "busy"),
            ("no_answer", "no answer"),
            ("agent_hangup", "agent hung up"),
            ("User Hangup", "caller hung up"),
            ("call_transfer", "transferred"),
            ("silence_timeout", "silence too long"),
            ("max_duration", "time limit"),
            ("api_stop", "stopped"),
            ("agent_error", "agent crashed"),
            ("voicemail", "voicemail"),
        ],
    )
    def test_has_words_however_it_is_spelled(
        self, a_call: MakeCall, reason: str, words: str
    ) -> None:
        assert ending_words(a_call(end_reason=reason)) == words

    @pytest.mark.parametrize(
        ("reason", "words"),
        [("sip_603", "declined (603)"), ("SIP-486", "busy (486)"), ("sip_499", "SIP 499")],
    )
    def test_keeps_the_carriers_code(self, a_call: MakeCall, reason: str, words: str) -> None:
        assert ending_words(a_call(end_reason=reason)) == words

    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            ("flux_capacitor_empty", "flux capacitor empty"),
            ("FLUX_EMPTY", "flux empty"),
            ("Asked to call Ms Weber", "Asked to call Ms Weber"),
            (None, ""),
        ],
    )
    def test_is_shown_word_for_word_when_nobody_knows_it(
        self, a_call: MakeCall, reason: str | None, words: str
    ) -> None:
        assert ending_words(a_call(end_reason=reason)) == words


class TestAnOutcome:
    @pytest.mark.parametrize(
        ("outcome", "words"),
        [
            ("appointment_booked", "Appointment booked"),
            ("Appointment Booked", "Appointment booked"),
            ("NOT-INTERESTED", "Not interested"),
            ("None", ""),
            (None, ""),
            ("sent_to_Legal", "sent_to_Legal"),
        ],
    )
    def test_is_written_one_way_when_it_is_a_documented_one(
        self, a_call: MakeCall, outcome: str | None, words: str
    ) -> None:
        assert outcome_words(a_call(outcome=outcome)) == words

    def test_is_the_analysiss_until_somebody_sets_one(self, a_call: MakeCall) -> None:
        analysis = {"outcome": "voicemail"}
        assert outcome_words(a_call(analysis=analysis)) == "Voicemail"
        assert outcome_words(a_call(analysis=analysis, outcome="interested")) == "Interested"


class TestTheResult:
    def test_of_a_completed_call_is_its_outcome_first(self, a_call: MakeCall) -> None:
        ended = {"status": "completed", "end_reason": "user_hangup"}
        assert result_words(a_call(**ended, outcome="interested")) == "Interested"
        assert result_words(a_call(**ended, outcome="none")) == "caller hung up"

    def test_of_any_other_call_is_the_reason_first(self, a_call: MakeCall) -> None:
        failed = a_call(status="failed", end_reason="carrier_rejected", outcome="Not Connected")
        assert result_words(failed) == "carrier refused"
        assert result_words(a_call(status="failed", outcome="Not Connected")) == "Not connected"

    @pytest.mark.parametrize(
        ("status", "reason"), [("busy", "user_busy"), ("no-answer", "No_Answer")]
    )
    def test_does_not_say_what_the_status_says_already(
        self, a_call: MakeCall, status: str, reason: str
    ) -> None:
        assert result_words(a_call(status=status, end_reason=reason)) == ""
        assert result_words(a_call(status=status, end_reason="sip_603")) == "declined (603)"


class TestACallThatWasNeverAnswered:
    @pytest.mark.parametrize(
        ("status", "reason", "words"),
        [
            ("busy", None, "The line was busy"),
            ("failed", "sip_486", "The line was busy"),
            ("no_answer", None, "Nobody answered"),
            ("failed", "sip_603", "The call was declined"),
            ("canceled", "api_stop", "The call was stopped before anybody answered"),
            ("failed", "carrier_rejected", None),
            ("failed", None, None),
        ],
    )
    def test_tells_whether_anybody_could_have(
        self, a_call: MakeCall, status: str, reason: str | None, words: str | None
    ) -> None:
        assert never_answered(a_call(status=status, end_reason=reason)) == words
