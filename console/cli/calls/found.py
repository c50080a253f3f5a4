"""Finding calls: on the board alone, or in what is kept and then page by page on the platform."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from console.actions.export.calls import Source, kept_source
from console.cli.progress import Progress
from console.history.reading_back import ReadingBack
from console.history.stretches import BEGINNING
from console.insight.call_fields import moment_of
from console.insight.filter_tree import And, During
from console.insight.filters import Filter
from console.insight.spans import ago, moment_words
from console.tui.screens.calls.view import BoardView, filter_fields

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
    from datetime import datetime

    from console.api.records.call import Call
    from console.archive.calls import Calls
    from console.cli.calls.asked import Asked
    from console.live.board import Row
    from console.opened import OpenAccount

SORTS = ("time", "dur", "slow", "cost")


@dataclass(frozen=True, slots=True)
class Found:
    """Calls that pass a filter.

    Attributes:
        source: them, in order.
        reach: how far back was looked, as a sentence.
        agents: the names of agents by their ids.
        kept: all calls that are at hand, those that do not pass among them.
        since: from when on none is missing there.
    """

    source: Source
    reach: str
    agents: Mapping[str, str]
    kept: Calls
    since: datetime

    async def first(self, most: int | None) -> AsyncGenerator[Call]:
        """The first of them, or all.

        Raises:
            ArchiveError: they could not be read.
        """
        count = 0
        async for page in self.source.pages():
            for call in page:
                if count == most:
                    return
                yield call
                count += 1


@asynccontextmanager
async def find(
    account: OpenAccount,
    asked: Asked,
    *,
    sort: str = "",
    reverse: bool = False,
    enough: int | None = None,
) -> AsyncGenerator[Found]:
    """Find calls; those of the past can be read as long as the block runs.

    Args:
        account: whose.
        asked: which.
        sort: one of `SORTS`; else those that need somebody first come first.
        reverse: the other way round.
        enough: after how many no more of the past is read.

    Raises:
        ApiError: the platform could not be asked.
        ArchiveError: what is kept could not be read.
    """
    if not asked.looks_back:
        yield await _on_the_board(account, asked, sort, reverse=reverse)
        return
    reading = ReadingBack(account.session, account.archive, account.profile.keeping)
    try:
        yield await _in_the_past(account, asked, reading, sort, reverse=reverse, enough=enough)
    finally:
        await reading.close()


async def _on_the_board(account: OpenAccount, asked: Asked, sort: str, *, reverse: bool) -> Found:
    session = account.session
    await asyncio.gather(session.live.read(), session.agents.read())
    view, wanted = BoardView.of(account), asked.filter(account.server_now())
    rows = [row for row in session.board.rows.values() if wanted.matches(filter_fields(row, view))]
    if sort in {"", "time"}:
        rows.sort(key=view.rank if not sort else _age, reverse=reverse)
        calls = [row.call for row in rows]
    else:
        calls = _sorted((row.call for row in rows), _figure(sort, view), reverse=reverse)
    kept = f"the last {ago(session.board.keep.total_seconds())}"
    reach = f"Live calls, and those that ended in {kept}; --history looks further back."
    since = account.server_now() - session.board.keep
    source = Source.of(calls, asked.text)
    return Found(source, reach, _names(account), account.archive.calls, since)


async def _in_the_past(
    account: OpenAccount,
    asked: Asked,
    reading: ReadingBack,
    sort: str,
    *,
    reverse: bool,
    enough: int | None,
) -> Found:
    await account.session.agents.read()
    names, now = _names(account), account.server_now()
    wanted = asked.filter(now)
    by_time = sort in {"", "time"}
    stops = enough if by_time and not reverse else None

    def moment(when: datetime) -> str:
        return moment_words(when, now, asked.zone)

    with Progress() as progress:
        async with aclosing(reading.run(asked.begin(now))) as pages:
            async for _ in pages:
                if since := reading.since:
                    progress.show(f"{reading.read:,} calls read, back to {moment(since)} …")
                    if stops and await _are_there(reading, wanted, since, names, stops):
                        break
        await reading.settle()
    source = await kept_source(
        reading.calls,
        asked.text,
        wanted,
        names,
        sort="moment" if by_time else sort,
        descending=not reverse,
    )
    since = reading.since or BEGINNING
    begin = max(since, asked.begin(now))
    reach = f"All calls since {moment(begin)}." if begin > BEGINNING else "All calls there are."
    return Found(source, reach, names, reading.calls, since)


async def _are_there(
    reading: ReadingBack, wanted: Filter, since: datetime, names: Mapping[str, str], enough: int
) -> bool:
    """Whether so many calls pass among those of which none is missing."""
    tree = And((During(since.timestamp(), inf), wanted.tree))
    found = await reading.calls.count(Filter("", tree, wanted.language), names, at_most=enough + 1)
    return found > enough


def _age(row: Row) -> float:
    """By when calls were ordered, the latest first."""
    moment = moment_of(row.call)
    return -moment.timestamp() if moment else 0.0


def _names(account: OpenAccount) -> dict[str, str]:
    agents = account.session.agents.records.values()
    return {agent.id: agent.name or "" for agent in agents}


def _figure(sort: str, view: BoardView) -> Callable[[Call], float | None]:
    figures: dict[str, Callable[[Call], float | None]] = {
        "dur": lambda call: call.duration_seconds,
        "slow": lambda call: view.told(call).slowest_ms,
        "cost": lambda call: call.cost_cents,
    }
    return figures[sort]


def _sorted(
    calls: Iterable[Call], figure: Callable[[Call], float | None], *, reverse: bool
) -> list[Call]:
    """The largest first, unless it is the other way round; those without a figure come last."""
    known: list[tuple[float, Call]] = []
    unknown: list[Call] = []
    for call in calls:
        value = figure(call)
        if value is None:
            unknown.append(call)
        else:
            known.append((value, call))
    known.sort(key=lambda pair: pair[0], reverse=not reverse)
    return [*(call for _, call in known), *unknown]
