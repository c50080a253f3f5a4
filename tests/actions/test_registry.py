"""The registry holds together: names, keys and words mean one thing in each place."""

from __future__ import annotations

from collections import Counter

import pytest

from console.actions.action import Place, Situation
from console.actions.registry import ACTIONS, BY_NAME, actions_at
from console.api.records.call import Call


def call(**fields: object) -> Call:
    numbers = {"from_number": "+15739693824", "to_number": "+442079460958"}
    return Call.read({"id": "call_1", "agent_id": "agt_1", **numbers, **fields})


class TestTheRegistry:
    def test_names_are_unique(self) -> None:
        assert len(BY_NAME) == len(ACTIONS)

    @pytest.mark.parametrize("place", Place)
    def test_no_key_means_two_things_in_one_place(self, place: Place) -> None:
        keys = Counter(key for action in actions_at(place) for key in action.keys)
        assert [key for key, count in keys.items() if count > 1] == []

    @pytest.mark.parametrize("place", Place)
    def test_no_word_means_two_things_in_one_place(self, place: Place) -> None:
        words = Counter(word for action in actions_at(place) for word in action.words)
        assert [word for word, count in words.items() if count > 1] == []

    def test_every_action_can_be_asked_for_and_is_explained(self) -> None:
        for action in ACTIONS:
            assert action.keys or action.words, action.name
            assert action.about.endswith("."), action.name


class TestWhatHinders:
    def test_a_read_only_profile_refuses_every_write(self) -> None:
        situation = Situation(calls=(call(status="in_progress"),), read_only=True)
        for name in ("start_call", "start_web_call", "stop_calls", "redial"):
            assert BY_NAME[name].why_not(situation) == "This profile is read-only."

    def test_a_call_that_has_ended_cannot_be_stopped(self) -> None:
        situation = Situation(calls=(call(status="completed"),))
        assert BY_NAME["stop_calls"].why_not(situation) == "It has ended."

    def test_a_call_of_an_unknown_status_can_be_stopped(self) -> None:
        situation = Situation(calls=(call(status="on-hold"),))
        assert BY_NAME["stop_calls"].why_not(situation) is None

    def test_one_live_call_among_ended_ones_can_be_stopped(self) -> None:
        situation = Situation(calls=(call(status="failed"), call(status="queued")))
        assert BY_NAME["stop_calls"].why_not(situation) is None

    @pytest.mark.parametrize("name", ["redial", "copy", "bundle_call", "download_recording"])
    def test_what_takes_one_call_takes_the_one_under_the_cursor_and_no_marked_one(
        self, name: str
    ) -> None:
        marked = (call(status="queued"), call(status="queued"))
        under = call(id="call_2", status="completed")
        assert (
            BY_NAME[name].why_not(Situation(calls=marked, marked=True, rows=2, under=under)) is None
        )
        alone = Situation(calls=marked, marked=True, rows=2)
        assert BY_NAME[name].why_not(alone) == "There is no call under the cursor."

    @pytest.mark.parametrize("name", ["redial", "copy", "bundle_call", "download_recording"])
    def test_an_empty_list_has_nothing_to_act_on(self, name: str) -> None:
        assert BY_NAME[name].why_not(Situation()) == "There is no call under the cursor."

    def test_a_web_call_cannot_be_redialled(self) -> None:
        web = Call.read({"id": "call_1", "agent_id": "agt_1", "type": "web"})
        reason = BY_NAME["redial"].why_not(Situation(calls=(web,)))
        assert reason == "A web call has no number to redial."

    def test_without_a_call_there_is_nothing_to_read(self) -> None:
        assert BY_NAME["read_call"].why_not(Situation()) is not None


def test_the_footer_of_the_triage_says_first_what_is_done_with_a_group() -> None:
    labels = [action.name for action in actions_at(Place.TRIAGE) if action.in_footer]
    assert labels[:4] == ["show_calls_of_group", "next_failure", "explain_group", "redial_many"]
    assert "set_slowness" in labels
