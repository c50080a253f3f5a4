"""A number that has just come into the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.cli.exits import say
from console.cli.output import Form, show_one
from console.cli.records import data_of

if TYPE_CHECKING:
    from console.api.records.number import PhoneNumber


def show_got(number: PhoneNumber, form: Form) -> None:
    """Write it, and say what comes next."""
    from console.actions.saving.reach import answering

    pairs = [
        ("number", number.phone_number or ""),
        ("id", number.id),
        ("name", number.friendly_name or ""),
        ("agent_id", answering(number) or ""),
        ("status", number.status or ""),
    ]
    show_one(pairs, data_of(number), form)
    if not answering(number):
        say("Nobody answers it yet: `numbers assign` gives it to an agent.")
