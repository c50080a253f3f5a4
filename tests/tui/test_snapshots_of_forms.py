"""How the forms of numbers, credentials and the set-up look. `make snapshots` accepts a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.pick import Pick
from console.tui.screens.credentials.adding import AddCredential
from console.tui.screens.credentials.rotating import RotateKey
from console.tui.screens.credentials.screen import CredentialsScreen
from console.tui.screens.numbers.buying import BuyNumber
from console.tui.screens.numbers.registering import RegisterNumber
from console.tui.screens.setup.screen import SetupScreen
from console.tui.widgets.form.reference_field import ReferenceField
from console.tui.widgets.live_table.table import LiveTable
from tests.tui.editing_life import at, until
from tests.tui.still_life import settled, still_console

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.test_snapshots import Compare

LAPTOP, DESK = (80, 24), (120, 40)
SIZES = pytest.mark.parametrize("size", [LAPTOP, DESK], ids=["laptop", "desk"])
pytestmark = pytest.mark.usefixtures("still_pictures")


async def in_front(pilot: Pilot[None], kind: type[Any]) -> None:
    """Wait for a dialog; its cursors do not blink."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.focused)
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await pilot.pause()


async def pick(pilot: Pilot[None], text: str) -> None:
    await in_front(pilot, Pick)
    await pilot.press(*text, "enter")


class TestTheSetUp:
    @SIZES
    def test_of_an_empty_account(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await pilot.press("g", "s")
            await in_front(pilot, SetupScreen)
            screen = pilot.app.screen
            assert isinstance(screen, SetupScreen)
            await until(pilot, lambda: all(each.words for each in screen.states.values()))

        with still_console(tmp_path, empty=True, calls_per_minute=0.0, history=0) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))


class TestANumber:
    @SIZES
    def test_that_is_registered_on_a_trunk(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at(pilot, "n")
            await pilot.press("n")
            await in_front(pilot, RegisterNumber)
            form = pilot.app.screen
            await pilot.press(*"+493012345678")
            form.query_one("#row-way ReferenceField", ReferenceField).focus()
            await pilot.press("enter")
            await pick(pilot, "sip trunk telnyx")
            await in_front(pilot, RegisterNumber)
            form.query_one("#field-address", Input).value = "sip.acme.example:99999"
            form.query_one("#field-address").focus()

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_that_is_on_offer(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at(pilot, "n")
            await pilot.press("b")
            await in_front(pilot, BuyNumber)
            await pilot.press(*"415", "enter")
            offers = pilot.app.screen.query_one(LiveTable[Any])
            await until(pilot, lambda: offers.ids)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_of_several_that_are_given_to_an_agent(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            screen = await at(pilot, "n")
            screen.table.mark(screen.table.ids)
            await pilot.press("t")
            await pick(pilot, "survey en")
            await in_front(pilot, Confirm)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))


class TestACredential:
    @SIZES
    def test_that_is_added(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            await at(pilot, "r")
            await pilot.press("n")
            await in_front(pilot, AddCredential)
            await pilot.press(*"twilio", "tab", *"Twilio main", "enter", *"too short")

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))

    @SIZES
    def test_that_gets_another_key(
        self, snap_compare: Compare, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async def steps(pilot: Pilot[None]) -> None:
            screen = await at(pilot, "r")
            assert isinstance(screen, CredentialsScreen)
            await until(pilot, lambda: not screen.view.reads)
            await pilot.press("end", "r")
            await in_front(pilot, RotateKey)

        with still_console(tmp_path) as (app, _):
            assert snap_compare(app, terminal_size=size, run_before=settled(steps))
