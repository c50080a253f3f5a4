"""What is tried on a call goes along as overrides: only what is unsaved, exact."""

from __future__ import annotations

from console.actions.saving.trial import Trial


class TestATrial:
    def test_overrides_what_is_unsaved_and_nothing_else(self) -> None:
        assert Trial("llm_1").overrides("agt_1") == {}
        assert Trial("llm_1", system_prompt=" \r\n").overrides("agt_1") == {
            "llm": {"system_prompt": " \r\n"}
        }
        assert Trial("llm_1", temperature=0.0).overrides("agt_1") == {"llm": {"temperature": 0.0}}

    def test_overrides_the_first_message_of_its_own_agent_alone(self) -> None:
        trial = Trial("llm_1", first_messages={"agt_1": "Hi", "agt_2": ""})
        assert trial.overrides("agt_1") == {"first_message": "Hi"}
        assert trial.overrides("agt_2") == {"first_message": ""}
        assert trial.overrides("agt_3") == {}

    def test_knows_the_places_of_its_overrides(self) -> None:
        trial = Trial("llm_1", "Hi", temperature=1.0, first_messages={"agt_1": "Hi"})
        assert trial.paths("agt_1") == {"llm.system_prompt", "llm.temperature", "first_message"}

    def test_of_one_thing_says_what_it_is(self) -> None:
        assert Trial("llm_1", "x" * 8310).what("agt_1") == "the unsaved prompt, 8,310 characters"
        assert Trial("llm_1", model="gpt\x1b[2J").what("agt_1") == "the unsaved model gpt␛[2J"
        assert Trial("llm_1", temperature=0.4).what("agt_1") == "the unsaved temperature 0.4"

    def test_of_several_names_them(self) -> None:
        trial = Trial("llm_1", "Hi", "gpt", 0.4, {"agt_1": "Hi"})
        assert trial.what("agt_1") == "the unsaved prompt, first message, model, temperature"
        assert trial.what("agt_2") == "the unsaved prompt, model, temperature"

    def test_without_anything_unsaved_says_so(self) -> None:
        assert Trial("llm_1").what("agt_1") == "what the server has"
