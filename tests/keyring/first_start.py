"""The console at the start without a key, for whoever tests it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC
from typing import TYPE_CHECKING

from textual.widgets import Static

from console.accounts.key_sources import EnvironmentKeys
from console.accounts.profiles import Profile
from console.clock import SystemClock
from console.opening import Opening
from console.tui.app import ConsoleApp
from console.tui.glyphs import UNICODE
from console.tui.screens.key_question import KeyQuestion
from console.tui.surroundings import Surroundings
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.secret_input import SecretInput
from tests.console_pilot import wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.pilot import Pilot

    from console.accounts.keyring import SystemKeyring
    from tests.sandbox_server import Sandbox


@asynccontextmanager
async def started(
    sandbox: Sandbox, keyring: SystemKeyring, folder: Path, profile: Profile | None = None
) -> AsyncGenerator[tuple[ConsoleApp, Pilot[None]]]:
    clock = SystemClock()
    opening = Opening(
        profile or Profile("eu", sandbox.url),
        named=True,
        environment=EnvironmentKeys(),
        clock=clock,
        keyring=keyring,
    )
    app = ConsoleApp(
        opening,
        Surroundings(zone=UTC, glyphs=UNICODE, clock=clock),
        crashes=CrashReports(folder, clock, Redactor()),
        demo=lambda: opening,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, KeyQuestion))
        yield app, pilot


async def enter(app: ConsoleApp, pilot: Pilot[None], key: str) -> None:
    field = app.screen.query_one(SecretInput)
    field.value = key
    await pilot.press("enter")
    assert field.value == ""


def words(app: ConsoleApp) -> str:
    return "\n".join(str(widget.render()) for widget in app.screen.query(Static))
