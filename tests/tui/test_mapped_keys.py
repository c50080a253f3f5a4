"""Keys that a person has changed: pressed, shown, and told of when they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import OptionList, Static

from console.actions.keys.key_map import map_keys
from console.tui.dialogs.command_line import CommandLine
from console.tui.dialogs.menu import Menu
from console.tui.screens.help import Help
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

KEYS = map_keys(
    "vim",
    {"sort": ["S"], "leave": ["Q"], "move_down": ["e"], "show_history": ["H"], "redial": ["enter"]},
)


async def test_other_keys_do_what_they_are_shown_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path, keys=KEYS, live=4, history=0) as console:
        app, table = console.app, console.table
        assert "keys.redial: “enter” is needed by the console itself." in console.line("status")
        assert "1 more" in console.line("status")
        footer = console.line("footer")
        assert "  S sort" in footer
        assert "  H history" in footer

        await console.press("home")
        first = table.cursor_id
        await console.press("e")
        assert table.cursor_id == table.ids[1]
        await console.press("up", "j")
        assert table.cursor_id == first, "j was taken from this move"

        await console.press("ctrl+d")
        assert table.cursor_id == table.ids[-1], "as in vim"
        await console.press("ctrl+u")
        assert table.cursor_id == first

        await console.press("o")
        assert app.screen is console.board
        await console.press("S")
        await console.until(lambda: isinstance(app.screen, Menu))
        await console.press("escape")

        await console.press("question_mark")
        await console.until(lambda: isinstance(app.screen, Help))
        written = [str(each.content) for each in app.screen.query(".help-keys").results(Static)]
        assert {"S", "H", "Q ctrl+q", "e down"} <= set(written)
        await console.press("escape")

        await console.press("colon")
        await console.until(lambda: isinstance(app.screen, CommandLine))
        await console.type("sort")
        offered = app.screen.query_one(OptionList).get_option_at_index(0)
        assert str(offered.prompt).split()[:2] == ["sort", "S"]
        await console.press("escape")

        await console.press("ctrl+p")
        await console.until(lambda: isinstance(app.screen, CommandPalette))
