from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.insight.filter_language import HISTORY
from console.insight.filter_terms import has_term, last_term, term_of, with_term, without_term
from console.insight.filter_tree import Field
from console.insight.filters import Filter, FilterError, parse

FAILED = "status:failed"


class TestATerm:
    @pytest.mark.parametrize(
        ("value", "term"),
        [
            ("sip_603", "reason:sip_603"),
            ("agent hung up", 'reason:"agent hung up"'),
            ('say "no"', 'reason:"say  no "'),
        ],
    )
    def test_asks_for_a_value(self, value: str, term: str) -> None:
        assert term_of("reason", value) == term

    @given(value=st.text(min_size=1).filter(lambda text: '"' not in text))
    def test_means_the_value_exactly(self, value: str) -> None:
        assert parse(term_of("reason", value), HISTORY).tree == Field("reason", value)

    @pytest.mark.parametrize(
        ("text", "narrowed"),
        [
            ("", "status:failed"),
            ("agent:sales", "agent:sales status:failed"),
            ('"call back"  or x', '"call back" status:failed or x status:failed'),
        ],
    )
    def test_is_added_to_each_alternative_and_taken_away_again(
        self, text: str, narrowed: str
    ) -> None:
        assert with_term(text, FAILED) == narrowed
        assert has_term(narrowed, FAILED)
        assert not has_term(text, FAILED)
        assert without_term(narrowed, FAILED).split() == text.split()

    def test_of_one_alternative_alone_is_not_there_for_all(self) -> None:
        assert not has_term("status:failed or busy", FAILED)

    def test_that_was_an_alternative_leaves_everything_when_it_goes(self) -> None:
        assert without_term("status:failed or busy", FAILED) == ""

    @given(
        words=st.lists(
            st.sampled_from(["or", "x", '"a b"', "dur>60", "!y", 'agent:"S E"', '"open']),
            max_size=6,
        )
    )
    def test_narrows_whatever_it_is_added_to(self, words: list[str]) -> None:
        def read(text: str) -> Filter | None:
            try:
                return parse(text, HISTORY)
            except FilterError:
                return None

        before = read(" ".join(words))
        if before is None:
            return
        after = read(with_term(before.text, FAILED))
        assert after is not None
        fields = {"status": "busy", "said": "x a b open", "agent": "S E", "dur": "99"}
        assert not after.matches(fields)
        assert after.matches({**fields, "status": "failed"}) == before.matches(
            {**fields, "status": "failed"}
        )


class TestTheTermThatIsTyped:
    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("", ""),
            ("sta", "sta"),
            ("status:failed ", ""),
            ("x !sta", "!sta"),
            ('agent:"Sales E', 'agent:"Sales E'),
            ('agent:"Sales EN" ', ""),
        ],
    )
    def test_stands_at_the_end(self, text: str, term: str) -> None:
        assert last_term(text) == term
