"""The short page of each place, and what is in front of the operator in words."""

from __future__ import annotations

import pytest

from console.actions.action import Place, Situation
from console.actions.pages import PAGES
from console.actions.registry import actions_at
from console.actions.situations import words_of
from console.api.records.agent import Agent
from console.api.records.call import Call
from console.api.records.number import PhoneNumber

CALL = Call.read({"id": "call_1", "direction": "outbound", "to_number": "+442079460958"})
WEB = Call.read({"id": "call_2", "type": "web"})


class TestAPage:
    def test_is_there_for_every_place_that_is_a_screen(self) -> None:
        assert set(Place) - {Place.EVERYWHERE} <= PAGES.keys()

    @pytest.mark.parametrize("place", PAGES)
    def test_names_three_actions_of_its_place(self, place: Place) -> None:
        assert set(PAGES[place].most_used) <= {action.name for action in actions_at(place)}

    @pytest.mark.parametrize("place", PAGES)
    def test_says_in_two_lines_what_the_place_is_for(self, place: Place) -> None:
        purpose = PAGES[place].purpose
        assert purpose.endswith(".")
        assert len(purpose) <= 2 * 68
        assert all(len(name) <= 15 for name, _ in PAGES[place].reading)


class TestWhatIsInFront:
    @pytest.mark.parametrize(
        ("situation", "words"),
        [
            (Situation(), ""),
            (Situation(calls=(CALL,), under=CALL, rows=1), "the call with +44 20 7946 0958"),
            (Situation(calls=(WEB,), under=WEB, rows=1), "the call call_2"),
            (Situation(calls=(CALL, WEB), under=CALL, rows=2, marked=True), "2 marked rows"),
            (Situation(calls=(CALL,), under=WEB, rows=1, marked=True), "the marked row"),
            (Situation(agents=(Agent.read({"id": "agt_1", "name": "Aria"}),)), "“Aria”"),
            (Situation(agents=(Agent.read({"id": "agt_1"}),)), "“agt_1”"),
            (
                Situation(numbers=(PhoneNumber.read({"id": "n", "phone_number": "+331"}),)),
                "“+331”",
            ),
        ],
    )
    def test_is_called_by_its_name(self, situation: Situation, words: str) -> None:
        assert words_of(situation) == words
