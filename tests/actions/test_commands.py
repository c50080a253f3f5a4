"""The `:` command line, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.actions.action import Place
from console.actions.commands import CommandError, Completion, complete, parse
from console.actions.registry import actions_at
from console.actions.suggestions import VALUES, of_a_filter, one_of
from console.insight.filter_language import CALLS
from console.insight.filters import parse as parse_filter

if TYPE_CHECKING:
    from console.actions.action import Action

ACTIONS = actions_at(Place.CALLS)


class TestReadingACommand:
    def test_takes_the_word_and_what_follows_it(self) -> None:
        command = parse("filter status:failed agent:sales", ACTIONS)
        assert command.action.name == "filter"
        assert command.argument == "status:failed agent:sales"

    def test_takes_a_word_that_is_shortened_to_one_meaning(self) -> None:
        assert parse("fil", ACTIONS).action.name == "filter"

    def test_prefers_a_whole_word_over_longer_ones(self) -> None:
        assert parse("q", ACTIONS).action.name == "leave"

    def test_names_the_meanings_of_an_ambiguous_word(self) -> None:
        with pytest.raises(CommandError, match="recording, redial, redialling, refresh"):
            parse("re", actions_at(Place.CALL))

    def test_suggests_the_nearest_word(self) -> None:
        with pytest.raises(CommandError, match="Did you mean “stop”"):
            parse("stpo", ACTIONS)

    def test_says_what_to_do_with_an_empty_line(self) -> None:
        with pytest.raises(CommandError, match="Type a command"):
            parse("   ", ACTIONS)


class TestCompletion:
    def test_lists_everything_before_a_letter_is_typed(self) -> None:
        words = {completion.text for completion in complete("", ACTIONS)}
        assert {"start", "stop", "filter", "quit"} <= words

    def test_puts_words_that_begin_so_first(self) -> None:
        assert complete("st", ACTIONS)[0].text == "start"

    def test_finds_an_action_by_a_word_of_its_title(self) -> None:
        assert [completion.text for completion in complete("phone", ACTIONS)] == ["start", "setup"]

    def test_lists_an_action_once_by_the_first_of_its_words_that_fits(self) -> None:
        names = [completion.text for completion in complete("", ACTIONS)]
        assert "start" in names
        assert "dial" not in names
        assert complete("dia", ACTIONS)[0].text == "dial"

    def test_says_which_key_does_the_same(self) -> None:
        assert complete("stop", ACTIONS)[0].keys == ("x",)

    def test_is_silent_about_an_argument_that_nobody_knows(self) -> None:
        assert complete("filter sta", ACTIONS) == ()


FIELDS = ["status:failed agent:", "status:failed status:"]
"""The first of what may come after a term."""


class TestCompletionOfAnArgument:
    def test_is_asked_for_by_its_action_and_stands_after_the_word(self) -> None:
        def suggest(action: Action, typed: str) -> list[Completion]:
            return [Completion(f"{typed}te", action.name)]

        assert complete("sort sta", ACTIONS, suggest) == (Completion("sort state", "sort"),)

    def test_names_the_choices_that_begin_so(self) -> None:
        assert [c.text for c in one_of("co", {"cost": "Cost", "time": "Time"})] == ["cost"]

    @pytest.mark.parametrize(
        ("typed", "texts"),
        [
            ("sta", ["status:"]),
            ("agent:sales !sta", ["agent:sales !status:"]),
            ("du", ["dur>"]),
            ("status:fai", ["status:failed"]),
            ("x status:tal", ["x status:talking"]),
            ("status=fai", ["status=failed"]),
            ('agent="Sales E', ['agent="Sales EN"']),
            ("agent:sa", ['agent:"Sales EN"']),
            ('agent:"Sales E', ['agent:"Sales EN"']),
            ("x !agent:sa", ['x !agent:"Sales EN"']),
            ("end_reason:b", ["end_reason:busy"]),
            ("var.ord", ["var.order_id:"]),
            ("status:failed ", FIELDS),
        ],
    )
    def test_of_a_filter_goes_on_with_its_last_term(self, typed: str, texts: list[str]) -> None:
        values = {
            **VALUES,
            "agent": ['"Sales EN"'],
            "reason": ["busy"],
            "var.": ["var.order_id"],
        }
        found = [completion.text for completion in of_a_filter(typed, CALLS, values)]
        assert found[: len(texts)] == texts
        assert len(found) == len(texts) or texts is FIELDS

    def test_every_field_that_is_offered_can_be_filtered_by(self) -> None:
        for completion in of_a_filter("", CALLS, VALUES):
            assert parse_filter(f"{completion.text}123")
