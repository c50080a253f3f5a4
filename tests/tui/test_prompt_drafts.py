"""What is unsaved in the editor of a prompt: kept as drafts, offered again, asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.saving.plan import Kind
from console.archive.drafts import Draft
from console.tui.dialogs.menu import Menu
from console.tui.drafts_left import words_for
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.prompts.editor import EditorScreen
from tests.console_pilot import Console, opened
from tests.sandbox_server import START
from tests.tui.at_prompts import SALES, Editor, editor

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from console.api.records.model import Model


class TestADraftFound:
    async def kept(self, it: Console, text: str) -> Model:
        model = Editor(it).model
        draft = Draft(Kind.MODEL, model.raw, {"system_prompt": text}, START)
        await it.board.account.archive.drafts.keep(model.id, draft)
        return model

    async def test_is_taken_up(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            await self.kept(console, "My draft.")
            it = Editor(console)
            await it.open()
            await it.in_front(Menu)
            await console.press("t")
            await it.shown()
            assert it.text == "My draft."
            assert "✎ unsaved" in it.head

    async def test_is_discarded(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            model = await self.kept(console, "My draft.")
            it = Editor(console)
            await it.open()
            await it.in_front(Menu)
            await console.press("D")
            await it.shown()
            assert it.text == model.raw["system_prompt"]
            assert await it.draft() is None

    async def test_is_left_alone_when_the_person_goes_back(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            model = await self.kept(console, "My draft.")
            it = Editor(console)
            await it.open()
            await it.in_front(Menu)
            await console.press("escape")
            await it.in_front(CallsScreen)
            assert await console.board.account.archive.drafts.of(model.id)

    async def test_of_an_agent_keeps_what_else_is_unsaved_of_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as console:
            await console.until(lambda: console.session.agents.records)
            it = Editor(console)
            users = (a for a in console.session.agents.records.values() if a.llm_id == it.model.id)
            agent = next(users)
            edited = {"first_message": "Hello!", "name": "Aria II"}
            drafts = console.board.account.archive.drafts
            await drafts.keep(agent.id, Draft(Kind.AGENT, agent.raw, edited, START))
            await it.open()
            await it.in_front(Menu)
            await console.press("t")
            await it.shown()
            assert it.greeting(agent).exact == "Hello!"
            await it.save()
            await console.until(lambda: it.patches() == [{"first_message": "Hello!"}])
            await console.until(lambda: it.screen.desk.unsaved == ())
            await console.passes(0.6)
            kept = await drafts.of(agent.id)
            assert kept is not None
            assert kept.edited == {"name": "Aria II"}

    async def test_of_an_agent_that_is_known_only_later_is_taken_up_and_said(
        self, tmp_path: Path
    ) -> None:
        async with editor(tmp_path) as it:
            agents = it.console.session.agents.records.values()
            agent = next(each for each in agents if each.llm_id != it.model.id)
            draft = Draft(Kind.AGENT, agent.raw, {"first_message": "Hello!"}, START)
            await it.screen.account.archive.drafts.keep(agent.id, draft)
            it.console.sandbox.edit("agents", agent.id, llm_id=it.model.id)
            it.console.session.look_again()
            await it.console.until(lambda: agent.id in it.screen.desk.greetings)
            await it.console.until(lambda: it.screen.desk.unsaved)
            assert it.greeting(agent).exact == "Hello!"
            assert f"the first message of {agent.name}" in it.console.line("status")

    async def test_is_named_at_the_next_start(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened(tmp_path) as console:
            await self.kept(console, "My draft.")
        said: list[str] = []
        say = CallsScreen.say

        def overheard(screen: CallsScreen, words: str, *, trouble: bool = False) -> None:
            said.append(words)
            say(screen, words, trouble=trouble)

        monkeypatch.setattr(CallsScreen, "say", overheard)
        async with opened(tmp_path) as console:
            await console.until(lambda: said == [f"A draft of “{SALES}” is kept: g p lists it."])


class TestTheDraftsThatAreLeft:
    def test_are_counted_with_the_ways_to_them(self) -> None:
        model = Draft(Kind.MODEL, {"id": "llm_1", "name": "Sales"}, {"name": "S"}, START)
        agent = Draft(Kind.AGENT, {"id": "agt_1"}, {"name": "S"}, START)
        assert words_for({}) == ""
        assert words_for({"agt_1": agent}) == "A draft of “agt_1” is kept: g a lists it."
        assert words_for({"llm_1": model, "agt_1": agent}) == (
            "2 drafts are kept: g p and g a list them."
        )


class TestTheWayOut:
    async def test_asks_about_unsaved_changes_and_may_stay(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.press("escape")
            await it.in_front(Menu)
            await it.console.press("c")
            await it.in_front(EditorScreen)
            assert it.text.startswith("Be brief. ")

    async def test_keeps_the_draft(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            archive = it.screen.account.archive
            await it.console.press("escape")
            await it.in_front(Menu)
            await it.console.press("l")
            await it.in_front(CallsScreen)
            assert await archive.drafts.of(it.model.id)

    async def test_discards_the_changes(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.type_on_top("Be brief. ")
            await it.console.passes(0.6)
            archive = it.screen.account.archive
            await it.console.press("escape")
            await it.in_front(Menu)
            await it.console.press("D")
            await it.in_front(CallsScreen)
            assert await archive.drafts.of(it.model.id) is None

    async def test_asks_nothing_when_nothing_is_changed(self, tmp_path: Path) -> None:
        async with editor(tmp_path) as it:
            await it.console.press("escape")
            await it.in_front(CallsScreen)
