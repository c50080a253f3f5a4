"""What is said of drafts that an earlier run has left, and the ways to them."""

from __future__ import annotations

from typing import Any

from console.actions.action import Place
from console.actions.saving.plan import Kind
from console.archive.drafts import Draft
from console.tui.drafts_left import jump_to, of_the_gone, words_for
from console.tui.navigation import Destination
from tests.sandbox_server import START


def draft(kind: Kind, **base: Any) -> Draft:
    return Draft(kind, base, {"name": "S"}, START)


class TestTheNoticeAtTheStart:
    def test_agrees_with_how_many_lists_there_are_to_look_at(self) -> None:
        agents = {"agt_1": draft(Kind.AGENT), "agt_2": draft(Kind.AGENT)}
        assert words_for(agents) == "2 drafts are kept: g a lists them."
        both = {**agents, "llm_1": draft(Kind.MODEL)}
        assert words_for(both) == "3 drafts are kept: g p and g a list them."

    def test_names_a_single_one(self) -> None:
        one = {"agt_1": draft(Kind.AGENT, name="Sales\x1b[31m EN")}
        words = words_for(one)
        assert "\x1b" not in words
        assert words.startswith("A draft of “Sales")
        assert words.endswith("is kept: g a lists it.")


class TestTheDraftOfARecordThatIsGone:
    def test_is_told_from_those_of_records_that_are_there(self) -> None:
        kept = {
            "agt_1": draft(Kind.AGENT),
            "agt_2": draft(Kind.AGENT, name="Night desk"),
            "llm_9": draft(Kind.MODEL),
        }
        gone = of_the_gone(kept, Kind.AGENT, {"agt_1"})
        assert list(gone) == ["agt_2"]
        (jump,) = jump_to(gone, Place.AGENT)
        assert jump.destination == Destination(Place.AGENT, "agt_2")
        assert (jump.words, jump.note) == ("The draft of a deleted agent", "Night desk")
        assert jump_to({}, Place.AGENT) == ()
