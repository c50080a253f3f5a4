"""The calls that pass a filter, as far as they have been read from the archive."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from typing import TYPE_CHECKING

from console.archive.call_entries import key_of
from console.archive.tokens import numbers_of
from console.insight.call_fields import moment_of
from console.live.changes import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.records.call import Call
    from console.archive.calls import Calls, Place
    from console.insight.filters import Filter

PAGE = 100
"""Calls that are read at once: some 30 ms of a thread's work."""
MOST = 5_000
"""Calls that are held at most: some 100 MB. Nobody looks through more without a filter."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the archive.

    Attributes:
        wanted: the filter.
        agents: the names of agents by their ids.
        sort: one of the archive's `SORTS`.
        descending: from the latest or largest on.
    """

    wanted: Filter
    agents: Mapping[str, str]
    sort: str = "moment"
    descending: bool = True

    def place(self, call: Call) -> tuple[bool, float, int]:
        """Where a call stands among others: those without a number come last, as in the archive."""
        sign = -1 if self.descending else 1
        value = 0.0 if self.sort == "moment" else dict(numbers_of(call)).get(self.sort)
        return value is None, sign * (value or 0.0), sign * key_of(moment_of(call))


class Listing:
    """Grows page by page, and follows what is kept meanwhile."""

    def __init__(self, archive: Calls) -> None:
        self._archive = archive
        self._question: Question | None = None
        self._end: Place | None = None
        self._last: tuple[bool, float, int] | None = None
        self._more = False
        self.calls: Mapping[str, Call] = {}
        """What has been read, in the order that was asked for. Another mapping after each read."""

    @property
    def more(self) -> bool:
        """Whether there are more calls to read, and room for them."""
        return self._more and len(self.calls) < MOST

    @property
    def full(self) -> bool:
        """Whether there are more calls than there is room for."""
        return self._more and len(self.calls) >= MOST

    async def ask(self, question: Question, *, at_least: int = PAGE) -> None:
        """Begin anew with a question; until the answer is there everything stays.

        Raises:
            ArchiveError: it could not be answered.
        """
        page = await self._archive.page(
            question.wanted,
            question.agents,
            sort=question.sort,
            descending=question.descending,
            limit=min(max(PAGE, at_least), MOST),
        )
        self._question = question
        self.calls = {call.id: call for call in page.calls}
        self._end, self._more = page.end, page.more
        self._last = question.place(page.calls[-1]) if page.calls else None

    async def read_on(self) -> None:
        """Read the next page.

        Raises:
            ArchiveError: it could not be read.
        """
        question = self._question
        if question is None or self._end is None or not self.more:
            return
        page = await self._archive.page(
            question.wanted,
            question.agents,
            sort=question.sort,
            descending=question.descending,
            after=self._end,
            limit=PAGE,
        )
        if question is not self._question:
            return
        self._more = page.more
        if page.calls:
            self._end, self._last = page.end, question.place(page.calls[-1])
            self.calls = {**self.calls, **{call.id: call for call in page.calls}}

    async def take(self, ids: frozenset[str]) -> Change:
        """Take in calls that have been kept, each at its place; what lies beyond the end waits.

        Raises:
            ArchiveError: they could not be read.
        """
        question = self._question
        if question is None:
            return Change()
        if self._last is None:
            await self.ask(question)
            return Change(added=tuple(self.calls))
        page = await self._archive.page(
            question.wanted.among(ids),
            question.agents,
            sort=question.sort,
            descending=question.descending,
            limit=len(ids),
        )
        if question is not self._question:
            return Change()
        within = {c.id: c for c in page.calls if question.place(c) <= self._last}
        self._more |= len(within) < len(page.calls)
        before = self.calls
        others = (call for call_id, call in before.items() if call_id not in ids)
        merged = merge(others, within.values(), key=question.place)
        self.calls = {call.id: call for call in merged}
        return Change(
            added=tuple(i for i in within if i not in before),
            removed=tuple(i for i in before if i in ids and i not in within),
            changed=tuple(i for i in within if i in before and within[i] != before[i]),
        )
