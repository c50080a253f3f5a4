"""The last line: what can be done now, as airy as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.widgets import Static, TextArea

from console.actions.action import Place, Situation
from console.actions.registry import actions_at
from console.api.records.model import Model
from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES
from console.tui.widgets.footer_line import FooterLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

SITUATION = Situation(models=(Model.read({"id": "llm_1"}),))


class FootedApp(App[None]):
    """A text or a list over the footer of a place."""

    CSS_PATH = style_sheets()

    def __init__(self, place: Place, *, typing: bool) -> None:
        super().__init__()
        self._footer = FooterLine(actions_at(place), id="footer")
        self._typing = typing
        self.pressed: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def compose(self) -> ComposeResult:
        yield TextArea() if self._typing else Static()
        yield self._footer

    def on_footer_line_pressed(self, event: FooterLine.Pressed) -> None:
        self.pressed.append(event.name)


async def footer(place: Place, width: int, *, typing: bool) -> str:
    app = FootedApp(place, typing=typing)
    async with app.run_test(size=(width, 24)) as pilot:
        line = app.query_one(FooterLine)
        line.show_for(SITUATION)
        await pilot.pause()
        return line.text.rstrip()


class TestTheEditor:
    async def test_shows_all_that_matters_at_eighty_columns(self) -> None:
        assert await footer(Place.PROMPT, 80, typing=True) == (
            " ^s save ^d diff ^o view ^t try ^l history ^e edit f2 side ^g go ^p all f1 help"
        )

    async def test_writes_keys_out_where_there_is_room(self) -> None:
        line = await footer(Place.PROMPT, 160, typing=True)
        assert line.startswith(" ctrl+s save  ctrl+d diff  ctrl+o view  ctrl+t try  ")
        assert line.endswith("  ctrl+p all  f1 help")


class TestAList:
    @pytest.mark.parametrize("width", [80, 160])
    async def test_offers_the_command_line_and_not_the_palette(self, width: int) -> None:
        line = await footer(Place.PROMPTS, width, typing=False)
        assert ": command" in line
        assert "ctrl+p" not in line
        assert line.endswith("? help")


class TestAClick:
    async def test_on_a_key_does_it_however_close_they_stand(self) -> None:
        app = FootedApp(Place.PROMPT, typing=True)
        async with app.run_test(size=(80, 24)) as pilot:
            line = app.query_one(FooterLine)
            line.show_for(SITUATION)
            await pilot.click(FooterLine, offset=(line.text.index("^t"), 0))
            await pilot.click(FooterLine, offset=(line.text.index("history") - 4, 0))
            await pilot.click(FooterLine, offset=(line.text.index("history") + 6, 0))
            await pilot.pause()
            assert app.pressed == ["try_it", "show_versions"]
