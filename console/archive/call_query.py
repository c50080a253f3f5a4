"""The statements that read calls, made of the parts of a filter. All values are bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.archive.call_terms import Part

Statement = tuple[str, list[Any]]
"""SQL, and what is bound to it."""

_NONE: Statement = ("SELECT key FROM calls WHERE 0", [])


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the calls that pass are wanted.

    Attributes:
        limit: how many at most.
        descending: from the latest on, or from the largest number.
        key: the key of the last one that is known already.
        number: the number by which they are sorted, one of `NUMBERS`; None to sort by time.
        value: what that was of the last one that is known already.
    """

    limit: int
    descending: bool = True
    key: int | None = None
    number: str | None = None
    value: float | None = None

    @property
    def order(self) -> str:
        """The direction."""
        return "DESC" if self.descending else "ASC"

    @property
    def beyond(self) -> str:
        """How those that are not known yet compare."""
        return "<" if self.descending else ">"


def keys(parts: Sequence[Part], window: Window) -> Statement:
    """The keys of calls that pass, in the order of time."""
    each = [_keys_of(part, window) for part in parts]
    if len(each) < 2:
        return each[0] if each else _NONE
    union = " UNION ".join(f"SELECT key FROM ({sql})" for sql, _ in each)  # noqa: S608
    values = [value for _, bound in each for value in bound]
    return f"{union} ORDER BY key {window.order} LIMIT ?", [*values, window.limit]


def keys_by_number(parts: Sequence[Part], window: Window, *, few: bool) -> Sequence[Statement]:
    """The keys of calls that pass, sorted by a number and then by time.

    Args:
        parts: the filter's.
        window: which are wanted.
        few: whether so few pass that they are best found first and sorted then; else calls are
            gone through in the order that is wanted, until enough of them pass.

    Returns:
        First those that have the number, then those that have not, if more are wanted.
    """
    if not parts:
        return []
    source, tests, values = _found_first(parts) if few else _gone_through(parts)
    number = f"c.{window.number}"
    order = f"{number} {window.order}, c.key {window.order}"
    having, bound = f"{number} IS NOT NULL", []
    if window.key is not None and window.value is not None:
        having = f"({number}, c.key) {window.beyond} (?, ?)"
        bound = [window.value, window.key]
    missing, bound_missing = f"{number} IS NULL", []
    if window.key is not None and window.value is None:
        missing += f" AND c.key {window.beyond} ?"
        bound_missing = [window.key]
    without = (
        f"SELECT c.key FROM {source} WHERE {tests} AND {missing}"  # noqa: S608
        f" ORDER BY c.key {window.order} LIMIT ?",
        [*values, *bound_missing, window.limit],
    )
    if bound_missing:
        return [without]
    sql = f"SELECT c.key FROM {source} WHERE {tests} AND {having} ORDER BY {order} LIMIT ?"  # noqa: S608
    return [(sql, [*values, *bound, window.limit]), without]


def _keys_of(part: Part, window: Window) -> Statement:
    key, source, conditions, values = _source(part)
    if window.key is not None:
        conditions.append(f"{key} {window.beyond} ?")
        values.append(window.key)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT {key} AS key FROM {source} {where} ORDER BY {key} {window.order} LIMIT ?"  # noqa: S608
    return sql, [*values, window.limit]


def _source(part: Part) -> tuple[str, str, list[str], list[Any]]:
    """Where a part looks: the name of the key there, the tables, conditions, bound values."""
    key, source = "c.key", "calls c"
    conditions, values = list(part.tests), list(part.values)
    if part.search is not None:
        key, source = "f.rowid", "call_search f"
        if conditions:
            source += " CROSS JOIN calls c ON c.key = f.rowid"
        conditions.insert(0, "call_search MATCH ?")
        values.insert(0, part.search)
    for sign, bound in ((">=", part.first), ("<", part.end)):
        if bound is not None:
            conditions.append(f"{key} {sign} ?")
            values.append(bound)
    return key, source, conditions, values


def _found_first(parts: Sequence[Part]) -> tuple[str, str, list[Any]]:
    each: list[str] = []
    values: list[Any] = []
    for part in parts:
        key, source, conditions, bound = _source(part)
        each.append(f"SELECT {key} AS key FROM {source} WHERE {' AND '.join(conditions or ['1'])}")  # noqa: S608
        values += bound
    return f"({' UNION '.join(each)}) JOIN calls c USING (key)", "1", values


def _gone_through(parts: Sequence[Part]) -> tuple[str, str, list[Any]]:
    each: list[str] = []
    values: list[Any] = []
    for part in parts:
        _, _, conditions, bound = _source(replace(part, found=[], missing=[]))
        if part.search is not None:
            # The plus keeps SQLite from beginning with these, which are too many to be sorted.
            conditions.append("+c.key IN (SELECT rowid FROM call_search WHERE call_search MATCH ?)")
            bound.append(part.search)
        each.append(f"({' AND '.join(conditions or ['1'])})")
        values += bound
    return "calls c", f"({' OR '.join(each)})", values
