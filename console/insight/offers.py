"""What is said of a number on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.fields import maybe, read_number

if TYPE_CHECKING:
    from console.api.records.number import AvailableNumber


def place_of(offer: AvailableNumber) -> str:
    """Where it is from, as far as the platform says."""
    return ", ".join(filter(None, (offer.locality, offer.region, offer.country)))


def price_of(offer: AvailableNumber) -> str:
    """What the platform says that it costs; empty when it says nothing."""
    cents = maybe(read_number, offer.raw.get("monthly_cost_cents"))
    return "" if cents is None else f"{cents / 100:.2f} a month"
