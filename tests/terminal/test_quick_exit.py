"""Work in threads that nobody waits for at the end."""

from __future__ import annotations

import asyncio
import threading

import pytest

from console.tui.terminal.quick_exit import DaemonExecutor


@pytest.fixture
async def loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(DaemonExecutor())
    return loop


class TestTheExecutor:
    async def test_gives_results(self, loop: asyncio.AbstractEventLoop) -> None:
        assert await loop.run_in_executor(None, int, "7") == 7

    async def test_gives_exceptions(self, loop: asyncio.AbstractEventLoop) -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            await loop.run_in_executor(None, int, "x")

    async def test_lets_no_call_wait_for_one_that_hangs(
        self, loop: asyncio.AbstractEventLoop
    ) -> None:
        released = threading.Event()
        hanging = [loop.run_in_executor(None, released.wait) for _ in range(100)]
        assert await loop.run_in_executor(None, int, "7") == 7
        released.set()
        assert await asyncio.gather(*hanging) == [True] * 100

    async def test_is_not_waited_for_at_the_end(self, loop: asyncio.AbstractEventLoop) -> None:
        released = threading.Event()
        hanging = loop.run_in_executor(None, released.wait)
        await loop.shutdown_default_executor()
        assert not hanging.done()
        released.set()
        await hanging
