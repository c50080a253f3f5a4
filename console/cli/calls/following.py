"""Following what happens to calls while a command waits for it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from console.cli.exits import say, stop_for
from console.live.board import place_of
from console.live.for_ever import run_for_ever

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from console.api.records.call import Call
    from console.live.board import Settled
    from console.opened import OpenAccount

_TICK = 1.0
"""Seconds after which is looked again though nothing was heard: time alone changes states."""


@asynccontextmanager
async def following(
    account: OpenAccount, *loops: Callable[[], Awaitable[None]]
) -> AsyncGenerator[None]:
    """Keep the board up to date while the block runs; `loops` run beside that."""
    session = account.session
    running = asyncio.create_task(
        run_for_ever(session.clock, session.link.run, session.live.run, *loops)
    )
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait((running,))


class News:
    """Tells when the board may be another; says meanwhile when it cannot be read, and why."""

    def __init__(self, account: OpenAccount) -> None:
        self._session = account.session
        self._changed = asyncio.Event()
        self._trouble = ""
        self._session.live.on_change.add(lambda _: self._changed.set())

    async def wait(self, at_most: float = _TICK) -> None:
        """Wait for a change of the board, at most so many seconds.

        Raises:
            Stop: the key was rejected.
        """
        try:
            async with asyncio.timeout(min(at_most, _TICK)):
                await self._changed.wait()
        except TimeoutError:
            pass
        self._changed.clear()
        link = self._session.link
        if link.frozen and link.error:
            raise stop_for(link.error)
        error = self._session.live.freshness.error
        words = error.words if error else ""
        if words and words != self._trouble:
            say(f"{words} Trying on.")
        self._trouble = words


async def until_ended(account: OpenAccount, call_id: str) -> Call:
    """Wait for the end of a call that is on the board; to be awaited while it is followed.

    Raises:
        Stop: the key was rejected.
    """
    session, news = account.session, News(account)
    session.live.watch(call_id)
    session.live.look_again(call_id)
    while not ((row := session.board.rows.get(call_id)) and row.ended):
        await news.wait()
    return row.call


async def what_became(account: OpenAccount, request_id: str) -> Call | None:
    """Look whether the platform has taken a call; None when it was not seen for a minute.

    To be awaited while the board is followed.
    """
    session, place = account.session, place_of(request_id)
    settled: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    def hear(of: Settled) -> None:
        if of.request_id == request_id and not settled.done():
            settled.set_result(of.call_id)

    stop_hearing = session.board.on_settled.add(hear)
    try:
        known = session.board.resolve(place)
        call_id = known if known != place else await settled
    finally:
        stop_hearing()
    row = session.board.rows.get(call_id) if call_id else None
    while call_id and row is None:  # it was bound this very moment, and is shown the next
        await asyncio.sleep(0)
        row = session.board.rows.get(call_id)
    return row.call if row else None
