"""What can be done with phone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place
from console.actions.hindrances import needs_writing

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_number(situation: Situation) -> str | None:
    return None if situation.numbers else "There is no number under the cursor."


def _needs_number_to_change(situation: Situation) -> str | None:
    return _needs_number(situation) or needs_writing(situation)


ON_NUMBERS: tuple[Action, ...] = (
    Action(
        "open_number",
        "Route the number",
        "route",
        "Goes to the number's name, agent, fallback and voicemail; changes nothing until saved.",
        (Place.NUMBERS,),
        "Numbers",
        keys=("enter",),
        words=("route",),
        hindrance=_needs_number,
    ),
    Action(
        "assign_numbers",
        "Assign to an agent",
        "to agent",
        "Gives the marked numbers, or the one under the cursor, to an agent; asks first.",
        (Place.NUMBERS,),
        "Numbers",
        keys=("t",),
        words=("assign",),
        argument="[AGENT]",
        hindrance=_needs_number_to_change,
    ),
    Action(
        "register_number",
        "Register a number",
        "new",
        "Makes a number of a carrier or of a SIP trunk known to the platform; asks first.",
        (Place.NUMBERS,),
        "Numbers",
        keys=("n",),
        words=("register", "new"),
        argument="[+NUMBER]",
        hindrance=needs_writing,
    ),
    Action(
        "buy_number",
        "Search and buy a number",
        "buy",
        "Searches the numbers on offer; buying costs money and takes the number typed as a yes.",
        (Place.NUMBERS, Place.SETUP),
        "Numbers",
        keys=("b",),
        words=("buy", "search"),
        hindrance=needs_writing,
    ),
    Action(
        "delete_number",
        "Delete the number",
        "delete",
        "Says what stops ringing, and takes the number typed as the answer.",
        (Place.NUMBERS,),
        "Numbers",
        keys=("delete",),
        words=("delete",),
        hindrance=_needs_number_to_change,
        in_footer=False,
    ),
    Action(
        "show_calls_of_number",
        "The number's calls",
        "calls",
        "Shows the board with this number's calls alone; escape comes back.",
        (Place.NUMBERS,),
        "Go to",
        keys=("c",),
        words=("its-calls",),
        hindrance=_needs_number,
    ),
)
