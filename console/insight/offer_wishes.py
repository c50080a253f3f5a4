"""What is wished of a number to buy, and what is wrong with a wish being typed."""

from __future__ import annotations

from console.insight.countries import NAMES

_NORTH_AMERICA = 1
_AREA_CODE_THERE = 3
_LONGEST_AREA_CODE = 5


def problem_with_country(text: str) -> str | None:
    """What keeps a text from naming a country by its two letters; None when nothing does."""
    country = text.strip().upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        return "The country is two letters, such as US, GB or DE."
    return None if country in NAMES else f"There is no country {country}."


def problem_with_area_code(text: str, country: str) -> str | None:
    """What keeps a text, which may be empty, from being an area code of a country."""
    code = text.strip()
    if not code:
        return None
    if not (code.isascii() and code.isdigit()):
        return "An area code has digits alone."
    if not _is_in_north_america(country):
        longest = _LONGEST_AREA_CODE
        return f"An area code has {longest} digits at most." if len(code) > longest else None
    if len(code) != _AREA_CODE_THERE:
        return f"An area code of +{_NORTH_AMERICA} has {_AREA_CODE_THERE} digits."
    return "No area code begins with 0 or 1 there." if code[0] in "01" else None


def _is_in_north_america(country: str) -> bool:
    from phonenumbers import country_code_for_region  # 20 ms, wanted by few

    return country_code_for_region(country.strip().upper()) == _NORTH_AMERICA
