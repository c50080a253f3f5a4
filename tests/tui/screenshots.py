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


PICTURES: dict[str, tuple[tuple[int, int], Steps | None]] = {
    "board": ((160, 42), reading),
    "board-80": ((80, 24), None),
    "latency": ((160, 42), reading_then("right_square_bracket")),
    "start": ((100, 30), reading_then("s")),
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
