"""What the filter can ask of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.filter_language import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.insight.triage import Group

GROUPS = Language(
    fields={
        "reason": "what the trouble is called, and what the records say",
        "kind": "failed, stuck, slow, short, said…",
        "fault": "who has to act: account, carrier, person…",
        "redial": "now, later, after_fix or never",
        "agent": "an agent whose calls had it",
        "number": "a number of the account that it went through",
        "to": "a person's number",
        "carrier": "twilio, telnyx…",
        "country": "a country that was called",
        "count": "how many calls: count>10",
    },
    numeric=frozenset({"count"}),
    phones=frozenset({"number", "to"}),
    aliases={"calls": "count", "from": "number", "why": "reason"},
)
"""Groups of calls that had the same trouble."""


def filter_fields(group: Group, agent_name: Callable[[str], str]) -> dict[str, str]:
    """A group's text by the names that the language has for its fields."""
    row = group.row
    return {
        "reason": "\n".join((group.words, group.key, *group.seen_as)),
        "kind": group.kind.value,
        "fault": row.fault.words if row else "not in the catalogue",
        "redial": row.redial.value if row else "",
        "agent": "\n".join(f"{agent_name(agent_id)} {agent_id}" for agent_id in group.agents),
        "number": "\n".join(group.numbers),
        "to": "\n".join(group.people),
        "carrier": "\n".join(group.carriers),
        "country": "\n".join(group.countries),
        "count": str(group.count),
    }
