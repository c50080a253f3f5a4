"""Phone numbers that a carrier has for sale."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from phonenumbers import country_code_for_region

from console.sandbox.world.chance import chance

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS_AFTER_COUNTRY = 10
_TRIES = 4000


def numbers_for_sale(
    seed: int, country: str, area_code: str, contains: str, limit: int
) -> list[dict[str, Any]]:
    """Up to `limit` numbers, always the same ones for the same wishes.

    Args:
        seed: the world's.
        country: ISO 3166 code; one that nobody knows has no numbers.
        area_code: digits that follow the country's code; may be empty.
        contains: digits anywhere in the number; may be empty.
        limit: most numbers.
    """
    code = country_code_for_region(country)
    if not code:
        return []
    found = (
        number
        for number in _draw(seed, f"+{code}{area_code}", len(str(code)) + _DIGITS_AFTER_COUNTRY)
        if contains in number
    )
    return [
        {
            "phone_number": number,
            "friendly_name": number,
            "provider": "twilio",
            "country": country,
            "locality": None,
            "monthly_cost_cents": 115,
        }
        for number in islice(dict.fromkeys(found), limit)
    ]


def _draw(seed: int, beginning: str, digits: int) -> Iterator[str]:
    rng = chance(seed, "for sale", beginning)
    missing = max(digits + 1 - len(beginning), 0)
    for _ in range(_TRIES):
        yield beginning + "".join(rng.choice("0123456789") for _ in range(missing))
