"""Which keys do what: presets, what the settings say, and what cannot be."""

from __future__ import annotations

from collections import Counter

import pytest

from console.actions.action import Place
from console.actions.keys.key_map import STANDARD_KEYS, KeyMap, map_keys
from console.actions.keys.moves import MOVES, MOVING_IN
from console.actions.keys.presets import PRESETS
from console.actions.registry import BY_NAME


def problems(keys: KeyMap) -> list[str]:
    return [f"{each.name}: {each.words}" for each in keys.problems]


def changed(**keys: list[str]) -> KeyMap:
    return map_keys("standard", keys)


class TestAPreset:
    @pytest.mark.parametrize("preset", PRESETS)
    def test_gives_no_key_to_two_things_in_one_place(self, preset: str) -> None:
        keys = map_keys(preset, {})
        assert problems(keys) == []
        for place in Place:
            moves = keys.moves if place in MOVING_IN else ()
            counted = Counter(key for each in (*keys.at(place), *moves) for key in each.keys)
            assert [key for key, count in counted.items() if count > 1] == []

    @pytest.mark.parametrize("preset", PRESETS)
    def test_names_actions_and_moves_that_there_are(self, preset: str) -> None:
        known = BY_NAME.keys() | {move.name for move in MOVES}
        assert PRESETS[preset].keys.keys() <= known

    def test_changes_nothing_for_who_wants_none(self) -> None:
        assert map_keys("standard", {}) is STANDARD_KEYS
        assert STANDARD_KEYS.named("stop_calls").keys == ("x",)

    def test_is_changed_by_single_lines(self) -> None:
        keys = map_keys("k9s", {"stop_calls": ["X"]})
        assert keys.named("stop_calls").keys == ("X",)
        assert keys.named("read_call").keys == ("enter", "d", "l")


class TestALine:
    def test_gives_an_action_other_keys(self) -> None:
        keys = changed(redial=["Ctrl+K", "!"])
        assert keys.named("redial").keys == ("ctrl+k", "exclamation_mark")
        assert problems(keys) == []

    def test_gives_a_key_to_what_had_only_a_word(self) -> None:
        assert changed(show_history=["H"]).named("show_history").keys == ("H",)

    def test_takes_an_action_its_keys(self) -> None:
        keys = changed(stop_calls=[])
        assert keys.named("stop_calls").keys == ()
        assert keys.key_of("stop_calls") == ":stop"
        assert problems(keys) == []

    def test_changes_how_one_moves(self) -> None:
        keys = changed(page_down=["pagedown", "ctrl+d"])
        assert keys.changed_moves == {"page_down": ("pagedown", "ctrl+d")}


class TestAClash:
    def test_leaves_the_key_to_what_the_settings_name(self) -> None:
        keys = changed(stop_calls=["s"])
        assert keys.named("stop_calls").keys == ("s",)
        assert keys.named("start_call").keys == ()
        assert problems(keys) == [
            "stop_calls: “s” is stop_calls on calls; start_call goes without it."
        ]

    def test_of_two_lines_leaves_it_to_the_former(self) -> None:
        keys = changed(redial=["K"], stop_calls=["K", "x"])
        assert keys.named("redial").keys == ("K",)
        assert keys.named("stop_calls").keys == ("x",)
        assert problems(keys) == ["redial: “K” is redial on calls; stop_calls goes without it."]

    def test_is_none_when_both_are_given_other_keys(self) -> None:
        keys = changed(stop_calls=["s"], start_call=["x"])
        assert problems(keys) == []
        assert keys.named("start_call").keys == ("x",)

    def test_is_none_in_places_that_have_only_one_of_them(self) -> None:
        assert problems(changed(rotate_credential=["s"])) == []

    def test_is_seen_between_an_action_and_a_move(self) -> None:
        keys = changed(redial=["j"])
        assert problems(keys) == ["redial: “j” is redial on calls; move_down goes without it."]
        assert keys.changed_moves == {"move_down": ("down",)}


class TestWhatCannotBe:
    @pytest.mark.parametrize("key", ["ctrl+c", "esc", "enter", "tab"])
    def test_a_key_that_the_console_needs_itself(self, key: str) -> None:
        keys = changed(redial=[key])
        assert keys.named("redial").keys == ("r",)
        assert problems(keys) == [f"redial: “{key}” is needed by the console itself."]

    def test_losing_such_a_key(self) -> None:
        assert changed(go_back=["b"]).named("go_back").keys == ("b", "escape")
        assert changed(leave=["Q"]).named("leave").keys == ("Q", "ctrl+q")

    def test_an_action_that_there_is_not(self) -> None:
        assert problems(changed(stop_call=["x"])) == [
            "stop_call: stop_call is not an action. Did you mean “stop_calls”?"
        ]

    def test_a_key_that_there_is_not(self) -> None:
        keys = changed(redial=["dd"])
        assert keys.named("redial").keys == ("r",)
        assert "“dd” is not the name of a key" in problems(keys)[0]

    @pytest.mark.parametrize("key", ["s", "/", "ctrl+k"])
    def test_saving_by_a_key_that_edits_the_text(self, key: str) -> None:
        keys = changed(save=[key])
        assert keys.named("save").keys == ("ctrl+s",)
        assert "while one types" in problems(keys)[0]

    def test_another_digit_for_a_saved_view(self) -> None:
        assert "cannot be others" in problems(changed(apply_view=["V"]))[0]


class TestTheSentence:
    def test_is_none_while_all_is_well(self) -> None:
        assert STANDARD_KEYS.words_of_problems() == ""

    def test_names_the_first_and_counts_the_others(self) -> None:
        words = changed(redial=["enter"], stop_calls=["tab"]).words_of_problems()
        assert words == (
            "keys.redial: “enter” is needed by the console itself."
            " 1 more: oneinbox-console config check."
        )
