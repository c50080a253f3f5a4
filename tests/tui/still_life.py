"""The console on a world and clocks that stand still: what it draws is the same every time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from textual.pilot import Pilot

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.keyring import SystemKeyring
from console.accounts.profiles import Profile
from console.opening import Opening
from console.tui.app import ConsoleApp
from console.tui.glyphs import UNICODE
from console.tui.screens.calls.screen import CallsScreen
from console.tui.surroundings import Surroundings
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.widgets.line import Line
from tests.console_pilot import PATIENCE
from tests.fakes import FakeClock
from tests.sandbox_server import SECRET_KEY, START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from console.live.calls import LiveCalls

Steps = Callable[[Pilot[None]], Awaitable[None]]
WORLD: dict[str, Any] = {
    "calls_per_minute": 20.0,
    "history": 400,
    "address": "https://recordings.sandbox.invalid",  # the sandbox's own port is another each time
}


class StillClock(FakeClock):
    """A clock whose seconds pass, as far as the feeds need them, while the hour stays."""

    def now(self) -> datetime:
        return START


def api_of_the_pictures(_: str) -> str:
    """What pictures show as the host: the sandbox's port is another each time."""
    return "api.oneinbox.ai"


def age_of_the_pictures(_: float) -> str:
    """What pictures show as the records' age: how long a machine takes is another each time."""
    return "0 s"


@contextmanager
def still_console(
    folder: Path, *, with_key: bool = True, **world: Any
) -> Generator[tuple[ConsoleApp, Sandbox]]:
    """The app, not yet running, and its sandbox."""
    with running_sandbox(**WORLD | world) as sandbox:
        clock = StillClock(now=START)
        # Pictures are of the console, not of its warning.
        profile = Profile("acme-prod", sandbox.url, production=False)
        keys = {profile.key_variable: SecretStr(SECRET_KEY)} if with_key else {}
        opening = Opening(
            profile,
            named=True,
            environment=EnvironmentKeys(keys),
            clock=clock,
            keyring=SystemKeyring({}),
        )
        app = ConsoleApp(
            opening,
            Surroundings(zone=UTC, glyphs=UNICODE, clock=clock),
            crashes=CrashReports(folder, clock, Redactor()),
            demo=lambda: opening,
        )
        yield app, sandbox


def settled(then: Steps | None = None) -> Steps:
    """Steps that wait until the board is filled and quiet, and go on from there."""

    async def settle(pilot: Pilot[None]) -> None:
        app = pilot.app
        await _until(pilot, lambda: any(isinstance(s, CallsScreen) for s in app.screen_stack))
        board = next(s for s in app.screen_stack if isinstance(s, CallsScreen))
        board.table.flashes = False
        session, clock = board.account.session, board.surroundings.clock
        assert isinstance(clock, StillClock)
        feeds = (session.live, session.agents, session.models, session.numbers, session.usage)

        def filled() -> bool:
            return all(feed.freshness.last_good is not None for feed in feeds)

        await _until(pilot, filled, clock)
        await _until(pilot, lambda: len(board.table.ids) == len(session.board.rows))
        place = board.query_one("#place", Line)
        await _heard_just_now(pilot, session.live, clock)
        await _until(pilot, lambda: "live · 0 s" in place.text)
        if then is not None:
            await then(pilot)
            await pilot.pause()

    return settle


async def _heard_just_now(pilot: Pilot[None], feed: LiveCalls, clock: StillClock) -> None:
    """Wait for an answer to a question that was asked at the hour that it is.

    A question may be on its way already, or wait for the allowance of requests: then the clock
    goes on a little and the feed is asked again.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            await clock.advance(20)
            feed.look_again()
            for _ in range(100):
                if feed.freshness.age(clock.monotonic()) == 0:
                    return
                await pilot.pause()
                await asyncio.sleep(0.005)


async def _until(
    pilot: Pilot[None], condition: Callable[[], bool], clock: StillClock | None = None
) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            if clock is not None:
                await clock.advance(0.05)
            await pilot.pause()
            await asyncio.sleep(0.005)
