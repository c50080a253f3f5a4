"""Telephone numbers as people write them, and what is wrong with one being typed.

phonenumbers takes 20 ms to import and is loaded with the first number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from console.insight.countries import NAMES
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonenumbers import PhoneNumber

    from console.api.records.call import Call

_WRITTEN = re.compile(r"\+[\d ().\-/]{1,30}", re.ASCII)
_SEPARATORS = re.compile(r"[ ().\-/]")
_E164_DIGITS = 15
_LONGEST_COUNTRY_CODE = 3


@lru_cache(maxsize=4096)
def display(number: str) -> str:
    """A number grouped the way its country groups it: `+49 30 901820`, `+1 573-969-3824`.

    What is no international number (an extension, a SIP address, a name) stays as it came.
    """
    parsed = _parsed(number)
    if parsed is None:
        return clean(number)
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


@lru_cache(maxsize=4096)
def country_of(number: str) -> str | None:
    """The English name of the country a number belongs to; None when it belongs to none."""
    parsed = _parsed(number)
    if parsed is None:
        return None
    from phonenumbers import region_code_for_number

    return NAMES.get(region_code_for_number(parsed) or "")


def our_side(call: Call) -> str | None:
    """The number of the account that a call goes through; None for a web call."""
    return call.to_number if call.direction == "inbound" else call.from_number


def other_side(call: Call) -> str | None:
    """The number of the person on a call; None for a web call."""
    return call.from_number if call.direction == "inbound" else call.to_number


def e164(text: str) -> str:
    """What people type, as the API takes it: separators left out."""
    return _SEPARATORS.sub("", text.strip())


def problem_with(text: str) -> str | None:
    """What keeps a number, perhaps half typed, from being dialled; None when nothing does.

    Checks the form the API asks for (E.164, the API notes, Conventions) and that the country has
    numbers of this length. It doesn't ask whether the number is in use.
    """
    number = e164(text)
    return _problem_of_form(number) or _problem_of_length(number)


def _problem_of_form(number: str) -> str | None:
    digits = number[1:]
    if number.startswith("00"):
        return "write + instead of 00"
    if not number.startswith("+"):
        return "starts with + and the country code"
    if not digits:
        return "the country code comes next"
    if not (digits.isascii() and digits.isdigit()):
        return "only digits after the +"
    if digits.startswith("0"):
        return "no country code starts with 0"
    return None


def _problem_of_length(number: str) -> str | None:
    digits = number[1:]
    code = _country_code(digits)
    if code is None:
        if len(digits) < _LONGEST_COUNTRY_CODE:
            return "the country code goes on"
        return f"not a number of any country: +{digits[:_LONGEST_COUNTRY_CODE]} is no country code"
    place = _place(code)
    if _possible(number):
        return None
    missing = _first(more for more in range(1, _E164_DIGITS) if _possible(number + "1" * more))
    if missing:
        return f"{_digits(missing)} too short for {place}"
    extra = _first(less for less in range(1, len(digits)) if _possible(number[:-less]))
    return f"{_digits(extra)} too long for {place}" if extra else f"not a number of {place}"


def _country_code(digits: str) -> int | None:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    codes = (int(digits[:length]) for length in range(1, _LONGEST_COUNTRY_CODE + 1))
    return _first(code for code in codes if code in COUNTRY_CODE_TO_REGION_CODE)


def _place(code: int) -> str:
    """The country of a country code; the code itself where several countries share it."""
    from phonenumbers import region_codes_for_country_code

    regions = region_codes_for_country_code(code)
    return NAMES.get(regions[0], f"+{code}") if len(regions) == 1 else f"+{code}"


def _possible(number: str) -> bool:
    from phonenumbers import ValidationResult, is_possible_number_with_reason

    parsed = _parsed(number) if len(number) <= 1 + _E164_DIGITS else None
    return (
        parsed is not None
        and is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE
    )


def _parsed(number: str) -> PhoneNumber | None:
    if not _WRITTEN.fullmatch(number):
        return None
    from phonenumbers import NumberParseException, parse

    try:
        return parse(number)
    except NumberParseException:
        return None


def _digits(count: int) -> str:
    return "1 digit" if count == 1 else f"{count} digits"


def _first(numbers: Iterator[int]) -> int | None:
    return next(numbers, None)
