"""The ways from a number to what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Place
from console.actions.saving.reach import answering, fallback
from console.tui.navigation import Destination, Jump
from console.tui.screens.numbers.view import carrier, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from console.api.records.number import PhoneNumber
    from console.tui.screens.numbers.view import NumbersView


def calls_of(number: PhoneNumber) -> Destination:
    """The board with this number's calls alone, to it and from it."""
    text = number.phone_number or ""
    return Destination(Place.CALLS, filter=f"to:{text} or from:{text}")


def jumps_of_number(number: PhoneNumber, view: NumbersView) -> tuple[Jump, ...]:
    """The ways to its agents, its calls, and the key to its carrier as far as that is known."""
    return tuple(_jumps(number, view))


def _jumps(number: PhoneNumber, view: NumbersView) -> Iterator[Jump]:
    for letter, words, agent_id in (
        ("A", "The agent that answers", answering(number)),
        ("F", "The fallback", fallback(number)),
    ):
        if agent_id and not view.is_lost(agent_id):
            yield Jump(letter, words, view.agent_name(agent_id), Destination(Place.AGENT, agent_id))
    if credential := view.credential(number):
        to_it = Destination(Place.CREDENTIALS, credential.id)
        yield Jump("K", "Its credential", credential.name or credential.id, to_it)
    elif number.provider:
        to_them = Destination(Place.CREDENTIALS, filter=f'"{number.provider}"')
        yield Jump("K", "The credentials of its carrier", carrier(number), to_them)
    if number.phone_number:
        yield Jump("C", "The number's calls", shown(number), calls_of(number))
