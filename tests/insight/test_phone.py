from __future__ import annotations

import pytest

from console.insight.phone import country_of, display, e164, problem_with


class TestANumberOnTheScreen:
    @pytest.mark.parametrize(
        ("number", "text"),
        [
            ("+4930901820", "+49 30 901820"),
            ("+15739693824", "+1 573-969-3824"),
            ("+442079460958", "+44 20 7946 0958"),
            ("+33 6.12.34.56.78", "+33 6 12 34 56 78"),
        ],
    )
    def test_is_grouped_as_its_country_does(self, number: str, text: str) -> None:
        assert display(number) == text

    @pytest.mark.parametrize(
        "text", ["", "112", "anonymous", "sip:+4930901820@host", "+49 30 901820 ext 5", "+999", "+"]
    )
    def test_what_is_no_international_number_stays_as_it_came(self, text: str) -> None:
        assert display(text) == text

    def test_what_could_steer_the_terminal_is_made_visible(self) -> None:
        assert display("+49\x1b[31m") == "+49␛[31m"


class TestANumbersCountry:
    def test_is_told_by_its_name(self) -> None:
        assert country_of("+4930901820") == "Germany"
        assert country_of("+14165550134") == "Canada"

    def test_is_nothing_for_what_belongs_nowhere(self) -> None:
        assert country_of("+999123") is None
        assert country_of("front desk") is None


class TestANumberBeingTyped:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "starts with + and the country code"),
            ("4930", "starts with + and the country code"),
            ("0049", "write + instead of 00"),
            ("+", "the country code comes next"),
            ("+0", "no country code starts with 0"),
            ("+4", "the country code goes on"),
            ("+999", "not a number of any country: +999 is no country code"),
            ("+49a", "only digits after the +"),
            ("+49 3", "3 digits too short for Germany"),
            ("+880 171", "3 digits too short for Bangladesh"),
            ("+1 415 555 013", "1 digit too short for +1"),
            ("+1 415 555 01345", "1 digit too long for +1"),
            ("+49 151234567890123", "2 digits too long for Germany"),
        ],
    )
    def test_hears_what_is_wrong_with_it(self, text: str, words: str) -> None:
        assert problem_with(text) == words

    @pytest.mark.parametrize(
        "text", ["+4930901820", "+49 30 901820", " +1 (415) 555-0134 ", "+33/6.12.34.56.78"]
    )
    def test_hears_nothing_when_it_can_be_dialled(self, text: str) -> None:
        assert problem_with(text) is None

    def test_is_sent_without_its_separators(self) -> None:
        assert e164(" +1 (415) 555-0134 ") == "+14155550134"
