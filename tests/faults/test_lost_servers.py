"""Rows 1 to 3, 6, 9, 10, 31 and 47: nobody there, nobody answering, connections that went stale."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import threading
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from console.live.freshness import Standing
from console.tui.terminal.quick_exit import DaemonExecutor
from tests.faults.fault_server import raw, reply, reply_json, reset, silence
from tests.faults.faulty_platform import CALLS, FaultyPlatform
from tests.faults.watch import NetworkClock, Watch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

NO_CALLS: dict[str, object] = {"items": [], "total": 0}
UNAVAILABLE = reply_json({"detail": "Down for maintenance"}, status="503 Service Unavailable")


class TestAServerThatIsDown:
    async def test_is_named_while_its_rows_stay_and_found_by_the_first_try_after_its_return(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        rows = watch.rows
        await platform.server.close()

        await watch.goes_offline()

        host = platform.url.removeprefix("http://")
        assert watch.line.startswith(f"No connection to {host}: connection refused. ✕ offline")
        assert "offline since 12:00, next try in " in watch.line
        assert watch.rows == rows
        assert watch.freshness.in_doubt(watch.clock.monotonic())  # the board dims what is in doubt

        await platform.server.start(port=platform.server.port)
        before = len(platform.polls())
        await watch.next_poll()
        assert watch.line == "● live · 0 s"
        assert len(platform.polls()) - before == 1


class TestANameThatIsNotFound:
    async def test_is_told(self, clock: NetworkClock, monkeypatch: pytest.MonkeyPatch) -> None:
        def not_found(*_args: object, **_options: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", not_found)
        watch = Watch("http://api.example", clock)

        await watch.opens()

        assert watch.line.startswith("Name not found: api.example. ✕ offline since 12:00")
        await watch.close()

    async def test_for_a_long_time_holds_up_neither_the_console_nor_its_end(
        self, clock: NetworkClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given_up = threading.Event()

        def wait(*_args: object, **_options: object) -> None:
            given_up.wait()

        asyncio.get_running_loop().set_default_executor(DaemonExecutor())  # as the app does
        monkeypatch.setattr(socket, "getaddrinfo", wait)
        watch = Watch("http://api.example", clock, connect=0.1)
        try:
            async with asyncio.timeout(10):
                await watch.opens()
                line = watch.line
                await watch.close()
        finally:
            given_up.set()

        assert line.startswith("No connection to api.example within 0.1 s. ✕ offline")


@asynccontextmanager
async def served_by_a_process() -> AsyncGenerator[tuple[asyncio.subprocess.Process, str]]:
    """A platform in a process of its own, and its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.faulty_platform", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    yield process, json.loads(await process.stdout.readline())
    process.kill()
    await process.wait()


class TestAServerThatStandsStill:
    async def test_meets_the_deadline_and_is_found_once_it_goes_on(
        self, clock: NetworkClock
    ) -> None:
        async with served_by_a_process() as (process, url):
            watch = Watch(url, clock)
            await watch.opens()
            rows = watch.rows

            os.kill(process.pid, signal.SIGSTOP)
            watch.deadlines.shorten()
            await watch.goes_offline()
            assert "did not answer within 0.15 s. ✕ offline since 12:00" in watch.line
            assert watch.rows == rows

            os.kill(process.pid, signal.SIGCONT)
            watch.deadlines.extend()
            await watch.next_poll()
            assert watch.line == "● live · 0 s"
            await watch.close()


class TestAKeptConnection:
    async def test_that_is_reset_costs_one_repetition_that_nobody_sees(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        before = len(platform.polls())
        platform.fails(reset(), path=f"{CALLS}?status=queued", times=1)

        await watch.next_poll()

        assert watch.line == "● live · 0 s"
        assert len(platform.polls()) - before == 2

    async def test_that_is_closed_after_each_answer_is_not_noticed(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        opened = platform.server.connections
        platform.fails(reply(json.dumps(NO_CALLS).encode(), keep=False), path=f"{CALLS}?status")

        for _ in range(4):
            await watch.next_poll()
            assert (watch.standing, watch.freshness.error) == (Standing.LIVE, None)

        assert platform.server.connections - opened >= 8

    async def test_that_holds_bytes_too_many_spoils_one_poll_at_most(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        body = json.dumps(NO_CALLS).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
        poisoned = raw(head + body + b"extra bytes\r\n\r\n", keep=True)
        platform.fails(poisoned, path=f"{CALLS}?status=initiated", times=1)

        failed = 0
        for _ in range(4):
            await watch.next_poll()
            assert watch.standing is Standing.LIVE
            failed += watch.freshness.error is not None

        assert failed <= 1
        assert watch.freshness.error is None


class TestALongOutage:
    @pytest.mark.parametrize("listens", [False, True], ids=["nobody there", "503"])
    async def test_costs_a_probe_each_half_to_whole_minute_and_no_memory(
        self, platform: FaultyPlatform, watch: Watch, listens: bool
    ) -> None:
        if listens:
            platform.fails(UNAVAILABLE)
        else:
            await platform.server.close()
        await watch.clock.advance(900)
        gc.collect()
        held = len(gc.get_objects())
        watch.tries.clear()

        await watch.clock.advance(900)

        gaps = [later - earlier for earlier, later in pairwise(watch.tries)]
        assert 30 <= min(gaps) < max(gaps) <= 60
        assert len(set(gaps)) > 10
        gc.collect()
        assert len(gc.get_objects()) - held < 500
        assert watch.line.endswith(" s")

        platform.mends()
        if not listens:
            await platform.server.start(port=platform.server.port)
        async with asyncio.timeout(30):
            while watch.standing is not Standing.LIVE:  # a busy machine may miss one probe
                await watch.clock.advance(60)


class TestManyCancelledRequests:
    async def test_leave_room_for_the_next_poll(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.fails(silence(), path=f"{CALLS}/slow")
        for _ in range(15):
            asked = len(platform.server.requests)
            reads = [asyncio.create_task(watch.session.client.calls.get("slow")) for _ in range(20)]
            await platform.server.received(asked + 4)
            for read in reads:
                read.cancel()
            await asyncio.gather(*reads, return_exceptions=True)

        await watch.next_poll()

        assert watch.line == "● live · 0 s"
