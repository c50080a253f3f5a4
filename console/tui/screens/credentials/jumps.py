"""The ways from a credential to what uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Place
from console.actions.saving.reach import counted, named
from console.tui.navigation import Destination, Jump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from console.actions.uses import Uses
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber


def jumps_of_credential(uses: Uses) -> tuple[Jump, ...]:
    """The ways to its numbers, agents and prompts: to the one, or to the list of them alone."""
    return tuple(_jumps(uses))


def _jumps(uses: Uses) -> Iterator[Jump]:
    numbers = (*uses.numbers, *uses.perhaps)
    if numbers:
        words = "The numbers that use it" if uses.numbers else "The numbers that may use it"
        names = [named(each) for each in numbers]
        yield Jump("N", words, _note(names, "number"), _to(Place.NUMBERS, Place.NUMBER, numbers))
    if uses.agents:
        names = [each.name or each.id for each in uses.agents]
        to_them = _to(Place.AGENTS, Place.AGENT, uses.agents)
        yield Jump("A", "The agents that use it", _note(names, "agent"), to_them)
    if uses.models:
        names = [each.name or each.id for each in uses.models]
        to_them = _to(Place.PROMPTS, Place.PROMPT, uses.models)
        yield Jump("P", "The prompts that run on it", _note(names, "prompt"), to_them)


def _note(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else counted(len(names), word)


def _to(
    many: Place, one: Place, records: Sequence[PhoneNumber] | Sequence[Agent] | Sequence[Model]
) -> Destination:
    if len(records) == 1:
        return Destination(one, records[0].id)
    return Destination(many, filter=" or ".join(f"id:{each.id}" for each in records))
