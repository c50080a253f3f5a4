"""Numbers and agents by what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.cli.names import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.api.records.agent import Agent
    from console.api.records.number import PhoneNumber

NOBODY = "none"
"""What is typed for an agent where there shall be none."""


@dataclass(frozen=True, slots=True)
class _Called:
    id: str
    name: str | None
    number: PhoneNumber


def number_named(given: str, numbers: Iterable[PhoneNumber]) -> PhoneNumber:
    """A number by itself, by its id, or by its name.

    Raises:
        Stop: there is none, or there are several.
    """
    from console.insight.phone import e164

    known = tuple(numbers)
    wanted = e164(given)
    if found := next((each for each in known if each.phone_number == wanted), None):
        return found
    called = [_Called(each.id, each.friendly_name, each) for each in known]
    return named(given, called, "number").number


def agent_id_of(given: str, agents: Iterable[Agent]) -> str | None:
    """The id of an agent by its name or id; None for `none`, where no agent is called so.

    Raises:
        Stop: there is none, or there are several.
    """
    known = tuple(agents)
    if given == NOBODY and not any((each.name or "") == NOBODY for each in known):
        return None
    return named(given, known, "agent").id


def plain(number: PhoneNumber) -> str:
    """The number as it can be typed again; its id if the platform gives none."""
    return number.phone_number or number.id
