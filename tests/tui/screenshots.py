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
from console.tui.screens.calls.screen import CallsScreen
from tests.tui.editing_life import at, with_a_misspelt_variable
from tests.tui.looking_back import at_figures, at_history, at_triage
from tests.tui.still_life import Steps, api_of_the_pictures, settled, still_console

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
}


async def draw(name: str, folder: Path) -> None:
    """Draw one picture."""
    size, steps = PICTURES[name]
    with still_console(Path(tempfile.mkdtemp())) as (app, _):
        async with app.run_test(size=size) as pilot:
            await settled(steps)(pilot)
            picture = app.export_screenshot(title="OneInbox console")
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Draw all pictures into the folder named on the command line."""
    folder = Path(sys.argv[1])
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": tempfile.mkdtemp()}
    os.environ.pop("NO_COLOR", None)
    profiles.host_of = api_of_the_pictures
    for name in PICTURES:
        asyncio.run(draw(name, folder))


if __name__ == "__main__":
    main()
