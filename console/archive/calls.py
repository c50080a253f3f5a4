"""The calls that were read, kept whole and found again by filter."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.archive.call_entries import HELD, Held, entries_of, held, put, remove, unpack
from console.archive.call_query import Window, keys, keys_by_number
from console.archive.call_terms import Compiler
from console.archive.facets import Facets, Kinds, count_found, count_kinds, facets
from console.archive.marks import keep_mark
from console.archive.seen import seen
from console.archive.tokens import NUMBERS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from console.api.records.call import Call
    from console.archive.call_query import Statement
    from console.archive.marks import Mark
    from console.archive.store import Archive
    from console.insight.filter_tree import Node
    from console.insight.filters import Filter

SORTS = ("moment", *NUMBERS)
"""What calls can be sorted by."""

_ALL = 2**62
"""More than there can be."""
_FEW = 100_000
"""Calls that are sorted once they are found; of more, enough pass soon."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends, for the next to begin."""

    key: int
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the calls that pass a filter.

    Attributes:
        calls: them, in the order that was asked for.
        end: what to ask for more with; None without any calls.
        more: whether there is more.
    """

    calls: tuple[Call, ...]
    end: Place | None
    more: bool

    @property
    def next(self) -> Place | None:
        """What to ask for more with; None where there is no more."""
        return self.end if self.more else None


class Calls:
    """The history of calls.

    A filter is asked together with `agents`: the names of agents by their ids as they are now,
    since they change and the calls hold ids alone. What is asked for may take long in a large
    history; it is given up when the one who asks is cancelled.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kinds = Kinds()

    async def put(self, calls: Iterable[Call], mark: Mark | None = None) -> int:
        """Keep calls. The later read of a call counts, and one that has ended stays so.

        Args:
            calls: as they were read, a page or some at a time: they are written all at once.
            mark: how far reading has come with them; it is kept if they are.

        Returns:
            How many were new or changed.

        Raises:
            ArchiveError: they could not be kept, and none of them was.
        """
        entries = await asyncio.to_thread(entries_of, tuple(calls))

        def work(connection: sqlite3.Connection) -> int:
            count = put(connection, entries)
            if mark is not None:
                keep_mark(connection, mark)
            return count

        return await self._archive.write(work, at_once=False)

    async def drop(self, call_id: str) -> None:
        """Keep a call no longer: the platform has it no more.

        Raises:
            ArchiveError: it could not be forgotten.
        """

        def work(connection: sqlite3.Connection) -> None:
            kept = held(connection, call_id)
            if kept is not None:
                remove(connection, kept)

        await self._archive.write(work)

    async def get(self, call_id: str) -> Call | None:
        """A call as it was last read.

        Raises:
            ArchiveError: it could not be read.
        """

        def work(connection: sqlite3.Connection) -> Call | None:
            kept = held(connection, call_id)
            return unpack(kept.raw) if kept else None

        return await self._archive.read(work)

    async def page(
        self,
        wanted: Filter,
        agents: Mapping[str, str],
        *,
        sort: str = "moment",
        descending: bool = True,
        after: Place | None = None,
        limit: int = 100,
    ) -> Page:
        """Calls that pass a filter, the latest first.

        Args:
            wanted: the filter.
            agents: the names of agents by their ids.
            sort: one of `SORTS`; calls without the number come last.
            descending: from the latest or largest on.
            after: where the page before ended.
            limit: how many at most.

        Raises:
            ArchiveError: they could not be read.
        """
        window = Window(
            limit + 1,
            descending,
            after.key if after else None,
            None if sort == "moment" else sort,
            after.value if after else None,
        )

        def work(connection: sqlite3.Connection) -> Page:
            found = _in_order(connection, self._compiler(connection, agents), wanted.tree, window)
            calls = tuple(_unpacked(connection, found[:limit]))
            if not calls:
                return Page((), None, more=False)
            last = found[len(calls) - 1]
            end = Place(last, _number(connection, last, window.number))
            return Page(calls, end, more=len(found) > limit)

        return await self._archive.search(work)

    async def ids(
        self,
        wanted: Filter,
        agents: Mapping[str, str],
        *,
        sort: str = "moment",
        descending: bool = True,
    ) -> Sequence[str]:
        """The ids of all calls that pass a filter now, in order; the arguments are `page`'s.

        Raises:
            ArchiveError: they could not be read.
        """
        window = Window(_ALL, descending, number=None if sort == "moment" else sort)

        def work(connection: sqlite3.Connection) -> Sequence[str]:
            compiler = self._compiler(connection, agents)
            found = _in_order(connection, compiler, wanted.tree, window)
            query = "SELECT id FROM calls WHERE key = ?"
            return [connection.execute(query, (key,)).fetchone()[0] for key in found]

        return await self._archive.search(work)

    async def those(self, call_ids: Sequence[str]) -> Sequence[Call]:
        """Calls by their ids, in that order, without those that are kept no longer.

        Raises:
            ArchiveError: they could not be read.
        """

        def work(connection: sqlite3.Connection) -> Sequence[Call]:
            kept = (held(connection, call_id) for call_id in call_ids)
            return [unpack(each.raw) for each in kept if each is not None]

        return await self._archive.search(work)

    async def count(
        self, wanted: Filter, agents: Mapping[str, str], *, at_most: int = 10_000
    ) -> int:
        """How many calls pass a filter; of more than `at_most` that many.

        Raises:
            ArchiveError: they could not be counted.
        """

        def work(connection: sqlite3.Connection) -> int:
            parts = self._compiler(connection, agents).parts(wanted.tree)
            return _count(connection, keys(parts, Window(at_most)))

        return await self._archive.search(work)

    async def facets(
        self, wanted: Filter, agents: Mapping[str, str], zone: tzinfo, *, at_most: int = 50_000
    ) -> Facets:
        """Which agents, states, reasons the calls that pass a filter have, and how many of each.

        Args:
            wanted: the filter.
            agents: the names of agents by their ids.
            zone: where the hours of the day are those of the person.
            at_most: how many calls are counted, the latest, where words or numbers are looked
                for; otherwise it is always all.

        Raises:
            ArchiveError: they could not be counted.
        """

        def work(connection: sqlite3.Connection) -> Facets:
            kinds = self._kinds.read(connection)
            compiler = Compiler(connection, kinds, agents)
            within = compiler.within(wanted.tree)
            if within is not None:
                return facets(kinds, count_kinds(connection, within), zone, None)
            statement = keys(compiler.parts(wanted.tree), Window(at_most))
            return facets(kinds, count_found(connection, statement), zone, at_most)

        return await self._archive.search(work)

    async def values(self, field: str, beginning: str = "", *, at_most: int = 20) -> list[str]:
        """Values of a field that calls have had, the most frequent of late first.

        Args:
            field: its name in the filter language; `var.` for the names of variables. Of agents
                it is their ids.
            beginning: what they begin with, whatever its case and accents.
            at_most: how many.

        Raises:
            ArchiveError: they could not be read.
        """

        def work(connection: sqlite3.Connection) -> list[str]:
            return seen(connection, self._kinds.read(connection), field, beginning)[:at_most]

        return await self._archive.search(work)

    def _compiler(self, connection: sqlite3.Connection, agents: Mapping[str, str]) -> Compiler:
        return Compiler(connection, self._kinds.read(connection), agents)


def _in_order(
    connection: sqlite3.Connection, compiler: Compiler, tree: Node, window: Window
) -> list[int]:
    """The keys of calls that pass, in the order of a window."""
    parts = compiler.parts(tree)
    if window.number is None:
        sql, values = keys(parts, window)
        return [key for (key,) in connection.execute(sql, values)]
    few = _count(connection, keys(parts, Window(_FEW))) < _FEW
    found: list[int] = []
    for sql, values in keys_by_number(
        parts if few else compiler.parts_of_many(tree), window, few=few
    ):
        if len(found) < window.limit:
            found += (key for (key,) in connection.execute(sql, values))
    return found


def _count(connection: sqlite3.Connection, statement: Statement) -> int:
    sql, values = statement
    return connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0]  # noqa: S608


def _unpacked(connection: sqlite3.Connection, found: Iterable[int]) -> Iterator[Call]:
    for key in found:
        yield unpack(Held(*connection.execute(f"{HELD} WHERE key = ?", (key,)).fetchone()).raw)


def _number(connection: sqlite3.Connection, key: int, number: str | None) -> float | None:
    if number is None:
        return None
    query = f"SELECT {number} FROM calls WHERE key = ?"  # noqa: S608 - one of NUMBERS
    return connection.execute(query, (key,)).fetchone()[0]
