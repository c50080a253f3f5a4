"""The `:` command line, without a screen."""

from __future__ import annotations

import pytest

from console.actions.action import Place
from console.actions.commands import CommandError, complete, parse
from console.actions.registry import actions_at

ACTIONS = actions_at(Place.CALLS)


class TestReadingACommand:
    def test_takes_the_word_and_what_follows_it(self) -> None:
        command = parse("filter status:failed agent:sales", ACTIONS)
        assert command.action.name == "filter"
        assert command.argument == "status:failed agent:sales"

    def test_takes_a_word_that_is_shortened_to_one_meaning(self) -> None:
        assert parse("red", ACTIONS).action.name == "redial"

    def test_prefers_a_whole_word_over_longer_ones(self) -> None:
        assert parse("q", ACTIONS).action.name == "leave"

    def test_names_the_meanings_of_an_ambiguous_word(self) -> None:
        with pytest.raises(CommandError, match="redial, refresh"):
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
        assert [completion.text for completion in complete("phone", ACTIONS)] == ["start"]

    def test_is_silent_once_an_argument_is_typed(self) -> None:
        assert complete("filter sta", ACTIONS) == ()
