"""The agent form without a screen: what is entered, what is wrong with it, what is sent."""

from __future__ import annotations

from typing import Any

import pytest

from console.actions.agents import AGENT_FIELDS
from console.actions.forms.agent_form import (
    AgentForm,
    changed_between,
    suggestions,
    unknown_fields,
)
from console.actions.forms.field_entry import Entry, Row, entry_of, in_words, problem_with, value_of
from console.actions.forms.field_spec import (
    FIELDS,
    FieldKind,
    FieldSpec,
    Group,
    field_at,
    fields_of_group,
)
from console.api.errors import FieldProblem
from console.api.records.agent import Agent

RAW: dict[str, Any] = {
    "id": "agt_1",
    "name": "Sales EN",
    "llm_id": "llm_1",
    "webhook_id": None,
    "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en", "smart": True},
    "tts": {
        "provider": "cartesia",
        "credential_id": None,
        "voice_id": "v-1",
        "speed": 1.0,
        "stability": 0.5,
        "warmth": 7,
    },
    "first_message": "Hi {{name}}!\r\n\tWelcome \x07",
    "end_call_phrases": ["goodbye", "bye"],
    "max_duration_seconds": 600,
    "interruption_sensitivity": 0.5,
    "silence_timeout_seconds": 10,
    "enable_recording": False,
    "language": "en",
    "dynamic_variables": {"name": "there", "tries": 3, "address": {"city": "Bern"}},
    "voicemail_detection": False,
    "voicemail_message": None,
    "responsiveness": 0.5,
    "speed": 1,
    "background_sound": None,
    "emotions": False,
    "job_description": None,
    "metadata": {},
    "shiny": {"new": [1, 2]},
    "effective_system_prompt": "You are Aria.",
    "created_at": "2026-06-01T10:00:00Z",
    "updated_at": "2026-06-01T10:00:00Z",
}


def spec(name: str) -> FieldSpec:
    return next(each for each in FIELDS if each.name == name)


def entered(name: str, entry: Entry, raw: dict[str, Any] = RAW) -> AgentForm:
    form = AgentForm(raw)
    form.enter(spec(name), entry)
    return form


class TestWhatTheServerHas:
    def test_is_news_unless_it_is_what_was_opened_or_what_is_entered(self) -> None:
        form = AgentForm(RAW)
        form.enter(spec("name"), "Ours")
        assert form.overtaken({**RAW, "name": "Theirs"}) == (spec("name"),)
        assert form.overtaken({**RAW, "name": "Ours"}) == ()
        assert form.overtaken({**RAW, "name": "Ours", "speed": 1.75}) == (spec("speed"),)


class TestTheFields:
    def test_are_all_that_an_agent_can_be_created_with(self) -> None:
        assert {each.path[0] for each in FIELDS} == set(AGENT_FIELDS)

    def test_have_places_of_their_own(self) -> None:
        assert len({each.path for each in FIELDS}) == len(FIELDS)

    def test_have_names_of_their_own_within_a_group(self) -> None:
        for group in Group:
            labels = [each.label for each in fields_of_group(group)]
            assert labels
            assert len(set(labels)) == len(labels)

    @pytest.mark.parametrize(
        ("name", "default"),
        [
            ("max_duration_seconds", 600),
            ("silence_timeout_seconds", 10),
            ("interruption_sensitivity", 0.5),
            ("responsiveness", 0.5),
            ("speed", 1),
            ("tts.speed", 1),
            ("tts.stability", 0.5),
            ("language", "en"),
            ("transcriber.provider", "deepgram"),
            ("transcriber.model", "nova-3"),
            ("transcriber.language", "en"),
        ],
    )
    def test_name_the_documented_default(self, name: str, default: object) -> None:
        assert value_of(spec(name), spec(name).default) == default

    def test_have_a_range_only_where_one_is_documented(self) -> None:
        assert {each.name for each in FIELDS if each.range_words} == {
            "name",
            "interruption_sensitivity",
            "responsiveness",
        }

    def test_without_a_default_may_be_empty_but_for_name_model_and_provider(self) -> None:
        assert {each.name for each in FIELDS if not each.default and not each.nullable} == {
            "name",
            "llm_id",
            "tts.provider",
        }


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [
            ("max_duration_seconds", " 900 ", 900),
            ("responsiveness", "0", 0),
            ("responsiveness", ".25", 0.25),
            ("speed", "1.", 1.0),
            ("tts.speed", "12", 12),
            ("first_message", "\r\n Hi \t", "\r\n Hi \t"),
            ("first_message", "", None),
            ("tts.voice_id", "", None),
            ("webhook_id", "", None),
            ("tts.provider", "somebody-new", "somebody-new"),
            ("name", "x" * 255, "x" * 255),
        ],
    )
    def test_is_taken_exactly(self, name: str, text: str, value: object) -> None:
        taken = value_of(spec(name), text)
        assert taken == value
        assert type(taken) is type(value)

    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            ("name", "", "It cannot be empty."),
            ("name", "   ", "It cannot be empty."),
            ("name", "x" * 256, "256 characters; at most 255."),
            ("llm_id", "", "It cannot be empty."),
            ("language", "", "It cannot be empty; the default is en."),
            ("max_duration_seconds", "", "It cannot be empty; the default is 600."),
            ("max_duration_seconds", "ten", "A whole number of seconds, such as 600."),
            ("max_duration_seconds", "1.5", "A whole number of seconds, such as 600."),
            ("max_duration_seconds", "1_000", "A whole number of seconds, such as 600."),
            ("max_duration_seconds", "٣", "A whole number of seconds, such as 600."),
            ("max_duration_seconds", "9" * 5000, "A whole number of seconds, such as 600."),
            ("silence_timeout_seconds", "0", "At least 1."),
            ("responsiveness", "1.01", "From 0 to 1."),
            ("responsiveness", "-0.1", "From 0 to 1."),
            ("responsiveness", "nan", "A number, such as 0.5."),
            ("responsiveness", "1e-1", "A number, such as 0.5."),
            ("speed", "0,5", "A number with a point, such as 1."),
        ],
    )
    def test_is_refused_with_what_can_be_typed(self, name: str, text: str, words: str) -> None:
        assert problem_with(spec(name), text) == words

    def test_is_left_to_the_server_where_no_range_is_documented(self) -> None:
        assert problem_with(spec("speed"), "-3") == ""
        assert problem_with(spec("tts.stability"), "40") == ""


class TestWhiteSpaceAroundALine:
    def test_is_not_sent_as_nobody_sees_it(self) -> None:
        assert entered("tts.voice_id", " v-2 ").fields()["tts"]["voice_id"] == "v-2"
        assert entered("llm_id", "llm_2\n").fields() == {"llm_id": "llm_2"}
        assert entered("name", "Sales EN ").fields() == {}

    def test_is_sent_in_prose(self) -> None:
        assert entered("first_message", "Hi \n").fields() == {"first_message": "Hi \n"}

    def test_alone_empties_what_may_be_empty(self) -> None:
        assert entered("tts.voice_id", "  ").fields()["tts"]["voice_id"] is None

    def test_is_not_sent_in_rows_but_for_those_that_had_it(self) -> None:
        raw = {**RAW, "end_call_phrases": ["so long "], "metadata": {" a ": " x "}}
        phrases = (Row("", "so long "), Row("", " see you "))
        assert entered("end_call_phrases", phrases, raw).fields() == {
            "end_call_phrases": ["so long ", "see you"]
        }
        pairs = (Row("b ", " x "), Row(" a ", "y "))
        assert entered("metadata", pairs, raw).fields() == {"metadata": {"b": " x ", " a ": "y"}}


class TestRows:
    def test_of_a_list_are_taken_in_order_and_empty_ones_left_out(self) -> None:
        rows = (Row("", "bye"), Row("", ""), Row("", "talk soon"))
        assert value_of(spec("end_call_phrases"), rows) == ["bye", "talk soon"]

    def test_of_pairs_keep_what_is_no_text_as_it_came(self) -> None:
        pairs = spec("dynamic_variables")
        rows = entry_of(pairs, RAW["dynamic_variables"])
        assert isinstance(rows, tuple)

        assert value_of(pairs, (*rows, Row("new", "3"))) == {
            "name": "there",
            "tries": 3,
            "address": {"city": "Bern"},
            "new": "3",
        }

    def test_that_are_wholly_empty_are_left_out(self) -> None:
        assert value_of(spec("metadata"), (Row("", ""), Row("a", ""))) == {"a": ""}

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ((Row("", "there"),), "“there” needs a name."),
            ((Row("a", "1"), Row("a", "2")), "“a” stands there twice."),
            ((Row("a", "{", is_json=True),), "“{” is not JSON, which this value was."),
        ],
    )
    def test_that_make_no_object_are_refused(self, rows: tuple[Row, ...], words: str) -> None:
        assert problem_with(spec("metadata"), rows) == words


class TestWhatIsSent:
    def test_is_nothing_when_nothing_was_changed(self) -> None:
        assert AgentForm(RAW).fields() == {}

    def test_is_nothing_when_everything_was_entered_as_it_was(self) -> None:
        form = AgentForm(RAW)
        for each in FIELDS:
            form.enter(each, form.entry(each))
        assert form.fields() == {}
        assert form.problems == {}

    def test_is_only_what_was_changed(self) -> None:
        assert entered("name", "Sales").fields() == {"name": "Sales"}

    def test_is_the_whole_object_with_the_keys_that_nobody_knows(self) -> None:
        assert entered("tts.speed", "1.2").fields() == {"tts": {**RAW["tts"], "speed": 1.2}}
        form = entered("transcriber.model", "flux-en")
        form.enter(spec("transcriber.language"), "de")
        assert form.fields() == {
            "transcriber": {**RAW["transcriber"], "model": "flux-en", "language": "de"}
        }

    def test_is_null_for_what_was_emptied(self) -> None:
        assert entered("first_message", "").fields() == {"first_message": None}
        assert entered("tts.voice_id", "").fields() == {"tts": {**RAW["tts"], "voice_id": None}}

    def test_is_not_the_same_number_written_otherwise(self) -> None:
        form = entered("tts.speed", "1")
        assert not form.is_changed(spec("tts.speed"))
        assert form.fields() == {}

    def test_is_not_a_change_that_was_taken_back(self) -> None:
        form = entered("name", "Sales")
        form.enter(spec("name"), "Sales EN")
        assert form.changed == ()
        form.enter(spec("name"), "Sales")
        form.reset(spec("name"))
        assert form.changed == ()

    def test_never_holds_what_cannot_be_sent(self) -> None:
        form = entered("speed", "fast")
        assert form.unsendable == (spec("speed"),)
        with pytest.raises(ValueError, match="A number"):
            form.fields()

    def test_is_made_of_a_record_that_has_something_else_where_an_object_should_be(self) -> None:
        raw = {"id": "agt_1", "tts": "cartesia", "dynamic_variables": [1, ["a"]], "emotions": "no"}
        form = AgentForm(raw)
        assert form.entry(spec("dynamic_variables")) == ()
        assert form.entry(spec("emotions")) is None
        assert form.problems == {}

        form.enter(spec("tts.voice_id"), "v-2")
        form.enter(spec("emotions"), entry=True)

        assert form.fields() == {"tts": {"voice_id": "v-2"}, "emotions": True}


class TestADraft:
    @pytest.mark.parametrize(
        ("name", "entry"),
        [
            ("name", "Sales"),
            ("speed", "fast"),
            ("max_duration_seconds", ""),
            ("tts.speed", "1.2.3"),
            ("first_message", ""),
            ("emotions", True),
            ("end_call_phrases", (Row("", "bye"),)),
            ("metadata", (Row("a", "1"), Row("a", "[2]", is_json=True), Row("", "3"))),
            ("dynamic_variables", (Row("tries", "3", is_json=True),)),
        ],
    )
    def test_brings_back_what_was_entered_sendable_or_not(self, name: str, entry: Entry) -> None:
        draft = entered(name, entry).draft()

        form = AgentForm(RAW, draft)

        assert form.entry(spec(name)) == entry
        assert form.changed == (spec(name),)

    def test_of_nothing_is_empty(self) -> None:
        assert AgentForm(RAW).draft() == {}


class TestARefusal:
    def test_stands_at_its_field_word_for_word_until_something_else_is_entered(self) -> None:
        form = entered("speed", "9")
        others = form.refuse([FieldProblem(("body", "speed"), "Input should be at most 4")])

        assert others == ()
        assert form.problems == {("speed",): "Input should be at most 4"}
        form.enter(spec("speed"), "3")
        assert form.problems == {}

    @pytest.mark.parametrize(
        ("place", "name"),
        [
            (("body", "tts", "speed"), "tts.speed"),
            (("tts", "voice_id"), "tts.voice_id"),
            (("body", "tts"), "tts.provider"),
            (("body", "end_call_phrases", "0"), "end_call_phrases"),
            (("name",), "name"),
        ],
    )
    def test_finds_its_field(self, place: tuple[str, ...], name: str) -> None:
        assert field_at(place) == spec(name)

    def test_of_something_unknown_is_handed_back(self) -> None:
        problems = [FieldProblem((), "No."), FieldProblem(("body", "new"), "Not allowed.")]
        assert AgentForm(RAW).refuse(problems) == ("No.", "Not allowed.")

    def test_with_two_complaints_of_one_field_shows_both(self) -> None:
        form = AgentForm(RAW)
        form.refuse([FieldProblem(("tts", "x"), "One."), FieldProblem(("tts", "y"), "Two.")])
        assert form.problems == {("tts", "provider"): "One. Two."}


class TestASave:
    def test_makes_what_the_server_has_now_the_new_beginning(self) -> None:
        form = entered("name", "Sales")
        form.saved({**RAW, "name": "Sales", "speed": 2}, form.entries())

        assert form.changed == ()
        assert form.entry(spec("speed")) == "2"

    def test_leaves_what_was_entered_since(self) -> None:
        form = entered("name", "Sales")
        sent = form.entries()
        form.enter(spec("speed"), "1.5")
        form.enter(spec("name"), "Sales FR")

        form.saved({**RAW, "name": "Sales"}, sent)

        assert form.fields() == {"name": "Sales FR", "speed": 1.5}

    def test_lets_no_change_stand_that_the_server_wrote_otherwise(self) -> None:
        form = entered("responsiveness", "0.333333333")
        form.saved({**RAW, "responsiveness": 0.33333334}, form.entries())
        assert form.changed == ()


class TestBesides:
    def test_what_is_unknown_is_told_apart_from_what_the_platform_writes(self) -> None:
        assert unknown_fields(RAW) == {
            "shiny": {"new": [1, 2]},
            "transcriber": {"smart": True},
            "tts": {"warmth": 7},
        }

    def test_the_settings_that_differ_are_named(self) -> None:
        other = {**RAW, "name": "S", "tts": {**RAW["tts"], "speed": 2}, "updated_at": "later"}
        assert changed_between(RAW, other) == (spec("name"), spec("tts.speed"))
        assert changed_between(RAW, {**RAW, "speed": 1.0}) == ()

    def test_suggestions_are_those_of_the_api_and_then_those_of_other_agents(self) -> None:
        agents = [Agent.read({"id": "a", "tts": {"provider": name}}) for name in ("zz", "openai")]
        assert suggestions(spec("tts.provider"), agents)[-2:] == ("minimax", "zz")

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("name", "Sales EN"),
            ("webhook_id", "empty"),
            ("emotions", "no"),
            ("end_call_phrases", "2 phrases"),
            ("metadata", "no pairs"),
            ("max_duration_seconds", "600"),
        ],
    )
    def test_a_value_has_short_words(self, name: str, words: str) -> None:
        form = AgentForm(RAW)
        assert in_words(spec(name), form.value_before(spec(name))) == words

    def test_words_of_a_text_are_safe_to_draw(self) -> None:
        assert in_words(spec("first_message"), "\x1b[31m\n") == "␛[31m⏎"

    def test_every_kind_of_field_is_used(self) -> None:
        assert {each.kind for each in FIELDS} == set(FieldKind)
