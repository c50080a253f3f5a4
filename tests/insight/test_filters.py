from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.filters import And, Compare, Field, FilterError, Not, Or, Word, parse

CALL = {
    "agent": "Réception Paris",
    "status": "talking",
    "to": "+33 1 70 18 99 00",
    "from": "+33612345678",
    "type": "inbound",
    "way": "inbound",
    "outcome": "Not Interested",
    "reason": "silence_timeout",
    "id": "call_8f3a-91",
    "dur": "372.5",
    "cost": "12",
    "slow": "1840",
    "var.customer_name": "Zoë",
    "about": "Zoë · ORD-001",
}


def passes(text: str) -> bool:
    return parse(text).matches(CALL)


class TestTheTree:
    def test_side_by_side_is_and_or_separates_and_mark_negates(self) -> None:
        assert parse('agent:sales !voicemail or dur>60 "call back"').tree == Or(
            (
                And((Field("agent", "sales"), Not(Word("voicemail")))),
                And((Compare("dur", ">", 60), Word("call back"))),
            )
        )

    def test_aliases_mean_the_field_they_stand_for(self) -> None:
        assert parse("direction:inbound").tree == Field("way", "inbound")
        assert parse("END_REASON:api").tree == Field("reason", "api")

    def test_a_variable_keeps_its_own_name(self) -> None:
        assert parse("var.Order_ID:7").tree == Field("var.Order_ID", "7")

    def test_an_open_quote_ends_with_the_text(self) -> None:
        assert parse('agent:"sales e').tree == Field("agent", "sales e")

    def test_a_clock_time_compares_as_seconds(self) -> None:
        assert parse("dur>=1:30").tree == Compare("dur", ">=", 90)

    def test_nothing_typed_passes_everything_and_is_false(self) -> None:
        assert not parse("  ")
        assert parse("  ").matches({})
        assert parse("x")


class TestAWord:
    @pytest.mark.parametrize("text", ["reception", "PARIS", "zoe", "ord 001", "8f3a_91"])
    def test_is_found_in_any_field_whatever_its_case_and_accents(self, text: str) -> None:
        assert all(passes(word) for word in text.split())
        assert passes(f'"{text}"')

    def test_is_not_found_where_it_is_not(self) -> None:
        assert not passes("berlin")
        assert not passes("1840")

    def test_that_is_a_number_is_found_whatever_its_spaces(self) -> None:
        assert passes("+33170189900")
        assert passes('"612 345"')
        assert not passes("+49170")


class TestAField:
    @pytest.mark.parametrize(
        "text",
        [
            "agent:paris",
            "status:talk",
            "outcome:not_interested",
            'outcome:"not interested"',
            'reason:"silence timeout"',
            "to:+33170",
            'from:"+33 6 12"',
            "id:call_8f3a-91",
            "var.customer_name:zoe",
        ],
    )
    def test_holds_when_its_own_text_does(self, text: str) -> None:
        assert passes(text)
        assert not passes(f"!{text}")

    @pytest.mark.parametrize("text", ["agent:talking", "to:612345", "var.order:zoe"])
    def test_looks_nowhere_else(self, text: str) -> None:
        assert not passes(text)


class TestAComparison:
    @pytest.mark.parametrize(
        "text", ["dur>60", "dur<6:13", "cost=12", "cost<=12", "slow>=1840", "dur>60 slow>1500"]
    )
    def test_holds_by_number(self, text: str) -> None:
        assert passes(text)

    @pytest.mark.parametrize("text", ["dur<60", "cost>12", "var.customer_name>1"])
    def test_fails_by_number_and_for_what_is_none(self, text: str) -> None:
        assert not passes(text)


class TestWhatCannotBeUnderstood:
    @pytest.mark.parametrize(
        ("text", "position", "words"),
        [
            ("agent:", 6, "agent what?"),
            ("a dur>", 6, "dur > what?"),
            ("dur>long", 4, "“long” is no number"),
            ("agent>5", 6, "agent is no number; write agent:5"),
            ("a !", 3, "what should not be there?"),
            ("or b", 0, "“or” stands between two things to look for"),
            ("a or ", 5, "what comes after “or”?"),
            (
                "x colour:red",
                2,
                "there is no field “colour”; to look for this very text put it in quotes",
            ),
        ],
    )
    def test_is_pointed_at_and_explained(self, text: str, position: int, words: str) -> None:
        with pytest.raises(FilterError) as caught:
            parse(text)
        assert (caught.value.position, caught.value.words) == (position, words)

    def test_words_that_begin_with_or_are_words(self) -> None:
        assert parse("orders oracle").tree == And((Word("orders"), Word("oracle")))

    @given(st.text(alphabet='ab:!"><=. or+1-_é\n\ud83d', max_size=30))
    def test_is_never_anything_but_a_filter_error(self, text: str) -> None:
        position = 0
        try:
            parse(text).matches(CALL)
        except FilterError as error:
            position = error.position
        assert 0 <= position <= len(text)
