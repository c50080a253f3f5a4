"""Values that calls have had, to complete what somebody types."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from console.archive.call_entries import unpack
from console.insight.call_fields import Facts, fields_of
from console.insight.matching import VARIABLE
from console.insight.words import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_LATEST = 5_000
"""Calls by which the most frequent values are told."""
_LATEST_READ = 200
"""Calls that are read for what only they themselves tell."""


def seen(
    connection: sqlite3.Connection, kinds: Mapping[int, Facts], field: str, beginning: str
) -> list[str]:
    """The values of a field that begin so, the most frequent of late first.

    Of `var.` it is the names of variables.
    """
    if field in Facts._fields:
        counts = _facts_seen(connection, kinds, field)
    else:
        counts = Counter(_values_read(connection, field))
    wanted = fold(beginning)
    return [value for value, _ in counts.most_common() if value and fold(value).startswith(wanted)]


def _facts_seen(
    connection: sqlite3.Connection, kinds: Mapping[int, Facts], field: str
) -> Counter[str]:
    at = Facts._fields.index(field)
    counts = Counter({facts[at]: 0 for facts in kinds.values()})
    rows = connection.execute(
        "SELECT kind, count(*) FROM (SELECT kind FROM calls ORDER BY key DESC LIMIT ?)"
        " GROUP BY kind",
        (_LATEST,),
    )
    for kind, count in rows:
        counts[kinds[kind][at]] += count
    return counts


def _values_read(connection: sqlite3.Connection, field: str) -> Iterator[str]:
    rows = connection.execute(
        "SELECT raw FROM (SELECT record FROM calls ORDER BY key DESC LIMIT ?)"
        " JOIN call_records r ON r.id = record",
        (_LATEST_READ,),
    )
    for (raw,) in rows:
        fields = fields_of(unpack(raw), {})
        if field == VARIABLE:
            yield from (name for name in fields if name.startswith(VARIABLE))
        else:
            yield fields.get(field, "")
