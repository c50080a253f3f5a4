"""What can be asked of a record in the filter language: its fields, and how each is compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOMENT = "moment"
"""A record's time in seconds since 1970, which `since:`, `until:`, `on:` and `hour:` ask about."""


@dataclass(frozen=True, slots=True)
class Language:
    """What can be asked of one kind of record.

    Attributes:
        fields: the fields by name, each with what it is, for a person.
        exact: those that can be asked for a whole value, as `status=failed`; where a record calls
            its value by several names, each is a line.
        numeric: those that are numbers, which bare words are not looked for in.
        durations: the numbers that are lengths of time, which may be typed as `2m` or `1h30m`, with
            how many of the field's own units a second has.
        phones: those that are telephone numbers, found whatever their spaces.
        worded: those that are searched word by word, besides all variables.
        ids: those that are found by their beginning.
        moments: those that ask about the time of the record, which it gives as `MOMENT`.
        aliases: other names that people may type for a field.
        variables: whether `var.NAME` is understood too; of names, too, only the words count.
    """

    fields: Mapping[str, str]
    exact: frozenset[str] = frozenset()
    numeric: frozenset[str] = frozenset()
    durations: Mapping[str, int] = field(default_factory=dict[str, int])
    phones: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    variables: bool = False


CALLS = Language(
    fields={
        "agent": "the agent's name or id",
        "status": "the state as shown: talking, stuck, failed",
        "to": "the number called",
        "from": "the calling number",
        "type": "outbound, inbound or web",
        "way": "inbound or outbound",
        "outcome": "what came of it; outcome=interested for that alone",
        "reason": "the end reason",
        "id": "the call's id",
        "dur": "the duration in seconds: dur>60, dur>2m",
        "cost": "the cost in cents: cost>10",
        "slow": "the slowest turn in milliseconds: slow>1500, slow>1.5s",
    },
    exact=frozenset({"agent", "status", "type", "way", "outcome", "reason"}),
    numeric=frozenset({"dur", "cost", "slow", MOMENT}),
    durations={"dur": 1, "slow": 1000},
    phones=frozenset({"to", "from", "number"}),
    worded=frozenset({"to", "from", "said", "summary"}),
    ids=frozenset({"id"}),
    aliases={
        "agent_id": "agent",
        "state": "status",
        "to_number": "to",
        "from_number": "from",
        "direction": "way",
        "end_reason": "reason",
        "duration": "dur",
        "cents": "cost",
        "slowest": "slow",
    },
    variables=True,
)
"""Calls."""

HISTORY = replace(
    CALLS,
    fields={
        **CALLS.fields,
        "number": "our number",
        "since": "created since then: since:2h, since:3d, since:2026-11-19T14:30",
        "until": "created before then, or on that day: until:yesterday",
        "on": "created on that day: on:today, on:2026-11-19",
        "hour": "created in that hour of the day: hour:14",
    },
    exact=CALLS.exact | {"number"},
    moments=frozenset({"since", "until", "on", "hour"}),
    aliases={**CALLS.aliases, "after": "since", "before": "until"},
)
"""Calls whose time can be asked about, too."""
