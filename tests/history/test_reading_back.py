"""Reading back: newest first, a page a second, and on from where it stopped."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from console.archive.call_entries import unpack
from console.archive.errors import DamageError
from console.history.progress import State
from tests.history.conftest import CALLS, Keeper, keeping, pages_by_cursor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandbox_server import Sandbox

PAGES = 3


def complete(keeper: Keeper) -> bool:
    return keeper.history.progress.state is State.COMPLETE


async def read_some(sandbox: Sandbox, path: Path, pages: int) -> None:
    """Read so many pages in a console of its own."""
    async with keeping(sandbox, path) as keeper:
        await keeper.until_kept(pages * 100)
        assert not complete(keeper)


class TestReadingBack:
    async def test_keeps_every_call_and_says_how_far_it_is(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            told: list[State] = []
            keeper.history.on_change.add(lambda _: told.append(keeper.history.progress.state))
            heard: set[str] = set()
            keeper.history.on_kept.add(heard.update)
            await keeper.until(lambda: keeper.history.progress.since)
            first = keeper.history.progress.since
            await keeper.until(lambda: complete(keeper))
            await keeper.until(lambda: keeper.history.progress.calls == CALLS)
            last = keeper.history.progress

            await keeper.until(lambda: len(heard) == CALLS)
            assert await keeper.count() == CALLS
            assert last.since == last.wanted < (first or last.wanted)
            assert last.trouble == ""
            assert told[0] is State.RUNNING
            assert told[-1] is State.COMPLETE
            assert pages_by_cursor(sandbox) == PAGES

    async def test_begins_anew_when_what_was_kept_is_found_damaged(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: complete(keeper))
            with suppress(DamageError):
                await keeper.archive.read(lambda _: unpack(b"garbled"))
            assert await keeper.count() < CALLS
            await keeper.until_kept(CALLS)

            assert "set aside" in keeper.archive.notices[0]
            assert keeper.history.progress.in_memory is False

    async def test_goes_on_where_it_stopped_and_reads_one_page_twice_at_most(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        await read_some(sandbox, path, 2)
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: complete(keeper))
            assert await keeper.count() == CALLS
        assert pages_by_cursor(sandbox) == PAGES + 1

    async def test_reads_what_came_while_no_console_was_open(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        await read_some(sandbox, path, 2)
        with sandbox.api() as api:
            agent_id = api.get("/agents").json()["items"][0]["id"]
            new = [api.post("/calls/web", json={"agent_id": agent_id}).json() for _ in range(5)]
        sandbox.advance(3600.0)
        async with keeping(sandbox, path) as keeper:
            keeper.clock.suspend(3600.0)
            await keeper.until(lambda: complete(keeper))
            assert await keeper.count() == CALLS + len(new)
            assert all([await keeper.archive.calls.get(call["id"]) for call in new])
        assert pages_by_cursor(sandbox) == PAGES + 1

    async def test_finds_its_place_when_a_cursor_is_known_no_longer(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        await read_some(sandbox, path, 2)
        sandbox.fault("status", status=422, path="/v1/calls/cursor")
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: complete(keeper))
            assert await keeper.count() == CALLS
        asked = (parse_qs(each["query"]) for each in sandbox.requests("GET", "/v1/calls"))
        offsets = [int(query["offset"][0]) for query in asked if query["limit"] == ["100"]]
        assert max(offsets) >= 150
        assert not any(0 < offset < 150 for offset in offsets)


class TestAPause:
    async def test_outlasts_the_console(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until_kept(100)
            keeper.history.pause()
            assert keeper.history.progress.state is State.PAUSED
            await keeper.passes(10.0)
            since = keeper.history.progress.since
        read = pages_by_cursor(sandbox)
        assert read < PAGES

        async with keeping(sandbox, path) as keeper:
            await keeper.passes(20.0)
            assert keeper.history.progress.state is State.PAUSED
            assert keeper.history.progress.since is None
            assert keeper.history.progress.read_before == since
            assert pages_by_cursor(sandbox) == read
            keeper.history.resume()
            await keeper.until(lambda: complete(keeper))
            assert await keeper.count() == CALLS


class TestTwoConsoles:
    async def test_share_the_work(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as one, keeping(sandbox, path, seed=9) as two:
            await asyncio.gather(one.until(lambda: complete(one)), two.until(lambda: complete(two)))
            assert await one.count() == await two.count() == CALLS
            assert not one.history.progress.trouble
            assert not two.history.progress.trouble
        assert pages_by_cursor(sandbox) <= 2 * PAGES

    async def test_pause_together(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as one:
            await one.until_kept(100)
            one.history.pause()
            await one.passes(2.0)
            async with keeping(sandbox, path) as two:
                await two.until(lambda: two.history.progress.state is State.PAUSED)
                two.history.resume()
                await two.until(lambda: complete(two))
            await one.passes(70.0)
            assert one.history.progress.state is State.COMPLETE
