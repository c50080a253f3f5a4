"""The form of a model: what is typed, what of it is sent, exact."""

from __future__ import annotations

from typing import Any

import pytest

from console.actions.forms.prompt_form import (
    FIRST_MESSAGE,
    KNOWLEDGE_BASES,
    LLM,
    MAX_TOKENS,
    NAME,
    PROMPT,
    TEMPERATURE,
    TOOLS,
    PromptForm,
)
from console.api.errors import FieldProblem

TEXT = "Du bist Aria.\r\nSprich mit {{customer_name}}\u2028.\x0b\t\u200b"
OPENED: dict[str, Any] = {
    "id": "llm_1", "name": "Sales", "provider": "openai", "model": "gpt-4.1",
    "system_prompt": TEXT, "temperature": 0.7, "max_tokens": 4000,
    "tool_ids": ["t1", "t_unknown", "t2"], "knowledge_base_ids": [], "unknown": [1, None],
}  # fmt: skip


@pytest.fixture
def form() -> PromptForm:
    return PromptForm(OPENED)


class TestThePrompt:
    def test_is_exact_while_nobody_edits_it(self, form: PromptForm) -> None:
        assert form.text == TEXT
        assert form.fields() == {}

    def test_is_sent_as_it_was_typed_and_alone(self, form: PromptForm) -> None:
        form.enter(PROMPT, TEXT + "\r\nBe brief. ")
        assert form.fields() == {"system_prompt": TEXT + "\r\nBe brief. "}

    def test_may_be_emptied_as_far_as_the_console_is_concerned(self, form: PromptForm) -> None:
        form.enter(PROMPT, "")
        assert form.unsendable == ()
        assert form.fields() == {"system_prompt": ""}

    def test_that_the_platform_left_out_is_empty(self) -> None:
        form = PromptForm({"id": "llm_1"})
        assert form.text == ""
        form.enter(PROMPT, "Hello")
        assert form.fields() == {"system_prompt": "Hello"}

    def test_typed_back_is_not_changed(self, form: PromptForm) -> None:
        form.enter(PROMPT, "Other")
        form.enter(PROMPT, TEXT)
        assert form.changed == ()


class TestASetting:
    @pytest.mark.parametrize(
        ("typed", "value"), [("0", 0), ("2", 2), ("1.25", 1.25), (" 0.5 ", 0.5)]
    )
    def test_of_temperature_goes_from_0_to_2(
        self, form: PromptForm, typed: str, value: float
    ) -> None:
        form.enter(TEMPERATURE, typed)
        assert form.fields() == {"temperature": value}

    @pytest.mark.parametrize("typed", ["2.1", "-0.1", "hot", "", "1,5", "nan"])
    def test_of_temperature_is_refused_elsewhere(self, form: PromptForm, typed: str) -> None:
        form.enter(TEMPERATURE, typed)
        assert form.problem(TEMPERATURE)
        assert form.unsendable == (TEMPERATURE,)

    @pytest.mark.parametrize(("typed", "fits"), [("1", True), ("128000", True), ("0", False),
                                                 ("128001", False), ("1.5", False)])  # fmt: skip
    def test_of_tokens_is_whole_from_1_to_128000(
        self, form: PromptForm, typed: str, fits: bool
    ) -> None:
        form.enter(MAX_TOKENS, typed)
        assert (form.problem(MAX_TOKENS) == "") is fits

    def test_of_the_same_value_in_other_digits_is_no_change(self, form: PromptForm) -> None:
        form.enter(TEMPERATURE, "0.70")
        assert form.fields() == {}

    def test_is_sent_without_white_space_around_it(self, form: PromptForm) -> None:
        form.enter(LLM, " gpt-4.1-mini\t")
        form.enter(NAME, "Sales EN ")
        assert form.fields() == {"name": "Sales EN", "model": "gpt-4.1-mini"}

    def test_with_white_space_alone_added_is_no_change(self, form: PromptForm) -> None:
        form.enter(LLM, "gpt-4.1 ")
        assert form.changed == ()
        assert form.fields() == {}

    def test_that_came_with_white_space_stays_exact_until_somebody_takes_it_away(self) -> None:
        form = PromptForm({**OPENED, "model": "gpt-4.1 "})
        form.enter(LLM, "gpt-4.1 x")
        form.enter(LLM, "gpt-4.1 ")
        assert form.entry(LLM) == "gpt-4.1 "
        assert form.fields() == {}
        form.enter(LLM, "gpt-4.1")
        assert form.fields() == {"model": "gpt-4.1"}

    def test_of_a_draft_with_white_space_around_it_is_trimmed(self) -> None:
        assert PromptForm(OPENED, {"model": "gpt-5 "}).fields() == {"model": "gpt-5"}

    def test_of_the_name_is_at_most_255_characters(self, form: PromptForm) -> None:
        form.enter(NAME, "n" * 256)
        assert "255" in form.problem(NAME)


class TestAListOfIds:
    def test_keeps_its_order_and_the_ids_that_nobody_knows(self, form: PromptForm) -> None:
        form.toggle(TOOLS, "t2")
        form.toggle(TOOLS, "t9")
        assert form.fields() == {"tool_ids": ["t1", "t_unknown", "t9"]}

    def test_taken_out_and_put_back_is_unchanged(self, form: PromptForm) -> None:
        form.toggle(TOOLS, "t1")
        assert form.changed == (TOOLS,)
        form.toggle(TOOLS, "t1")
        assert form.changed == ()

    def test_may_begin_empty(self, form: PromptForm) -> None:
        form.toggle(KNOWLEDGE_BASES, "kb_1")
        assert form.chosen(KNOWLEDGE_BASES) == ("kb_1",)


class TestADraft:
    def test_brings_everything_back_also_what_cannot_be_sent(self, form: PromptForm) -> None:
        form.enter(PROMPT, "Be brief.")
        form.enter(TEMPERATURE, "9")
        form.toggle(TOOLS, "t1")
        again = PromptForm(OPENED, form.draft())
        assert again.text == "Be brief."
        assert again.entry(TEMPERATURE) == "9"
        assert again.chosen(TOOLS) == ("t_unknown", "t2")


class TestARefusal:
    def test_stands_at_its_field_word_for_word_until_something_else_is_typed(
        self, form: PromptForm
    ) -> None:
        form.enter(PROMPT, "")
        others = form.refuse(
            [FieldProblem(("body", "system_prompt"), "Too short"), FieldProblem(("x",), "Odd")]
        )
        assert form.problem(PROMPT) == "Too short"
        assert others == ("Odd",)
        form.enter(PROMPT, "x")
        assert form.problem(PROMPT) == ""

    def test_leaves_first_messages_to_their_agents(self) -> None:
        assert FIRST_MESSAGE not in PromptForm.specs
