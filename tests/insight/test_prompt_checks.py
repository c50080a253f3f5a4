from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.prompt_checks import Finding, Measure, Severity, check_prompt, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

GIVEN = {"customer_name": "Sales EN defaults", "order_id": "12 of the last 50 calls"}
USES_ALL = "You speak with {{customer_name}} about {{order_id}}."


def check(
    text: str,
    *,
    first_messages: Mapping[str, str] | None = None,
    given: Mapping[str, str] = GIVEN,
    before: str = "",
) -> tuple[Finding, ...]:
    return check_prompt(text, first_messages=first_messages or {}, given=given, before=before)


def found_in(line: str) -> list[tuple[Severity, int, str]]:
    """What is said of the second line of a prompt that is otherwise in order."""
    return [
        (finding.level, finding.column, finding.words) for finding in check(f"{USES_ALL}\n{line}")
    ]


class TestAPromptInOrder:
    def test_has_no_findings(self) -> None:
        assert check(USES_ALL) == ()

    @pytest.mark.parametrize(
        "text",
        [
            'Answer with {"name": "...", "order": {"id": 1}} and {}.',
            '{"a":{"b":{"c":[{}]}}}',
            'Answer {"order": "{{order_id}}"} or {"a": {"b": {{order_id}}}}.',
            '{\n  "order": {\n    "id": 1\n  }}',
            "<rules>\nBe kind.\n</rules> <order_id>{{order_id}}</order_id>",
            "See [order_id](https://example.com) and [1], {1}, {a}, <b>, ${5} or :-}.",
            "Grüß {{customer_name}} — 日本語 {{order_id}}",
        ],
    )
    def test_may_hold_json_markup_and_links(self, text: str) -> None:
        assert check(f"{USES_ALL}\n{text}") == ()

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.just("text"),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "b"]), inner),
        ),
        st.sampled_from([None, 0, 2]),
        st.sampled_from([(",", ":"), (", ", ": ")]),
    )
    def test_may_hold_any_json(
        self, value: Any, indent: int | None, separators: tuple[str, str]
    ) -> None:
        example = json.dumps(value, indent=indent, separators=separators)
        assert check(f"{USES_ALL}\nExample: {example}\n") == ()


class TestAVariableThatNothingGives:
    def test_is_an_error_at_its_place(self) -> None:
        text = f"{USES_ALL}\nAsk {{{{shoe_size}}}}."
        assert check(text) == (
            Finding(Severity.ERROR, 2, 5, "{{shoe_size}} is given by no agent and no recent call"),
        )

    @pytest.mark.parametrize("typed", ["oder_id", "Order_ID", "order-id", "orderid", "order.id"])
    def test_is_compared_with_those_that_are_given(self, typed: str) -> None:
        ((_, _, words),) = found_in(f"{{{{{typed}}}}}")
        assert words.endswith("; did you mean {{order_id}}?")

    def test_is_said_once_with_the_number_of_places(self) -> None:
        text = USES_ALL + "\n{{shoe_size}}" * 3
        (finding,) = check(text)
        assert (finding.line, finding.words[-10:]) == (2, "(3 places)")

    def test_is_no_more_than_a_warning_where_nothing_is_given_at_all(self) -> None:
        assert [finding.level for finding in check("{{a_b}}", given={})] == [Severity.WARNING]


class TestAGivenVariableThatNothingUses:
    def test_is_a_note_about_the_whole_that_says_who_gives_it(self) -> None:
        assert check("Talk to {{customer_name}}.") == (
            Finding(
                Severity.NOTE, 0, 0, "order_id is given (12 of the last 50 calls) but never used"
            ),
        )

    def test_may_be_used_in_a_first_message_alone(self) -> None:
        first = {"Sales EN": "Your order {{order_id}}!"}
        assert check("Talk to {{customer_name}}.", first_messages=first) == ()

    def test_is_left_to_the_near_miss_when_there_is_one(self) -> None:
        (finding,) = check("{{customer_name}} {order_id}")
        assert finding.words.startswith("{order_id}: single braces")


class TestBracesWithoutTheirPartner:
    @pytest.mark.parametrize(
        ("line", "column", "words"),
        [
            ("Hi {{order_id, hello", 4, "{{order_id, hello: the {{ is not closed"),
            ("Hi {{", 4, "{{: the {{ is not closed"),
            ("Hi {{ {{order_id}}", 4, "{{ {{order_id}}: the {{ is not closed"),
            ("Hi order_id}} you", 12, "Hi order_id}}: the }} closes nothing"),
            ('{"a": {"b": 1}}}}', 16, '{"a": {"b": 1}}}}: the }} closes nothing'),
            ("Hi {{order_id} you", 4, "{{order_id}: a brace is missing; write {{order_id}}"),
            ("Hi {order_id}} you", 4, "{order_id}}: a brace is missing; write {{order_id}}"),
        ],
    )
    def test_are_an_error(self, line: str, column: int, words: str) -> None:
        assert found_in(line) == [(Severity.ERROR, column, words)]

    def test_do_not_find_it_on_another_line(self) -> None:
        (finding,) = check(f"{USES_ALL}\n{{{{order_id\nHello.")
        assert (finding.level, finding.line, finding.column) == (Severity.ERROR, 2, 1)


class TestANearMiss:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("{order_id}", "single braces are not filled; write {{order_id}}"),
            ("{ order_id }", "single braces are not filled; write {{order_id}}"),
            ("${order_id}", "single braces are not filled; write {{order_id}}"),
            ("{first_name}", "single braces are not filled; write {{first_name}}"),
            ("{ {order_id} }", "braces that stand apart are not filled; write {{order_id}}"),
            ("{{order_id} }", "braces that stand apart are not filled; write {{order_id}}"),
            ("{{{order_id}}}", "too many braces; write {{order_id}}"),
            (
                "{{ order_id}}",
                "spaces inside the braces may keep it from being filled; write {{order_id}}",
            ),
            (
                "{{order_id }}",
                "spaces inside the braces may keep it from being filled; write {{order_id}}",
            ),
            ("<order_id>", "only double braces are filled; write {{order_id}}"),
            ("[order_id]", "only double braces are filled; write {{order_id}}"),
        ],
    )
    def test_is_a_warning_that_says_what_to_write(self, line: str, words: str) -> None:
        assert found_in(line) == [(Severity.WARNING, 1, f"{line}: {words}")]

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("{{order id}}", "{{order id}} is no variable's name; did you mean {{order_id}}?"),
            ("{{#if vip}}", "{{#if vip}} is no variable's name"),
            ("{{}}", "{{}} names no variable"),
            ("{{ }}", "{{ }} names no variable"),
        ],
    )
    def test_may_be_no_name_at_all(self, line: str, words: str) -> None:
        assert found_in(line) == [(Severity.WARNING, 1, words)]

    def test_in_other_brackets_needs_the_name_of_a_known_variable(self) -> None:
        assert found_in("<rules> [optional] <thinking>") == []


class TestTheLengthOfAPrompt:
    @pytest.mark.parametrize("text", ["", "  \n\t\n"])
    def test_an_empty_one_is_an_error_and_nothing_else_is_said(self, text: str) -> None:
        assert check(text, before=USES_ALL) == (
            Finding(Severity.ERROR, 0, 0, "the prompt is empty"),
        )

    def test_far_longer_than_before_is_a_warning(self) -> None:
        (finding,) = check(USES_ALL + "x" * 1950, before="x" * 500)
        assert finding == Finding(
            Severity.WARNING, 0, 0, "2,002 characters, 4.0 times as long as before"
        )

    def test_a_new_prompt_or_a_few_new_lines_are_not(self) -> None:
        assert check(USES_ALL + "x" * 5000, before="") == ()
        assert check(USES_ALL + "x" * 500, before="x" * 50) == ()
        assert check(USES_ALL + "x" * 5000, before="x" * 3000) == ()


class TestFirstMessages:
    def test_are_checked_too_and_their_agent_named(self) -> None:
        (finding,) = check(USES_ALL, first_messages={"Sales EN": "Hi!\nI am {agent_name}."})
        assert (finding.agent, finding.line, finding.column) == ("Sales EN", 2, 6)

    def test_may_belong_to_an_agent_without_a_name(self) -> None:
        (finding,) = check(USES_ALL, first_messages={"": "Hi {{shoe_size}}"})
        assert finding.words.startswith("{{shoe_size}}")


class TestTheFindings:
    def test_stand_worst_first_and_then_by_their_place(self) -> None:
        text = "{{customer_name}} {plan_name}\n{{ customer_name}} {{oops"
        assert [(finding.level.name, finding.line) for finding in check(text)] == [
            ("ERROR", 2),
            ("WARNING", 1),
            ("WARNING", 2),
            ("NOTE", 0),
        ]

    def test_of_one_place_keep_their_order_however_the_variables_come(self) -> None:
        given = {"zip": "the last call", "city": "the last call", "age": "the last call"}
        turned = dict(reversed(given.items()))
        found = check("Hi.", given=given)
        assert [finding.words.split()[0] for finding in found] == ["age", "city", "zip"]
        assert check("Hi.", given=turned) == found

    def test_show_nothing_of_the_prompt_that_could_steer_the_terminal(self) -> None:
        words = [words for _, _, words in found_in("{{a\x1b[31m}} {{x\u202ey")]
        assert words
        assert not [word for word in words if "\x1b" in word or "\u202e" in word]

    @given(st.text(alphabet="{}<>[]$ab_ \n\"',:"))
    def test_point_into_the_text(self, text: str) -> None:
        lines = text.split("\n")
        for finding in check(text):
            if finding.line:
                assert lines[finding.line - 1][finding.column - 1] in "{}<[$"
            else:
                assert finding.column == 0


class TestMeasuring:
    def test_counts_characters_words_and_estimates_tokens(self) -> None:
        assert measure("Be kind and brief.\n") == Measure(19, 4, 5)

    def test_estimates_more_tokens_for_scripts_with_bigger_characters(self) -> None:
        assert measure("日本語で話す").tokens_estimate > measure("abcdef").tokens_estimate

    def test_of_nothing_is_nothing(self) -> None:
        assert measure("") == Measure(0, 0, 0)

    def test_takes_half_a_character_pair(self) -> None:
        assert measure("\ud83d").characters == 1
