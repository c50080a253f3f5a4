"""The list of agents, as an operator looks at it."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.saving.plan import Kind
from console.archive.drafts import Draft
from console.tui.dialogs.call_form import CallForm
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.unsaved import DraftQuestion
from console.tui.screens.agents.form import AgentScreen
from console.tui.screens.agents.jumps import numbers_of
from console.tui.screens.agents.screen import AgentsScreen
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.numbers.number import NumberScreen
from console.tui.screens.numbers.screen import NumbersScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened
from tests.sandbox_server import START

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path

    from console.api.records.agent import Agent

BUSY: dict[str, Any] = {"calls_per_minute": 20.0, "history": 60}


@asynccontextmanager
async def at_agents(folder: Path, **world: Any) -> AsyncGenerator[tuple[Console, AgentsScreen]]:
    """The console with the list of agents in front."""
    async with opened(folder, **world) as console:
        await console.press("g", "a")
        await console.until(lambda: isinstance(console.app.screen, AgentsScreen))
        screen = console.app.screen
        assert isinstance(screen, AgentsScreen)
        await console.until(lambda: len(screen.table.ids) == len(console.session.agents.records))
        await console.pilot.pause()
        yield console, screen


def drawn(console: Console) -> str:
    """What is drawn, line by line."""
    strips = console.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return "\n".join(strip.text for strip in strips)


def line_of(console: Console, name: str) -> str:
    return next(line for line in drawn(console).splitlines() if name in line[:60])


def spaced(console: Console, name: str) -> str:
    """The line of an agent, its columns two spaces apart."""
    return re.sub(" {2,}", "  ", line_of(console, name))


def named(console: Console, name: str) -> Agent:
    agents = console.session.agents.records.values()
    return next(agent for agent in agents if (agent.name or "").startswith(name))


def figures(console: Console) -> str:
    """The second line of the list of agents, once that is in front."""
    return console.line("figures") if isinstance(console.app.screen, AgentsScreen) else ""


async def kept(screen: AgentsScreen, agent_id: str, raw: Mapping[str, Any]) -> None:
    """Keep unsaved changes to an agent, as its form does."""
    draft = Draft(Kind.AGENT, raw, {"speed": 1.5}, START)
    await screen.account.archive.drafts.keep(agent_id, draft)


def pane(console: Console) -> str:
    return console.app.screen.query_one("#glance", Reader).text


class TestTheList:
    async def test_lies_in_the_order_of_names(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            agents = console.session.agents.records
            names = [(agents[id_].name or "").casefold() for id_ in screen.table.ids]
            assert names == sorted(names)
            assert screen.table.cursor_id == screen.table.ids[0]

    async def test_shows_how_an_agent_is_made_where_there_is_room(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0, size=(200, 30)) as (console, _):
            await console.press("i")
            await console.until(lambda: "Survey EN v3  Robin" in spaced(console, "Survey EN"))
            line = spaced(console, "Survey EN")
            assert "+44 20 7946 0180  Survey EN v3  Robin  en-GB  Hello" in line

    async def test_names_voice_and_first_message_beside_the_pane(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            assert screen.query_one("#glance").display
            heading = drawn(console).splitlines()[3]
            for title in ("MODEL", "VOICE", "LANG", "FIRST MESSAGE"):
                assert title in heading
            await console.until(lambda: " Lucía " in line_of(console, "Entregas")[60:])
            assert "Hola, le" in line_of(console, "Entregas")
            await console.press("slash")
            await console.type("voice:lucia voice:elevenlabs")
            await console.press("enter")
            assert list(screen.table.ids) == [named(console, "Entregas").id]
            await console.until(lambda: "voice Lucía" in " ".join(pane(console).split()))

    async def test_shows_first_how_an_agent_fares_at_80x24(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, size=(80, 24), **BUSY) as (console, screen):
            await console.until(lambda: console.session.day.complete)
            await console.until(lambda: "24 h:" not in console.line("figures"))
            heading = drawn(console).splitlines()[3]
            for title in ("NAME", "LIVE", "24 H", "FAILED", "SLOW", "NUMBERS"):
                assert title in heading
            assert not screen.query_one("#glance").display
            assert "10 agents" in console.line("figures")

    async def test_counts_live_calls_as_they_come_and_end(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, live=1, history=0) as (console, _):
            (row,) = console.session.board.rows.values()
            agent = console.session.agents.records[row.call.agent_id or ""]
            await console.until(lambda: "●1" in line_of(console, (agent.name or "")[:12]))
            assert "● 1 live" in console.line("figures")
            console.sandbox.edit(
                "calls", row.call.id, status="completed",
                ended_at="2026-06-01T10:00:30Z", updated_at="2026-06-01T10:00:30Z",
            )  # fmt: skip
            await console.until(lambda: "●" not in line_of(console, (agent.name or "")[:12]))

    async def test_reads_the_day_back_and_says_how_far(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, **BUSY) as (console, screen):
            assert "24 h: read" in console.line("figures") or console.session.day.complete
            await console.until(lambda: console.session.day.complete)
            await console.until(lambda: "24 h: read" not in console.line("figures"))
            session = console.session
            total = session.day.of_agents(session.agents.records).calls
            assert total > 0
            assert f"{total:,} calls in 24 h" in console.line("figures")
            await console.press("colon")
            await console.type("sort calls")
            await console.press("enter")
            counts = [session.day.of_agent(id_).calls for id_ in screen.table.ids]
            assert counts == sorted(counts, reverse=True)

    async def test_says_what_to_do_when_there_is_no_agent(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, empty=True) as (console, screen):
            await console.until(lambda: "No agents yet" in screen.table.empty.plain)
            assert "n    creates one; a name is enough" in screen.table.empty.plain
            await console.press("enter")
            assert console.app.screen is screen

    async def test_shows_a_name_with_brackets_and_controls_as_it_is(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            name = "[/x] [@click=app.quit]go[/]\x1b]52;c;ZXZpbA==\x07"
            console.sandbox.edit("agents", screen.table.ids[0], name=name, first_message=name)
            await console.press("ctrl+r")
            await console.until(lambda: "[/x] [@click" in drawn(console))
            assert "\x1b" not in drawn(console)


class TestTheFilter:
    @pytest.mark.parametrize(
        ("text", "name"),
        [("number:+44 ", "Survey EN"), ("model:mahnwesen", "Zahlungs"), ("lang:ja", "サポート")],
    )
    async def test_finds_an_agent_by_what_belongs_to_it(
        self, tmp_path: Path, text: str, name: str
    ) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            await console.press("slash")
            await console.type(text)
            await console.press("enter")
            assert list(screen.table.ids) == [named(console, name).id]
            assert "1 of 10" in console.line("status")

    async def test_follows_what_it_asks_for(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            await console.press("slash")
            await console.type("live>0")
            await console.press("enter")
            assert not screen.table.ids
            assert "Nothing fits" in screen.table.empty.plain
            agent = named(console, "Survey EN")
            with console.sandbox.api() as api:
                body = {"agent_id": agent.id}
                assert api.post("/calls/web", json=body).status_code == 201
            await console.until(lambda: list(screen.table.ids) == [agent.id])


class TestADraft:
    async def test_is_shown_counted_and_found(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            agent = named(console, "Survey EN")
            assert "draft" not in console.line("figures")
            await kept(screen, agent.id, agent.raw)
            await console.press("enter")
            await console.until(lambda: console.app.screen is not screen)
            await console.press("escape")
            await console.until(lambda: "✎ Survey EN" in drawn(console))
            assert "✎ 1 unsaved, kept as a draft" in console.line("figures")
            await console.press("slash")
            await console.type("draft:yes")
            await console.press("enter")
            assert list(screen.table.ids) == [agent.id]
            await console.until(lambda: "Unsaved changes of" in pane(console))

    async def test_of_a_deleted_agent_can_be_reached_and_dropped(self, tmp_path: Path) -> None:
        async with opened(tmp_path, history=0) as console:
            gone = {"id": "agt_gone", "name": "Night desk"}
            draft = Draft(Kind.AGENT, gone, {"name": "Day desk"}, START)
            drafts = console.board.account.archive.drafts
            await drafts.keep("agt_gone", draft)
            await console.press("g", "a")
            await console.until(lambda: "✎ 1 of a deleted agent: g D" in figures(console))
            screen = console.app.screen
            await console.press("g")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("D")
            await console.until(lambda: isinstance(console.app.screen, DraftQuestion))
            await console.press("D")
            await console.until(lambda: isinstance(console.app.screen, AgentScreen))
            await console.press("escape")
            await console.until(lambda: console.app.screen is screen)
            await console.until(lambda: "deleted agent" not in figures(console))
            assert await drafts.all() == {}


class TestThePane:
    async def test_shows_the_agent_under_the_cursor_whole(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, **BUSY) as (console, screen):
            agent = named(console, "Sales EN – Aria")
            screen.table.move_to(agent.id)
            await console.until(lambda: pane(console).startswith("Sales EN – Aria"))
            text = " ".join(pane(console).split())
            assert agent.first_message
            assert agent.first_message in text
            assert "NUMBERS +1" in text
            assert "with 2 other agents" in text
            assert "callback_number" in text
            assert "LAST CALLS" in text

    async def test_makes_room_and_comes_back(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            shown = screen.query_one("#glance")
            assert shown.display
            await console.press("tab")
            assert screen.focused is shown
            await console.press("i")
            assert not shown.display
            assert screen.focused is screen.table
            await console.press("i")
            assert shown.display

    async def test_follows_a_change_of_the_model(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            agent = console.session.agents.records[screen.table.ids[0]]
            console.sandbox.edit("models", agent.llm_id or "", name="Another brain")
            await console.press("ctrl+r")
            await console.until(lambda: "Another brain" in pane(console))
            assert "Another br" in line_of(console, (agent.name or "")[:12])


class TestTheWaysOn:
    async def test_lead_to_the_agents_calls(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, **BUSY) as (console, screen):
            agent = named(console, "Sales EN – Aria")
            screen.table.move_to(agent.id)
            await console.press("c")
            await console.until(lambda: isinstance(console.app.screen, CallsScreen))
            await console.until(lambda: console.board.filter_text == 'agent:"Sales EN – Aria"')
            calls = [console.row(id_).call for id_ in console.table.ids]
            assert calls
            assert {call.agent_id for call in calls} == {agent.id}

    async def test_lead_to_the_agents_numbers_and_back_as_it_was(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            agent = named(console, "Sales EN – Aria")
            numbers = list(console.session.numbers.records)
            with console.sandbox.api() as api:
                for id_ in numbers[:2]:
                    api.patch(f"/phone-numbers/{id_}", json={"agent_id": agent.id})
            await console.press("ctrl+r")
            await console.until(lambda: "2 numbers" in line_of(console, "Sales EN – Ar"))
            await console.press("slash")
            await console.type("sales")
            await console.press("enter")
            screen.table.move_to(agent.id)
            await console.press("N")
            await console.until(lambda: isinstance(console.app.screen, NumbersScreen))
            there = console.app.screen
            assert isinstance(there, NumbersScreen)
            await console.until(lambda: set(there.table.ids) == set(numbers[:2]))
            await console.press("escape")
            await console.until(lambda: console.app.screen is screen)
            assert (screen.filter_text, screen.table.cursor_id) == ("sales", agent.id)

    async def test_lead_from_the_form_to_the_number_and_back(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            screen.table.move_to(named(console, "Survey EN").id)
            await console.press("enter")
            await console.until(lambda: isinstance(console.app.screen, AgentScreen))
            form = console.app.screen
            await console.press("ctrl+g")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("N")
            await console.until(lambda: isinstance(console.app.screen, NumberScreen))
            await console.press("escape")
            await console.until(lambda: console.app.screen is form)

    async def test_say_when_no_number_reaches_the_agent(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            lonely = next(
                agent
                for agent in console.session.agents.records.values()
                if numbers_of(agent, console.session) is None
            )
            screen.table.move_to(lonely.id)
            await console.press("N")
            assert "No number reaches" in console.line("status")
            assert console.app.screen is screen

    async def test_lead_to_a_call_that_was_started_with_the_agent(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            agent = named(console, "Survey EN")
            screen.table.move_to(agent.id)
            await console.press("s")
            form = console.app.screen
            assert isinstance(form, CallForm)
            assert form.selects["agent_id"].value == agent.id
            assert form.selects["from_number"].value == "+442079460180"
            await console.type("+14155550111")
            await console.press("ctrl+s", "y")
            await console.until(lambda: isinstance(console.app.screen, CallsScreen))
            await console.until(lambda: console.table.cursor_id in console.session.board.rows)
            assert console.row(console.table.cursor_id or "").call.agent_id == agent.id
            await console.press("escape")
            await console.until(lambda: console.app.screen is screen)

    async def test_take_one_agent_at_a_time(self, tmp_path: Path) -> None:
        async with at_agents(tmp_path, history=0) as (console, screen):
            await console.press("space", "space", "enter")
            assert console.app.screen is screen
            assert "one agent at a time" in console.line("status")
