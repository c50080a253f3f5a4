"""What a save changes and whom it touches, in words."""

from __future__ import annotations

from typing import Any

import pytest

from console.actions.saving.changes import changed_meanwhile, emptied, names_of, reach_words
from console.actions.saving.parts import ListPart, Part, TextPart, ValuePart, shown
from console.actions.saving.parts import parts_of as parts_with_names
from console.actions.saving.plan import ABSENT, Kind, SavePlan, plan_save
from console.actions.saving.reach import Reach
from console.api.records.agent import Agent
from console.api.records.call import Call
from console.api.records.number import PhoneNumber
from console.tui.saving.edit import Edit

AGENT: dict[str, Any] = {
    "id": "agt_1",
    "name": "Sales",
    "enable_recording": True,
    "first_message": "Hi.",
    "llm_id": "llm_1",
    "tool_ids": ["tool_1", "tool_2"],
    "end_call_phrases": ["bye"],
    "tts": {"provider": "cartesia", "voice_id": "anna"},
    "updated_at": "2026-06-01T10:00:00Z",
}


def plan(kind: Kind = Kind.AGENT, reach: Reach | None = None, **edited: Any) -> SavePlan:
    return plan_save(kind, AGENT, edited, AGENT, reach or Reach())


def parts_of(plans: list[SavePlan], **names: str) -> list[Part]:
    return parts_with_names(plans, names)


class TestTheDifference:
    def test_tells_values_in_words_and_texts_line_by_line(self) -> None:
        values = plan(first_message="Hello.", enable_recording=False, end_call_phrases=["a", "b"])
        recording, phrases, greeting = parts_of([values])
        assert recording == ValuePart("recording", "yes", "no")
        assert phrases == ListPart("end call phrases", ("bye",), ("a", "b"))
        assert isinstance(greeting, TextPart)
        assert [line.text for line in greeting.lines] == ["Hi.", "Hello."]

    def test_tells_of_the_changed_keys_of_an_object_alone(self) -> None:
        edited = {"provider": "cartesia", "voice_id": "bea", "speed": 1.2}
        assert parts_of([plan(tts=edited)]) == [
            ValuePart("voice", "anna", "bea"),
            ValuePart("voice speed", "not there", "1.2"),
        ]

    def test_names_the_records_that_a_field_refers_to_and_keeps_unknown_ids(self) -> None:
        names = {"llm_1": "Sales brain", "llm_2": "Support brain", "anna": "Anna (warm)"}
        edited = {"provider": "cartesia", "voice_id": "bea"}
        assert parts_of([plan(llm_id="llm_2", tts=edited, name="llm_1")], **names) == [
            ValuePart("conversation model", "Sales brain", "Support brain"),
            ValuePart("voice", "Anna (warm)", "bea"),
            ValuePart("name", "Sales", "llm_1"),
        ]

    def test_tells_of_a_list_only_what_goes_and_what_comes(self) -> None:
        names = {"tool_1": "book_demo", "tool_2": "send_sms", "tool_3": "find_slots"}
        model = plan(Kind.MODEL, tool_ids=["tool_2", "tool_3"])
        assert parts_of([model], **names) == [ListPart("tools", ("book_demo",), ("find_slots",))]

    def test_tells_the_whole_list_where_only_its_order_is_new(self) -> None:
        model = plan(Kind.MODEL, tool_ids=["tool_2", "tool_1"])
        assert parts_of([model]) == [ValuePart("tools", "tool_1, tool_2", "tool_2, tool_1")]

    def test_counts_what_a_list_has_twice(self) -> None:
        model = plan(Kind.MODEL, tool_ids=["tool_1", "tool_2", "tool_2"])
        assert parts_of([model]) == [ListPart("tools", (), ("tool_2",))]

    def test_names_the_record_where_there_are_several(self) -> None:
        first, second = parts_of([plan(name="A"), plan(name="B")])
        assert isinstance(first, ValuePart)
        assert isinstance(second, ValuePart)
        assert first.name == second.name == "Sales · name"

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (None, "nothing"),
            ("", "nothing"),
            ([], "nothing"),
            (0, "0"),
            (False, "no"),
            ({"a": "ü"}, '{"a": "ü"}'),
            ([True, None, 1.5], "yes, nothing, 1.5"),
            ("a\x1b[31m\nb", "a␛[31m⏎b"),
            (ABSENT, "not there"),
        ],
    )
    def test_tells_any_value_on_one_safe_line(self, value: Any, words: str) -> None:
        assert shown(value) == words


class TestTheReach:
    def test_is_told_shortly_with_who_keeps_the_old(self) -> None:
        reach = Reach(
            agents=tuple(Agent.read({"id": f"agt_{n}"}) for n in range(3)),
            numbers=tuple(PhoneNumber.read({"id": f"pn_{n}"}) for n in range(5)),
            live_calls=tuple(Call.read({"id": f"call_{n}"}) for n in range(12)),
        )
        text = plan(Kind.AGENT, reach, first_message="Hello.")
        assert reach_words([text]) == "3 agents, 5 numbers; 12 live calls keep the old text"
        value = plan(Kind.AGENT, reach, name="Other")
        assert reach_words([value]) == "3 agents, 5 numbers; 12 live calls keep the old settings"

    def test_of_several_plans_counts_everybody_once(self) -> None:
        reach = Reach(
            agents=(Agent.read({"id": "agt_1"}),), live_calls=(Call.read({"id": "call_1"}),)
        )
        plans = [plan(reach=reach, first_message="a"), plan(reach=reach, first_message="b")]
        assert reach_words(plans) == "1 agent; 1 live call keeps the old text"

    def test_says_when_nobody_is_touched_and_when_that_is_not_known(self) -> None:
        assert reach_words([plan(name="A")]) == "no agent uses it"
        unread = plan(reach=Reach(complete=False), name="A")
        assert reach_words([unread]) == "not known yet whom it touches"


class TestWhatHappenedMeanwhile:
    def test_is_what_somebody_changed_and_not_what_the_platform_stamps(self) -> None:
        now = {**AGENT, "speed": 1.1, "updated_at": "later", "effective_system_prompt": "x"}
        assert changed_meanwhile(Kind.AGENT, AGENT, now) == ["speed"]

    def test_is_told_by_the_names_of_the_form_key_by_key(self) -> None:
        now = {
            **AGENT,
            "max_duration_seconds": 900,
            "barge_in_mode": "soft",
            "tts": {"provider": "openai", "voice_id": "anna", "pitch": 2},
        }
        assert changed_meanwhile(Kind.AGENT, AGENT, now) == [
            "voice provider",
            "voice · pitch",
            "longest call",
            "barge in mode",
        ]


class TestAText:
    def test_that_would_be_left_empty_is_noticed(self) -> None:
        assert emptied([plan(first_message=" \n")]) == ["first message"]
        assert emptied([plan(first_message="Hello.")]) == []


class TestNames:
    def test_of_many_are_counted(self) -> None:
        records = [{"id": str(n), "name": f"A{n}"} for n in range(4)]
        assert names_of(records[:1]) == "“A0”"
        assert names_of(records[:3]) == "“A0”, “A1” and “A2”"
        assert names_of(records) == "“A0” and 3 others"
        assert names_of([{"id": "agt_1"}]) == "“agt_1”"


class TestADecidedEdit:
    def test_is_made_to_what_the_server_has(self) -> None:
        edit = Edit(Kind.AGENT, AGENT, {"first_message": "ours", "name": "B"})
        decided = edit.decided(("first_message", None), "theirs", "both")
        assert decided.opened["first_message"] == "theirs"
        assert decided.fields == {"first_message": "both", "name": "B"}

    def test_within_an_object_leaves_the_other_keys_alone(self) -> None:
        edit = Edit(Kind.AGENT, AGENT, {"tts": {"provider": "x", "voice_id": "ours"}})
        decided = edit.decided(("tts", "voice_id"), ABSENT, "ours")
        assert decided.opened["tts"] == {"provider": "cartesia"}
        assert decided.fields["tts"] == {"provider": "x", "voice_id": "ours"}
        assert edit.decided(("tts", "voice_id"), "theirs", ABSENT).fields["tts"] == {
            "provider": "x"
        }
