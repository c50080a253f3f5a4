"""Steps to the lists and the editor, on a console whose hour stands still."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.tui.dialogs.menu import Menu
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.prompts.checks import ChecksPane
from console.tui.screens.prompts.editor import EditorScreen
from console.tui.widgets.prompt_area.area import PromptArea
from tests.tui.still_life import StillClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

_AT_REST = 40
"""Looks at the screen, 0.05 s apart on the feeds' clock, that must all be the same."""


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait for a condition; the feeds' seconds pass, the hour stays."""
    screen = next(s for s in reversed(pilot.app.screen_stack) if isinstance(s, ListScreen))
    clock = screen.surroundings.clock
    assert isinstance(clock, StillClock)
    async with asyncio.timeout(45):
        while not condition():
            await clock.advance(0.05)
            await pilot.pause()
            await asyncio.sleep(0.005)


async def go_to(pilot: Pilot[None], letter: str) -> ListScreen:
    """Go to a list, and wait for its records."""
    await pilot.press("g")
    await until(pilot, lambda: isinstance(pilot.app.screen, Menu))
    await pilot.press(letter)
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ListScreen) and pilot.app.screen.table.ids
    )
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    screen.table.flashes = False
    return screen


async def at(pilot: Pilot[None], letter: str, name: str = "") -> ListScreen:
    """Go to a list, wait for its records and for the figures of the day."""
    screen = await go_to(pilot, letter)
    day = screen.account.session.day
    await until(pilot, lambda: day.complete)
    await come_to_rest(pilot)
    if name:
        session = screen.account.session
        records = {**session.models.records, **session.agents.records}
        screen.table.move_to(next(key for key, each in records.items() if each.name == name))
    return screen


async def come_to_rest(pilot: Pilot[None]) -> None:
    """Wait until nothing on the screen changes any more, though what is told by the second is."""
    seen: list[str] = []

    def has_rested() -> bool:
        seen.append(pilot.app.export_screenshot())
        del seen[:-_AT_REST]
        return len(seen) == _AT_REST and len(set(seen)) == 1

    await until(pilot, has_rested)


async def in_editor(pilot: Pilot[None]) -> EditorScreen:
    """Open a prompt and wait until all that stands beside it is there."""
    await at(pilot, "p", "Sales EN brain")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, EditorScreen))
    editor = pilot.app.screen
    assert isinstance(editor, EditorScreen)
    await until(pilot, lambda: editor.query_one(PromptArea).exact)
    await checked(pilot, editor)
    return editor


async def checked(pilot: Pilot[None], editor: EditorScreen) -> None:
    await until(pilot, editor.query_one(ChecksPane).summary.plain.strip)
    await until(pilot, lambda: "Checking" not in editor.query_one(ChecksPane).summary.plain)


async def with_a_misspelt_variable(pilot: Pilot[None]) -> EditorScreen:
    editor = await in_editor(pilot)
    area = editor.query_one(PromptArea)
    area.replace_exact(area.exact.replace("{{order_id}}", "{{oder_id}}"))
    await until(pilot, lambda: editor.query_one(ChecksPane).unknown_variables)
    return editor
