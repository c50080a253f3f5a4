"""What calls have in common: few combinations for very many calls, so that they count fast."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.archive.call_entries import SLOT
from console.insight.call_fields import Facts
from console.insight.moments import hour_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from console.archive.call_query import Statement

_COLUMNS = ", ".join(("id", *Facts._fields))


class Kinds:
    """The combinations, read again only when there are new ones."""

    def __init__(self) -> None:
        self._known: dict[int, Facts] = {}

    def read(self, connection: sqlite3.Connection) -> Mapping[int, Facts]:
        """All combinations by their number."""
        last = connection.execute(
            f"SELECT {_COLUMNS} FROM call_kinds ORDER BY id DESC LIMIT 1"  # noqa: S608
        ).fetchone()
        if last is None:
            return {}
        if self._known.get(last[0]) != last[1:]:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM call_kinds")  # noqa: S608
            self._known = {number: Facts(*facts) for number, *facts in rows}
        return self._known


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the calls that pass a filter have which value.

    Attributes:
        counts: by field, and there by value, the most frequent first; the hours of the day are
            numbers as text, in their own order.
        calls: how many were counted.
        complete: whether those are all, and not the latest only.
    """

    counts: Mapping[str, Mapping[str, int]]
    calls: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Within:
    """Calls that are told by their kind and their time alone.

    Attributes:
        kinds: the numbers of their kinds; None for all.
        first: their keys are not before this.
        end: their keys are before this.
    """

    kinds: Sequence[int] | None
    first: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls, counted twice.

    Attributes:
        by_kind: how many are of which kind.
        by_slot: how many stand in which quarter of an hour.
    """

    by_kind: Mapping[int, int]
    by_slot: Mapping[int, int]


def count_kinds(connection: sqlite3.Connection, within: Within) -> Counts:
    """Count calls of some kinds, begun at some time."""
    conditions: list[str] = []
    values: list[Any] = []
    if within.kinds is not None:
        conditions.append("kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(within.kinds))
    if within.first is not None:
        conditions.append("key >= ? AND slot >= ?")
        values += (within.first, within.first // SLOT)
    if within.end is not None:
        conditions.append("key < ?")
        values.append(within.end)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    by_kind, by_slot = (
        dict(
            connection.execute(
                f"SELECT {each}, count(*) FROM calls INDEXED BY calls_by_{each}"  # noqa: S608
                f" {where} GROUP BY {each}",
                values,
            )
        )
        for each in ("kind", "slot")
    )
    return Counts(by_kind, by_slot)


def count_found(connection: sqlite3.Connection, found: Statement) -> Counts:
    """Count the calls whose keys a statement finds."""
    sql, values = found
    rows = connection.execute(
        "WITH found AS MATERIALIZED ("  # noqa: S608
        f"SELECT kind, slot FROM ({sql}) JOIN calls USING (key))"
        " SELECT 0, kind, count(*) FROM found GROUP BY kind"
        " UNION ALL SELECT 1, slot, count(*) FROM found GROUP BY slot",
        values,
    )
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for which, each, count in rows:
        counts[which][each] = count
    return Counts(*counts)


def facets(kinds: Mapping[int, Facts], counts: Counts, zone: tzinfo, at_most: int | None) -> Facets:
    """What calls have in common, value by value, and the hours of the day in a zone."""
    counters: dict[str, Counter[str]] = {name: Counter() for name in Facts._fields}
    for number, count in counts.by_kind.items():
        for name, value in zip(Facts._fields, kinds[number], strict=True):
            counters[name][value] += count
    hours: Counter[int] = Counter()
    for slot, count in counts.by_slot.items():
        hour = hour_at(slot * SLOT / 1000, zone)
        if hour is not None:
            hours[hour] += count
    calls = sum(counts.by_kind.values())
    return Facets(
        {name: dict(counter.most_common()) for name, counter in counters.items()}
        | {"hour": {str(hour): count for hour, count in sorted(hours.items())}},
        calls,
        complete=at_most is None or calls < at_most,
    )
