"""The console on a sandbox elsewhere; its time stands still until a key lets some pass.

Its arguments are the sandbox's URL and a folder for what it writes. F13 writes a mark once
everything before is drawn, F14 lets time pass until the calls were read again, F15 ticks without
time having passed, F16 after a second, and F17 writes the whole screen anew. With `FULL_DISK` in
the environment no file takes a byte.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from console.tui.terminal.preflight import prepare_environment

if __name__ == "__main__":
    prepare_environment(os.environ)

# Textual reads the environment when it is imported.
sys.path.append(str(Path(__file__).parents[3]))

from pydantic import SecretStr
from textual.pilot import Pilot

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.profiles import Profile
from console.opening import Opening
from console.tui.app import ConsoleApp
from console.tui.glyphs import glyphs
from console.tui.screens.calls.screen import CallsScreen
from console.tui.surroundings import Surroundings
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.guarded_app import run_guarded
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events

START = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


class HeldConsole(ConsoleApp):
    """The real app, but for the timer that ticks each second: a key does that."""

    clock: FakeClock
    board: CallsScreen
    marks = count(1)

    def on_mount(self) -> None:
        """Take what the test asks for one after the other, beside the app's own messages."""
        self.wanted: asyncio.Queue[Callable[[HeldConsole], Awaitable[None]]] = asyncio.Queue()
        self.run_worker(self._follow_the_test(), group="test")

    def on_key(self, event: events.Key) -> None:
        """A key that came up here has passed every widget: those before it were done."""
        if event.key in self.KEYS:
            self.wanted.put_nowait(self.KEYS[event.key])

    async def _follow_the_test(self) -> None:
        await self._find_board()
        while True:
            wanted = await self.wanted.get()
            await wanted(self)

    async def _find_board(self) -> None:
        while not (  # noqa: ASYNC110 - no bell rings
            ticks := [timer for timer in self.screen._timers if timer._interval == 1.0]
        ):
            await asyncio.sleep(0.01)
        assert isinstance(self.screen, CallsScreen)
        self.board = self.screen
        for timer in ticks:
            timer.stop()

    async def mark(self) -> None:
        """Tell the test that everything is drawn."""
        pilot: Pilot[None] = Pilot(self)
        for _ in range(4):
            await pilot.pause(0)
        assert self._driver
        self._driver.write(f"\x1b]777;step;{next(self.marks)}\x07")

    async def poll(self) -> None:
        """Let time pass until the calls have been read once more, and all else at least once."""
        session = self.board.account.session
        before = session.live.freshness.last_good
        others = (session.agents, session.models, session.numbers, session.usage)
        while session.live.freshness.last_good == before or any(
            directory.freshness.last_good is None for directory in others
        ):
            await self.pass_time(0.1)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, also for the network, which lives by the real clock."""
        await self.clock.advance(seconds)
        await asyncio.sleep(0.01)

    async def tick(self) -> None:
        """What happens each second."""
        self.board.call_later(self.board._tick)

    async def second(self) -> None:
        """A second goes by."""
        await self.pass_time(1)
        await self.tick()

    async def repaint(self) -> None:
        """Forget what the terminal shows."""
        self._picture.forget()
        self.screen.refresh()

    KEYS: ClassVar[dict[str, Callable[[HeldConsole], Awaitable[None]]]] = {
        "f13": mark,
        "f14": poll,
        "f15": tick,
        "f16": second,
        "f17": repaint,
    }


def open_console(console: type[HeldConsole]) -> int:
    """Run in the terminal this program was started in."""
    url, folder = sys.argv[1:]
    if "FULL_DISK" in os.environ:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.environ["XDG_STATE_HOME"] = folder
    clock = FakeClock(now=START)
    console.clock = clock
    profile = Profile("demo", url)
    keys = EnvironmentKeys({profile.key_variable: SecretStr("oi_sk_sandbox")})
    opening = Opening(profile, named=True, environment=keys, clock=clock)
    app = console(
        opening,
        Surroundings(zone=UTC, glyphs=glyphs(plain="ONEINBOX_ASCII" in os.environ), clock=clock),
        crashes=CrashReports(Path(folder), clock, Redactor()),
        demo=lambda: opening,
    )
    return run_guarded(app)


if __name__ == "__main__":
    sys.exit(open_console(HeldConsole))
