"""Records are read leniently: what is odd costs its own field and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.api.fields import UnreadableError
from console.api.records.account import Usage
from console.api.records.agent import Agent
from console.api.records.call import Call, WebCall
from console.api.records.conversation import Message
from console.api.records.model import Model
from console.api.records.number import AvailableNumber
from console.api.records.outcome import Outcome


class TestAnId:
    @pytest.mark.parametrize("good", ["call_1", "0b9f-41", "a/b?c#d", "x" * 200])
    def test_is_opaque_text(self, good: str) -> None:
        assert Call.read({"id": good}).id == good

    def test_that_is_a_number_becomes_text(self) -> None:
        call = Call.read({"id": 17})

        assert (call.id, call.raw["id"]) == ("17", 17)

    @pytest.mark.parametrize(
        "bad",
        [None, "", " ", "a b", "a\n", "x" * 201, "é", "\x1b[2J", True, 1.5, [], {}, ".", ".."],
    )
    def test_that_no_url_could_carry_makes_the_record_unreadable(self, bad: object) -> None:
        with pytest.raises(UnreadableError):
            Call.read({"id": bad})

    @pytest.mark.parametrize("raw", [None, [], "call_1", 3, True])
    def test_is_looked_for_in_an_object_only(self, raw: object) -> None:
        with pytest.raises(UnreadableError):
            Call.read(raw)

    def test_of_a_number_on_offer_is_the_number(self) -> None:
        assert AvailableNumber.read({"phone_number": "+14155550100"}).id == "+14155550100"


class TestAMissingField:
    @pytest.mark.parametrize(
        "raw", [{"id": "a"}, dict.fromkeys(Agent.model_fields, None) | {"id": "a"}]
    )
    def test_or_a_null_is_nothing_and_no_trouble(self, raw: dict[str, object]) -> None:
        agent = Agent.read(raw)

        assert (agent.name, agent.tts, agent.end_call_phrases) == (None, {}, ())
        assert agent.unreadable == frozenset()


class TestText:
    def test_is_cleaned_for_showing_and_kept_exact(self) -> None:
        call = Call.read({"id": "a", "end_reason": "\x1b]52;c;x\x07[/red]\nnext"})

        assert call.end_reason == "␛]52;c;x␇[/red]⏎next"
        assert call.raw["end_reason"] == "\x1b]52;c;x\x07[/red]\nnext"

    def test_of_a_prompt_keeps_its_lines_and_its_length(self) -> None:
        prompt = "You are {{name}}.\r\n\n" + "x" * 100_000

        model = Model.read({"id": "a", "system_prompt": prompt})

        assert model.system_prompt == prompt.replace("\r", "")

    def test_that_came_as_a_number_is_shown(self) -> None:
        assert Call.read({"id": "a", "status": 7}).status == "7"

    @pytest.mark.parametrize("value", [True, [], {}, ["x"]])
    def test_that_is_none_is_noted(self, value: object) -> None:
        call = Call.read({"id": "a", "status": value, "direction": "inbound"})

        assert (call.status, call.direction, call.unreadable) == (None, "inbound", {"status"})


class TestANumber:
    @pytest.mark.parametrize(("value", "read"), [(12, 12.0), (1.5, 1.5), ("12.5", 12.5), (0, 0.0)])
    def test_may_come_as_text(self, value: object, read: float) -> None:
        assert Call.read({"id": "a", "cost_cents": value}).cost_cents == read

    @pytest.mark.parametrize("value", ["", "x", True, float("nan"), "inf", 1e999, 10**400, [], {}])
    def test_that_is_none_is_noted(self, value: object) -> None:
        call = Call.read({"id": "a", "cost_cents": value})

        assert (call.cost_cents, call.unreadable) == (None, {"cost_cents"})

    def test_of_things_is_whole(self) -> None:
        usage = Usage.read({"calls_made_today": "12", "max_calls_per_day": 1.5})

        assert (usage.calls_made_today, usage.max_calls_per_day) == (12, None)


class TestATime:
    @pytest.mark.parametrize(
        "text",
        [
            "2025-03-01T12:00:00Z",
            "2025-03-01T12:00:00",
            "2025-03-01T14:00:00.000000+02:00",
            " 2025-03-01T12:00 ",
        ],
    )
    def test_is_aware_and_in_utc(self, text: str) -> None:
        moment = Call.read({"id": "a", "started_at": text}).started_at

        assert moment is not None
        assert (moment, moment.tzinfo) == (datetime(2025, 3, 1, 12, tzinfo=UTC), UTC)

    @pytest.mark.parametrize(
        "value",
        [
            "yesterday",
            "",
            1_740_830_400,
            "0001-01-01T00:00:00+14:00",
            "10000-01-01T00:00:00Z",
            [],
            True,
        ],
    )
    def test_that_is_none_is_unknown(self, value: object) -> None:
        call = Call.read({"id": "a", "started_at": value})

        assert (call.started_at, call.unreadable) == (None, {"started_at"})


class TestVariables:
    def test_are_texts_whatever_they_were(self) -> None:
        variables = {"name": "Zoë\x1b", "n": 3, "on": True, "list": ["a", None], "nothing": None}

        call = Call.read({"id": "a", "variables": variables})

        assert call.variables == {
            "name": "Zoë␛",
            "n": "3",
            "on": "true",
            "list": '["a", null]',
            "nothing": "null",
        }


class TestAConversation:
    def test_has_speech_and_tools(self) -> None:
        messages = [
            {"role": "agent", "content": "Guten Tag\nhier ist [Anna]"},
            {"role": "tool_call", "name": "book", "arguments": '{"day": 3}', "tool_call_id": "t1"},
            {"role": "tool_result", "tool_call_id": "t1", "content": "full", "is_error": True},
        ]

        agent, call, result = Call.read({"id": "a", "messages": messages}).messages

        assert (agent.role, agent.content) == ("agent", "Guten Tag\nhier ist [Anna]")
        assert (call.name, call.arguments, call.tool_call_id) == ("book", '{"day": 3}', "t1")
        assert (result.tool_call_id, result.is_error) == ("t1", True)

    def test_with_objects_where_text_was_expected_shows_them(self) -> None:
        message = Message.read({"role": "tool_call", "arguments": {"day": 3}, "content": [1]})

        assert (message.arguments, message.content) == ('{"day": 3}', "[1]")

    @pytest.mark.parametrize(
        ("odd", "content"), [(None, None), (3, "3"), ("hello", "hello"), ([1], "[1]")]
    )
    def test_shows_what_is_no_message_as_it_is(self, odd: object, content: str | None) -> None:
        message = Message.read(odd)

        assert (message.role, message.content) == (None, content)

    def test_may_stand_in_the_transcript(self) -> None:
        turns = [{"role": "user", "content": "Hi"}]

        call = Call.read({"id": "a", "messages": [], "transcript": turns})

        assert [message.content for message in call.messages] == ["Hi"]
        assert call.transcript is None

    def test_as_text_is_no_list_of_messages(self) -> None:
        call = Call.read({"id": "a", "transcript": "agent: Hi\nuser: Hello"})

        assert (call.messages, call.transcript) == ((), "agent: Hi\nuser: Hello")


class TestAnAnalysis:
    def test_is_read_with_all_that_was_extracted(self) -> None:
        told = {
            "outcome": "Appointment Booked",
            "summary": "Two\nlines",
            "sentiment": "positive",
            "extracted_data": {
                "post_call": {"entities": {"day": "Tue\x1b"}, "key_points": ["a", 1]}
            },
        }

        analysis = Call.read({"id": "a", "analysis": told}).analysis

        assert (analysis.outcome, analysis.summary) == ("Appointment Booked", "Two\nlines")
        assert analysis.extracted == {
            "post_call": {"entities": {"day": "Tue␛"}, "key_points": ["a", 1]}
        }

    @pytest.mark.parametrize("odd", [None, [], "good", {"outcome": [], "extracted_data": 3}])
    def test_that_is_odd_is_empty(self, odd: object) -> None:
        analysis = Call.read({"id": "a", "analysis": odd}).analysis

        assert (analysis.outcome, analysis.summary, analysis.extracted) == (None, None, {})


class TestLatency:
    def test_is_read_with_stages_events_and_surroundings(self) -> None:
        told = {
            "stt": {"avg_ms": 80, "p50_ms": "75", "samples": 4, "provider": "deepgram"},
            "events": [{"turn": 1, "type": "llm_ttft", "ms": 640.5}],
            "connect": {"setup_ms": 120, "odd": "x"},
            "perceived": {"avg_ms": 900, "turns": 3},
            "providers": {"llm": "openai"},
            "worker": {"worker_id": "w1", "load1": 0.5},
        }

        latency = Call.read({"id": "a", "latency": told}).latency

        assert set(latency.stages) == {"stt"}
        assert (latency.stages["stt"].p50_ms, latency.stages["stt"].samples) == (75.0, 4)
        assert latency.events == ((1, "llm_ttft", 640.5),)
        assert latency.connect == {"setup_ms": 120.0}
        assert (latency.perceived.avg_ms, latency.perceived.turns) == (900.0, 3)
        assert latency.providers == {"llm": "openai"}
        assert latency.worker == {"worker_id": "w1", "load1": "0.5"}

    def test_leaves_out_events_that_cannot_be_placed(self) -> None:
        good = {"turn": 2, "type": "kb", "ms": 3}
        events = [good, {"turn": "x", "type": "kb", "ms": 3}, {"turn": 1}, None, 3, [good]]

        assert Call.read({"id": "a", "latency": {"events": events}}).latency.events == (
            (2, "kb", 3.0),
        )


class TestEquality:
    def test_is_that_of_what_came(self) -> None:
        first, same = Call.read({"id": "a", "x": [1]}), Call.read({"id": "a", "x": [1]})

        assert first == same
        assert hash(first) == hash(same)
        assert first != Call.read({"id": "a", "x": [2]})
        assert first != Agent.read({"id": "a", "x": [1]})


class TestSecrets:
    def test_peoples_words_are_not_in_a_records_repr(self) -> None:
        call = Call.read({"id": "a", "to_number": "+4915112345", "variables": {"name": "Zoë"}})

        assert repr(call) == "Call(id='a')"
        assert str(call) == "id='a'"

    def test_a_token_shows_only_when_asked(self) -> None:
        web = WebCall.read({"id": "a", "participant_token": "ey.secret"})

        assert web.participant_token is not None
        assert "ey.secret" not in str(web.participant_token) + repr(web)
        assert web.participant_token.get_secret_value() == "ey.secret"


class TestOutcomes:
    @pytest.mark.parametrize(
        "raw",
        [
            "Not Interested",
            {"label": "Not Interested"},
            {"name": "not_interested", "label": "Not Interested"},
        ],
    )
    def test_that_are_built_in_have_an_id_of_their_own(self, raw: object) -> None:
        outcome = Outcome.read_builtin(raw)

        assert (outcome.id, outcome.label, outcome.builtin) == (
            "not_interested",
            "Not Interested",
            True,
        )

    @pytest.mark.parametrize("raw", [None, 3, {}, [], {"label": 3}])
    def test_without_a_name_are_unreadable(self, raw: object) -> None:
        with pytest.raises(UnreadableError):
            Outcome.read_builtin(raw)
