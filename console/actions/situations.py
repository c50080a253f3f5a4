"""What is in front of the operator, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.records.call import Call
from console.insight.phone import display, other_side

if TYPE_CHECKING:
    from console.actions.action import Situation
    from console.api.records.base import Record


def words_of(situation: Situation) -> str:
    """What an action would act on: "3 marked rows", "the call with +44 20 7946 0958"."""
    if situation.marked:
        return "the marked row" if situation.rows == 1 else f"{situation.rows} marked rows"
    record = situation.under or next(
        iter(
            (
                *situation.calls,
                *situation.agents,
                *situation.models,
                *situation.numbers,
                *situation.credentials,
            )
        ),
        None,
    )
    return _named(record) if record else ""


def _named(record: Record) -> str:
    if isinstance(record, Call):
        number = other_side(record)
        return f"the call with {display(number)}" if number else f"the call {record.id}"
    name = getattr(record, "name", None) or getattr(record, "phone_number", None)
    return f"“{name or record.id}”"
