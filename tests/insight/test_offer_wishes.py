"""What is wished of a number to buy, as it is typed."""

from __future__ import annotations

import pytest

from console.insight.offer_wishes import problem_with_area_code, problem_with_country


class TestTheCountry:
    @pytest.mark.parametrize("text", ["US", " gb ", "De"])
    def test_is_named_by_two_letters(self, text: str) -> None:
        assert problem_with_country(text) is None

    @pytest.mark.parametrize("text", ["", "U", "USA", "ÜS", "49"])
    def test_is_not_named_by_anything_else(self, text: str) -> None:
        assert "two letters" in (problem_with_country(text) or "")

    def test_has_to_be_one(self) -> None:
        assert problem_with_country("qq") == "There is no country QQ."


class TestTheAreaCode:
    @pytest.mark.parametrize(
        ("text", "country"), [("", "US"), (" 415 ", "us"), ("416", "CA"), ("30", "DE"), ("1", "")]
    )
    def test_is_free_or_made_of_as_many_digits_as_the_country_has(
        self, text: str, country: str
    ) -> None:
        assert problem_with_area_code(text, country) is None

    @pytest.mark.parametrize(
        ("text", "country", "words"),
        [
            ("41", "US", "of +1 has 3 digits"),
            ("4155", "CA", "of +1 has 3 digits"),
            ("115", "US", "begins with 0 or 1"),
            ("4x5", "US", "digits alone"),
            ("٤١٥", "US", "digits alone"),
            ("123456", "DE", "5 digits at most"),
        ],
    )
    def test_hears_what_is_wrong_with_it(self, text: str, country: str, words: str) -> None:
        assert words in (problem_with_area_code(text, country) or "")
