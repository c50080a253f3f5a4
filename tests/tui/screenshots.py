"""Draws the pictures that the README shows: `make screenshots`.

The world has a seed and its clock stands still, so that a picture changes only with the console.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from console.accounts import profiles
from console.tui.saving.dialog import SaveDialog
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.help import Help
from console.tui.screens.settings import screen as settings_screen
from console.tui.screens.settings.screen import SettingsScreen
from console.tui.widgets import place_line
from console.tui.widgets.live_table import table
from tests.tui.editing_life import at, until, with_a_misspelt_variable
from tests.tui.looking_back import at_figures, at_history, at_triage
from tests.tui.still_life import (
    Steps,
    age_of_the_pictures,
    api_of_the_pictures,
    settled,
    still_console,
)

if TYPE_CHECKING:
    from textual.pilot import Pilot

SPOKEN_BY = "Sales EN – Aria"


async def reading(pilot: Pilot[None]) -> None:
    """Put the cursor on a conversation that most readers can read."""
    board = next(s for s in pilot.app.screen_stack if isinstance(s, CallsScreen))
    rows, view = board.account.session.board.rows, board.view
    board.table.move_to(
        next(
            call_id
            for call_id in board.table.ids
            if len(rows[call_id].call.messages) > 8 and view.agent(rows[call_id].call) == SPOKEN_BY
        )
    )
    await pilot.pause()


def reading_then(*keys: str) -> Steps:
    """The same, and press keys after it."""

    async def steps(pilot: Pilot[None]) -> None:
        await reading(pilot)
        await pilot.press(*keys)

    return steps


async def agents(pilot: Pilot[None]) -> None:
    """Go to the agents, on the one that most readers can read."""
    await at(pilot, "a", SPOKEN_BY)


async def history(pilot: Pilot[None]) -> None:
    """Go to the calls that failed."""
    await at_history(pilot, "status:failed")


async def triage(pilot: Pilot[None]) -> None:
    """Go to what went wrong, on what has an explanation."""
    await at_triage(pilot, "country_blocked")


async def figures(pilot: Pilot[None]) -> None:
    """Go to how the agents fare."""
    await at_figures(pilot)


async def editor(pilot: Pilot[None]) -> None:
    """Open a prompt and misspell a variable."""
    await with_a_misspelt_variable(pilot)


async def difference(pilot: Pilot[None]) -> None:
    """Be asked whether a prompt shall be saved that has another word in it."""
    await with_a_misspelt_variable(pilot)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, SaveDialog))
    await until(pilot, lambda: pilot.app.screen.query_one("#yes").region)


async def settings(pilot: Pilot[None]) -> None:
    """Go to the settings."""
    await pilot.press("comma")
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
    await until(pilot, lambda: pilot.app.screen.query_one("#settings", table.LiveTable).ids)
    await pilot.press(*["down"] * 8)


async def helping(pilot: Pilot[None]) -> None:
    """Ask for help on the board."""
    await reading(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: isinstance(pilot.app.screen, Help))


PICTURES: dict[str, tuple[tuple[int, int], Steps | None]] = {
    "board": ((160, 42), reading),
    "board-80": ((80, 24), None),
    "latency": ((160, 42), reading_then("right_square_bracket")),
    "start": ((100, 30), reading_then("s")),
    "history": ((160, 42), history),
    "triage": ((160, 42), triage),
    "figures": ((160, 34), figures),
    "agents": ((160, 30), agents),
    "editor": ((160, 42), editor),
    "difference": ((160, 42), difference),
    "settings": ((160, 42), settings),
    "help": ((160, 42), helping),
}


async def draw(name: str, folder: Path) -> None:
    """Draw one picture."""
    size, steps = PICTURES[name]
    os.environ["HOME"] = tempfile.mkdtemp()  # else a draft of one picture is told of in the next
    with still_console(Path(tempfile.mkdtemp())) as (app, _):
        async with app.run_test(size=size) as pilot:
            await settled(steps)(pilot)
            picture = app.export_screenshot(title="OneInbox console")
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Draw all pictures into the folder named on the command line."""
    folder = Path(sys.argv[1])
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for variable in ("NO_COLOR", "TZ", "VISUAL", "EDITOR", "ONEINBOX_ASCII", "TEXTUAL_ANIMATIONS"):
        os.environ.pop(variable, None)
    profiles.host_of = api_of_the_pictures
    place_line.ago = age_of_the_pictures
    table.FLASH_SECONDS = 0.001
    settings_screen.settings_file = lambda: Path("~/.config/oneinbox-console/settings.toml")
    for name in PICTURES:
        asyncio.run(draw(name, folder))


if __name__ == "__main__":
    main()
