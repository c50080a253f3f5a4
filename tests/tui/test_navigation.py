"""From place to place, and back to where one was, as it was."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from console.actions.action import Place
from console.tui.dialogs.menu import Menu
from console.tui.navigation import Destination, Go
from console.tui.screens.agents.form import AgentScreen
from console.tui.screens.agents.screen import AgentsScreen
from console.tui.screens.calls.reading import CallScreen
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.help_sections import EDITING_TEXT
from console.tui.screens.list_screen import ListScreen
from console.tui.screens.prompts.screen import PromptsScreen
from console.tui.widgets.prompt_area.area import PromptArea
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path

    from console.tui.action_screen import ActionScreen

BUSY: dict[str, Any] = {"calls_per_minute": 20.0, "history": 150}
SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])


def front(console: Console) -> ListScreen:
    screen = console.app.screen
    assert isinstance(screen, ListScreen)
    return screen


def agent_id(console: Console, name: str) -> str:
    agents = console.session.agents.records.values()
    return next(agent.id for agent in agents if (agent.name or "").startswith(name))


async def arrive(console: Console, screen: type[ActionScreen]) -> None:
    await console.until(lambda: isinstance(console.app.screen, screen))
    await console.pilot.pause()


async def go(console: Console, destination: Destination) -> None:
    console.app.screen.post_message(Go(destination))
    await console.pilot.pause()


async def to_agents(console: Console) -> AgentsScreen:
    await console.press("g", "a")
    await arrive(console, AgentsScreen)
    await console.until(lambda: front(console).table.ids)
    screen = console.app.screen
    assert isinstance(screen, AgentsScreen)
    return screen


async def command(console: Console, text: str) -> None:
    await console.press("colon")
    await console.type(text)
    await console.press("enter")


class TestTheMenuOfWays:
    @SIZES
    async def test_offers_the_lists_and_what_belongs_to_the_call(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, live=2, history=0) as console:
            call = console.row(console.table.cursor_id or "").call
            await console.press("g")
            menu = console.app.screen
            assert isinstance(menu, Menu)
            assert menu.region.contains_region(menu.query_one(".dialog").region)
            await console.press("A")
            await arrive(console, AgentScreen)
            name = console.session.agents.records[call.agent_id or ""].name or ""
            assert f"Agents › {name}" in console.line("place")

    async def test_goes_from_the_agent_to_its_calls_and_back_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            agents = await to_agents(console)
            agents.table.move_to(agent_id(console, "Sales EN – Aria"))
            await console.press("g", "C")
            await arrive(console, CallsScreen)
            assert console.board.filter_text == 'agent:"Sales EN – Aria"'
            await console.press("escape")
            await arrive(console, AgentsScreen)

    async def test_goes_to_the_top_where_one_is(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await console.press("G")
            assert console.table.cursor_id == console.table.ids[-1]
            await console.press("g", "g")
            assert console.table.cursor_id == console.table.ids[0]


class TestTheWayBack:
    async def test_finds_both_lists_as_they_were(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await command(console, "filter status:completed or status:failed")
            await console.until(lambda: 45 < len(console.table.ids) < 140)
            await console.press("space", "G", "k", "k", "space", "k")
            board = console.board.position
            agents = await to_agents(console)
            await command(console, "filter voice:elevenlabs")
            await console.press("j", "space")
            before = agents.position
            assert before.stance.marked
            await console.press("c")
            await arrive(console, CallsScreen)
            await console.until(lambda: "agent:" in console.board.filter_text)
            assert console.board.position != board
            await console.press("escape")
            await arrive(console, AgentsScreen)
            assert agents.position == before
            await console.press("g", "c")
            await arrive(console, CallsScreen)
            await console.until(lambda: console.board.position == board)
            assert len(board.stance.marked) == 2
            assert board.stance.top != console.table.ids[0]

    async def test_lets_a_list_that_rested_rest_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            await go(console, Destination(Place.CALLS, filter="status:failed"))
            await console.until(lambda: console.board.filter_text)
            await console.press("j")
            await console.press("escape")
            await console.until(lambda: not console.board.filter_text)
            assert console.table.untouched

    async def test_leaves_a_list_that_was_only_visited_as_it_was_left(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            agents = await to_agents(console)
            await console.press("j", "j")
            left = agents.table.cursor_id
            await console.press("escape")
            await arrive(console, CallsScreen)
            await to_agents(console)
            assert agents.table.cursor_id == left

    async def test_takes_back_what_was_typed_before_it_leads_back(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            agents = await to_agents(console)
            await command(console, "filter sales")
            await console.press("space", "escape")
            assert not agents.filter_text
            await console.press("escape")
            assert not agents.table.marked
            await console.press("escape")
            await arrive(console, CallsScreen)

    async def test_keeps_what_was_brought_through_a_second_visit(self, tmp_path: Path) -> None:
        async with opened(tmp_path, **BUSY) as console:
            agents = await to_agents(console)
            for name in ("Sales EN – Aria", "Survey"):
                agents.table.move_to(agent_id(console, name))
                await console.press("c")
                await arrive(console, CallsScreen)
                await console.until(lambda name=name: name in console.board.filter_text)
                await to_agents(console)
            for expected in ("Survey", "Sales EN – Aria"):
                await console.press("escape")
                await arrive(console, CallsScreen)
                assert expected in console.board.filter_text
                await console.press("escape")
                await arrive(console, AgentsScreen)
            assert not console.board.filter_text

    async def test_ends_where_everything_began(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await to_agents(console)
            await console.press("escape", "escape", "escape")
            await arrive(console, CallsScreen)


class TestRecordsOverTheLists:
    async def test_lead_back_to_the_list_they_were_entered_from(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=3, history=0) as console:
            await console.press("j")
            board = console.board.position
            await console.press("g", "A")
            await arrive(console, AgentScreen)
            await console.press("escape")
            await arrive(console, CallsScreen)
            assert console.board.position == board

    async def test_are_left_on_the_way_to_a_list_which_leads_back_past_them(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            await console.press("g", "A")
            await arrive(console, AgentScreen)
            await go(console, Destination(Place.PROMPTS))
            await arrive(console, PromptsScreen)
            await console.press("escape")
            await arrive(console, CallsScreen)

    async def test_lie_over_each_other_and_are_opened_once(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            call = console.row(console.table.ids[0]).call
            await console.press("g", "A")
            await arrive(console, AgentScreen)
            form = console.app.screen
            await go(console, Destination(Place.CALL, call.id))
            await arrive(console, CallScreen)
            await go(console, Destination(Place.AGENT, call.agent_id or ""))
            await arrive(console, AgentScreen)
            assert console.app.screen is form
            await console.press("escape")
            await arrive(console, CallsScreen)

    async def test_may_vanish_while_they_are_open(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            agents = await to_agents(console)
            gone = agents.table.ids[0]
            await console.press("enter")
            await arrive(console, AgentScreen)
            with console.sandbox.api() as api:
                assert api.delete(f"/agents/{gone}").status_code == 204
            await console.press("ctrl+r")
            await console.until(lambda: gone not in console.session.agents.records)
            await console.press("escape")
            await arrive(console, AgentsScreen)
            assert gone not in agents.table.ids


class TestCommands:
    async def test_go_to_a_list_with_a_filter(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await command(console, "agents sales")
            await arrive(console, AgentsScreen)
            await console.until(lambda: front(console).filter_text == "sales")
            assert " / sales" in console.line("status")
            assert 0 < len(front(console).table.ids) < len(console.session.agents.records)

    async def test_say_what_is_wrong_with_a_filter(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            await command(console, "agents colour:blue")
            await arrive(console, AgentsScreen)
            await console.until(lambda: "no field “colour”" in console.line("status"))
            assert not front(console).filter_text


class TestThePlaceLine:
    @SIZES
    async def test_shows_the_list_among_the_lists(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with opened(tmp_path, size=size, history=0) as console:
            await to_agents(console)
            await console.until(lambda: "live" in console.line("place"))
            near = "Calls  History  Triage  Figures  Agents  Prompts" if size[0] > 80 else "Agents"
            assert console.line("place").startswith(f"▌demo  {near}")


class TestTheHelp:
    @pytest.mark.parametrize("place", ["c", "a", "p"])
    async def test_has_each_heading_once(self, tmp_path: Path, place: str) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("g", place)
            await console.press("question_mark")
            headings = [str(each.render()) for each in console.app.screen.query(".help-group")
                        .results(Static)]  # fmt: skip
            assert {"Go to", "Look", "Console", "Moving"} <= set(headings)
            assert [each for each, count in Counter(headings).items() if count > 1] == []

    async def test_of_the_editor_lists_keys_that_edit_text_and_each_of_them_works(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=0) as console:
            await console.press("g", "p")
            await console.until(lambda: console.app.focused is not None)
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.focused, PromptArea))
            keys = {key for shown, _ in EDITING_TEXT for key in shown.split()}
            active = console.app.screen.active_bindings
            theirs = {key for key in keys if isinstance(active[key].node, PromptArea)}
            assert theirs == keys
            await console.press("f1")
            headings = [str(each.render()) for each in console.app.screen.query(".help-group")
                        .results(Static)]  # fmt: skip
            assert headings[-3:] == ["Editing text", "Moving", "Your keys"]
