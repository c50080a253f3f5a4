"""What can be done with the groups of calls that had the same trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Action, Place

if TYPE_CHECKING:
    from console.actions.action import Situation


def _needs_group(situation: Situation) -> str | None:
    return None if situation.rows else "There is no group under the cursor."


ON_TRIAGE: tuple[Action, ...] = (
    Action(
        "show_calls_of_group",
        "The group's calls",
        "its calls",
        "Goes to the history with the calls of the group alone; escape comes back.",
        (Place.TRIAGE,),
        "Triage",
        keys=("enter",),
        words=("open",),
        hindrance=_needs_group,
    ),
    Action(
        "next_failure",
        "Read the next call",
        "next",
        "Reads the latest call of the group, then the next, from call to call.",
        (Place.TRIAGE,),
        "Triage",
        keys=("n",),
        words=("next",),
        hindrance=_needs_group,
    ),
    Action(
        "previous_failure",
        "Read the call before",
        "",
        "Reads the call of the group that came after the one read last.",
        (Place.TRIAGE,),
        "Triage",
        keys=("N",),
        hindrance=_needs_group,
        in_footer=False,
    ),
    Action(
        "explain_group",
        "Explain the reason",
        "explain",
        "Shows the catalogue's row of the reason, or one to fill in, for your own failures.toml.",
        (Place.TRIAGE,),
        "Triage",
        keys=("w",),
        words=("explain", "why"),
        hindrance=_needs_group,
    ),
)

ON_SPANS: tuple[Action, ...] = (
    Action(
        "set_slowness",
        "Which calls are slow",
        "slow",
        "Judges by what people feel, or by what systems in service are held to; both can be set.",
        (Place.TRIAGE,),
        "Triage",
        keys=("T",),
        words=("slow",),
        argument="[felt|field] [MS]",
    ),
    Action(
        "choose_span",
        "The span of time",
        "span",
        "Looks at the last 2 h, 24 h or 7 d, and compares with the time before.",
        (Place.TRIAGE, Place.FIGURES),
        "Triage",
        keys=("d",),
        words=("span",),
        argument="[2h|24h|7d]",
    ),
    Action(
        "shorter_span",
        "A shorter span",
        "shorter",
        "Looks at a shorter time.",
        (Place.TRIAGE, Place.FIGURES),
        "Triage",
        keys=("left_square_bracket",),
        in_footer=False,
    ),
    Action(
        "longer_span",
        "A longer span",
        "longer",
        "Looks at a longer time.",
        (Place.TRIAGE, Place.FIGURES),
        "Triage",
        keys=("right_square_bracket",),
        in_footer=False,
    ),
)
