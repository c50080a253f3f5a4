"""What a difference calls the records that it is about, on the screens that show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.forms.prompt_form import TOOLS
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.saving.dialog import SaveDialog
from console.tui.widgets.difference import Difference
from tests.tui.at_prompts import editor

if TYPE_CHECKING:
    from pathlib import Path


class TestADifferenceInTheEditor:
    async def test_names_tools_and_the_agent_of_a_first_message(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            form = it.screen.desk.form
            assert form
            with it.console.sandbox.api() as api:
                names = {tool["id"]: tool["name"] for tool in api.get("/tools").json()["items"]}
            dropped, *_ = form.chosen(TOOLS)
            added = next(tool_id for tool_id in names if tool_id not in form.chosen(TOOLS))
            await it.console.until(lambda: it.screen.side.settings.names.keys() >= names.keys())
            form.toggle(TOOLS, dropped)
            form.toggle(TOOLS, added)
            wanted = f"tools  - {names[dropped]}  + {names[added]}"
            await it.console.press("ctrl+d")
            await it.in_front(DifferenceDialog)
            await it.console.until(lambda: self.shown(it.console.app.screen) == wanted)
            await it.console.press("escape", "ctrl+s")
            await it.in_front(SaveDialog)
            await it.console.until(lambda: self.shown(it.console.app.screen) == wanted)

    async def test_of_one_first_message_names_its_agent(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            agent = it.agents[0]
            it.greeting(agent).replace_exact("Good day!")
            await it.console.until(lambda: it.screen.desk.unsaved)
            await it.console.press("ctrl+d")
            dialog = await it.in_front(DifferenceDialog)
            title = dialog.query_one(".dialog-title").render()
            assert str(title) == f"Unsaved in “{agent.name}”"

    @staticmethod
    def shown(screen: object) -> str:
        assert isinstance(screen, DifferenceDialog | SaveDialog)
        return screen.query_one(Difference).text.strip()
