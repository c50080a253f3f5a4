"""The console, walking by itself through every screen and dialog it has.

Its arguments are the sandbox's URL and a folder, in which it leaves `walk.json`: whether it came
to the end, the classes of the screens it came to, what stood on them line by line, and what it
clicked.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.tui.terminal.preflight import prepare_environment

if __name__ == "__main__":
    prepare_environment(os.environ)

# Textual reads the environment when it is imported.
sys.path.append(str(Path(__file__).parents[3]))

from textual.pilot import Pilot
from textual.screen import ModalScreen

from console.actions.action import LIST_OF, LISTS, Place
from console.actions.registry import ACTIONS, actions_at
from console.api.connection import Connection
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.pick import Pick
from console.tui.navigation import Destination
from console.tui.screens.list_screen import ListScreen
from tests.terminal.programs.console_app import HeldConsole, open_console
from tests.terminal.programs.rare_screens import rare_screens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.exchange import Answer, Request

LEFT_OUT = {f"show_{place.value}" for place in LISTS} | {
    "leave", "new_key", "edit_outside", "look_again", "step_back", "go_back",
}  # fmt: skip
MANY = {
    "redial_many", "set_outcome", "compare_calls", "stop_calls", "export_calls", "assign_numbers",
}  # fmt: skip
DEEPER: dict[str, Sequence[tuple[str, ...]]] = {
    # By the class of a screen: keys that show more of it, or lead further.
    "CallForm": [("tab", "enter"), ("escape", "ctrl+s"), ("y",)],
    "BuyNumber": [("enter",), ("down", "enter")],
    "EditorScreen": [("x", "ctrl+d"), ("escape", "ctrl+s")],
    "Export": [("tab",), ("down",)],
}
CHOOSING = (Menu, Pick)
CLICKED = ("press", "a link", "over there")


class Walker(HeldConsole):
    """Walks, and then leaves."""

    under_way = 0

    async def _follow_the_test(self) -> None:
        folder = Path(sys.argv[2])
        self.screens: set[str] = set()
        self.seen: set[str] = set()
        self.arrived = False
        self.done: set[str] = set()
        self.clicked: set[tuple[str, str]] = set()
        self.pilot: Pilot[None] = Pilot(self)
        try:
            await self._find_board()
            await self.poll()
            await self._walk()
            await self._see_rare_screens()
            self.arrived = True
        finally:
            walked = {
                "arrived": self.arrived,
                "screens": sorted(self.screens),
                "lines": sorted(self.seen),
                "clicked": sorted(self.clicked),
            }
            (folder / "walk.json").write_text(json.dumps(walked), "utf-8")
        await self.mark()
        self.exit()

    async def _walk(self) -> None:
        for place in (*LISTS, Place.SETUP):
            await self._visit(Destination(place))
        for place, above in LIST_OF.items():
            screen = await self._arrive(Destination(above))
            assert isinstance(screen, ListScreen)
            for record_id in tuple(screen.table.ids)[:1]:
                await self._visit(Destination(place, record_id))

    async def _see_rare_screens(self) -> None:
        await self._arrive(Destination(Place.CALLS))
        for rare in rare_screens(self.board.account, self._opening, self._surroundings):
            self.push_screen(rare.screen)
            await self._look()
            for keys in rare.keys:
                await self.pilot.press(*keys)
                await self._look()
            await self._close(down_to=self.board)

    async def _visit(self, where: Destination) -> None:
        """Do everything that can be done there, one after the other."""
        await self._arrive(where)
        await self.pass_time(2)
        await self._look()
        everywhere = ACTIONS if where.place is Place.CALLS else ()
        here = [each for each in actions_at(where.place) if where.place in each.places]
        here += [each for each in everywhere if Place.EVERYWHERE in each.places]
        for action in here:
            if action.name in LEFT_OUT | self.done:
                continue
            screen = await self._arrive(where)
            if action.name in MANY and isinstance(screen, ListScreen):
                screen.table.mark(tuple(screen.table.ids)[:2])
            if action.why_not(screen.situation()):
                continue
            self.done.add(action.name)
            screen.action_perform(action.name, "1" if action.key_is_argument else "")
            await self._look()
            for keys in DEEPER.get(type(self.screen).__name__, ()):
                await self.pilot.press(*keys)
                await self._look()
            await self._close()
            if action.name.startswith("toggle_") and self.screen is screen:
                screen.action_perform(action.name)  # back, so that the list is whole

    async def _arrive(self, where: Destination) -> ActionScreen:
        assert self._ways
        going = asyncio.create_task(self._ways.go(where))
        while not going.done():
            await self._settle()
            if isinstance(self.screen, Menu):  # what is unsaved is asked about
                await self.pilot.press("D")
            elif isinstance(self.screen, ModalScreen):
                await self.pilot.press("escape")
        await self._settle()
        assert isinstance(self.screen, ActionScreen), self.screen
        return self.screen

    async def _close(self, *, down_to: ActionScreen | None = None) -> None:
        while isinstance(self.screen, ModalScreen) or (down_to and self.screen is not down_to):
            self.screen.dismiss(None)
            await self._settle()

    async def _look(self) -> None:
        """Note what stands there, and click where a text wants to be clicked."""
        await self._settle()
        self.screens |= {type(screen).__name__ for screen in self.screen_stack}
        for y, line in self._shown():
            self.seen.add(line)
            for words in () if isinstance(self.screen, CHOOSING) else CLICKED:
                clicked = (type(self.screen).__name__, words)
                if words in line and clicked not in self.clicked:
                    self.clicked.add(clicked)
                    await self.pilot.click(offset=(line.index(words), y))

    def _shown(self) -> list[tuple[int, str]]:
        lines = self._picture._lines
        return [
            (y, "".join(cell.text if cell else " " for cell in cells).rstrip())
            for y, cells in list(lines.items())
        ]

    async def _settle(self) -> None:
        """Wait until nothing is under way and nothing more is drawn."""
        before: Any = None
        while (now := (self.under_way, len(self.screen_stack), self._shown())) != before or now[0]:
            before = now
            if self.under_way:
                await self.pass_time(0.1)  # requests wait for their turn
            await asyncio.sleep(0.01)
            await self.pilot.pause(0)


async def send(self: Connection, request: Request) -> Answer:
    """Count what is under way."""
    Walker.under_way += 1
    try:
        return await send_uncounted(self, request)
    finally:
        Walker.under_way -= 1


send_uncounted = Connection.send
Connection.send = send


if __name__ == "__main__":
    sys.exit(open_console(Walker))
