"""The console on a quiet sandbox: a still world, a still clock, a terminal of a given size."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.paths import settings_file
from console.accounts.profiles import Profile
from console.actions.action import Place
from console.actions.keys.key_map import STANDARD_KEYS, KeyMap
from console.actions.preferring import Preferring
from console.opening import Opening
from console.tui.app import ConsoleApp
from console.tui.glyphs import UNICODE
from console.tui.screens.calls.screen import CallsScreen
from console.tui.surroundings import Surroundings
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.widgets.inspector.inspector import Inspector
from console.tui.widgets.line import Line
from tests.fakes import FakeClock
from tests.sandbox_server import SECRET_KEY, START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from console.accounts.preferences import Preferences
    from console.live.board import Row
    from console.session import Session
    from console.tui.widgets.live_table.table import LiveTable

PATIENCE = 45.0
"""Seconds of real time after which a condition is given up."""


async def wait_until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait for a condition on an app whose clock is the machine's own."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause()
            await asyncio.sleep(0.01)


@dataclass
class Console:
    """The app under test, with what stands around it."""

    app: ConsoleApp
    pilot: Pilot[None]
    sandbox: Sandbox
    clock: FakeClock

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition while time goes by, in the sandbox's world as on our clock."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.passes(0.25)
                await self.pilot.pause()
                await asyncio.sleep(0.005)

    async def passes(self, seconds: float) -> None:
        """Let time pass in the sandbox's world and on the client's clock alike."""
        while seconds > 0:
            step = min(seconds, 1.0)
            self.sandbox.advance(step)
            await self.clock.advance(step)
            seconds -= step

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*text)

    @property
    def board(self) -> CallsScreen:
        board = self.app.get_screen(Place.CALLS.value)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        assert isinstance(board, CallsScreen)
        return board

    @property
    def session(self) -> Session:
        return self.board.account.session

    @property
    def table(self) -> LiveTable[Row]:
        return self.board.table

    @property
    def inspector(self) -> Inspector:
        return self.app.screen.query_one(Inspector)

    def line(self, name: str) -> str:
        return self.app.screen.query_one(f"#{name}", Line).text

    def row(self, call_id: str) -> Row:
        return self.session.board.rows[call_id]


@asynccontextmanager
async def opened(
    folder: Path,
    *,
    size: tuple[int, int] = (160, 45),
    name: str = "demo",
    read_only: bool = False,
    keys: KeyMap = STANDARD_KEYS,
    preferences: Preferences | None = None,
    tour: Path | None = None,
    **world: Any,
) -> AsyncGenerator[Console]:
    """Open the console on a sandbox of its own and wait until its board is filled.

    Args:
        folder: for crash reports.
        size: of the terminal.
        name: the profile's.
        read_only: whether it is one that changes nothing.
        keys: those of the person.
        preferences: theirs; None for the console's own.
        tour: the file that remembers the tour; none shows it only when asked.
        world: options of the sandbox.
    """
    preferring = Preferring(preferences, local=UTC, settings=settings_file)
    with running_sandbox(**world) as sandbox:
        clock = FakeClock(now=START)
        profile = Profile(name, sandbox.url, read_only=read_only)
        environment = EnvironmentKeys({profile.key_variable: SecretStr(SECRET_KEY)})
        opening = Opening(profile, named=True, environment=environment, clock=clock)
        app = ConsoleApp(
            opening,
            Surroundings(
                zone=preferring.zone,
                glyphs=UNICODE,
                clock=clock,
                keys=keys,
                preferring=preferring,
            ),
            crashes=CrashReports(folder, clock, Redactor()),
            demo=lambda: opening,
            tour=tour,
        )
        async with app.run_test(size=size) as pilot:
            console = Console(app, pilot, sandbox, clock)
            await console.until(lambda: any(isinstance(s, CallsScreen) for s in app.screen_stack))
            session = console.session
            await console.until(
                lambda: (
                    session.live.freshness.last_good is not None
                    and session.numbers.freshness.last_good is not None
                    and session.models.freshness.last_good is not None
                )
            )
            await console.until(lambda: len(console.table.ids) == len(session.board.rows))
            yield console
