"""Words of texts, and where those that are looked for stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.insight.highlights import places
from console.insight.moments import Now
from console.insight.words import places_of, words_and_places, words_of

NOW = Now(datetime(2026, 6, 1, 12, 0, tzinfo=UTC), UTC)


class TestTheWordsOfAText:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Straße École_e\u0301cole", ["strasse", "ecole", "ecole"]),
            ("ORD-00123x", ["ord", "00123", "x"]),
            ("日本 go", ["日", "本", "go"]),
            ("don't \x00!", ["don", "t"]),
            ("a" * 50, ["a" * 48, "aa"]),
            ("", []),
        ],
    )
    def test_are_folded_runs_of_letters_and_of_digits(self, text: str, words: list[str]) -> None:
        assert words_of(text) == words

    @given(st.text(st.characters(max_codepoint=127)))
    def test_are_the_same_beside_a_foreign_one(self, text: str) -> None:
        assert words_of(f"{text} é") == [*words_of(text), "e"]

    @given(st.text())
    def test_are_the_same_with_their_places(self, text: str) -> None:
        found = words_and_places(text)

        assert [word for word, _, _ in found] == words_of(text)
        assert all(0 <= start < end <= len(text) for _, start, end in found)


class TestAPhrase:
    WORDS = ("please", "call", "me", "back", "calling", "me")

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (["call"], [1, 4]),
            (["call", "me"], [1]),
            (["me", "bac"], [2]),
            (["m"], []),
            (["me"], [2, 5]),
            (["me", "call"], []),
            ([], []),
        ],
    )
    def test_is_words_that_follow_one_another_of_which_the_last_may_go_on(
        self, wanted: list[str], found: list[int]
    ) -> None:
        assert list(places_of(wanted, self.WORDS)) == found


class TestHighlights:
    @pytest.mark.parametrize(
        ("text", "filter", "marked"),
        [
            ("Two refunds, one Refund.", "refund", ["refunds", "Refund"]),
            ("I call back and call", '"call back" or and', ["call back", "and"]),
            ("a big big deal", '"big big" "big deal"', ["big big deal"]),
            ("É\u0301cole éte", "ecole !ete status:ete", ["É\u0301cole"]),
            ("nothing", "dur>5 since:2h", []),
        ],
    )
    def test_are_the_words_that_are_looked_for(
        self, text: str, filter: str, marked: list[str]
    ) -> None:
        found = places(text, parse(filter, HISTORY, NOW))
        assert [text[start:end] for start, end in found] == marked
