"""Creating, copying, deleting and exporting agents: asked in proportion, sent once, told truly."""

from __future__ import annotations

import json
import stat
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Button, Input, Static

from console.tui.dialogs.export import Export
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.new_name import NewName
from console.tui.dialogs.notice import Notice
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.screens.agents.form import AgentScreen
from console.tui.screens.agents.screen import AgentsScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.api.records.agent import Agent

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["laptop", "wall"])


@asynccontextmanager
async def at_agent(
    folder: Path, name: str = "Sales EN – Aria", **world: Any
) -> AsyncGenerator[tuple[Console, Agent]]:
    """The console with the cursor on an agent in their list."""
    settings: dict[str, Any] = {"history": 0, **world}
    async with opened(folder, **settings) as console:
        await console.press("g", "a")
        await console.until(lambda: isinstance(console.app.screen, AgentsScreen))
        agents = console.session.agents.records
        await console.until(lambda: agents)
        screen = console.app.screen
        assert isinstance(screen, AgentsScreen)
        agent = next(each for each in agents.values() if (each.name or "").startswith(name))
        await console.until(lambda: screen.table.move_to(agent.id))
        await console.pilot.pause()
        yield console, agent


def said(console: Console) -> str:
    """What the dialog in front says."""
    return "\n".join(str(each.render()) for each in console.app.screen.query(Static))


def created(console: Console, what: str = "agents") -> list[dict[str, Any]]:
    return console.sandbox.requests("POST", f"/v1/{what}")


def deleted(console: Console) -> list[dict[str, Any]]:
    return console.sandbox.requests("DELETE")


def journal(console: Console) -> list[str]:
    return [entry.phase.value for entry in console.board.account.journal.entries()]


def refusal(console: Console) -> str:
    """What the dialog for a name holds against it."""
    shown = console.app.screen.query("#name-problem").results(Static)
    return next((str(note.render()) for note in shown if note.display), "")


def field(console: Console) -> Input:
    return console.app.screen.query_one(Input)


async def in_front(console: Console, screen: type[Any]) -> None:
    await console.until(lambda: isinstance(console.app.screen, screen))
    await console.pilot.pause()


class TestCreating:
    @SIZES
    async def test_takes_a_name_and_opens_the_form(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with at_agent(tmp_path, size=size) as (console, _):
            agents = console.app.screen
            await console.press("n")
            dialog = console.app.screen
            assert isinstance(dialog, NewName)
            assert dialog.region.contains_region(dialog.query_one(".dialog-keys").region)
            await console.type("Night desk")
            await console.press("enter")
            await in_front(console, AgentScreen)
            assert [request["body"] for request in created(console)] == [{"name": "Night desk"}]
            assert set(journal(console)) == {"sending", "done"}
            await console.press("escape")
            await console.until(lambda: console.app.screen is agents)
            assert isinstance(agents, AgentsScreen)
            made = console.session.agents.records[agents.table.cursor_id or ""]
            assert made.name == "Night desk"

    async def test_takes_the_name_from_the_command_line(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, _):
            await console.press("colon")
            await console.type("new Night desk")
            await console.press("enter")
            await in_front(console, NewName)
            assert field(console).value == "Night desk"
            assert created(console) == []

    async def test_checks_the_name_while_it_is_typed_and_sends_none_that_fails(
        self, tmp_path: Path
    ) -> None:
        async with at_agent(tmp_path) as (console, _):
            await console.press("n", "enter")
            problem = console.app.screen.query_one("#name-problem")
            assert problem.display
            await console.type("N")
            assert not problem.display
            field(console).value = "x" * 256
            await console.pilot.pause()
            assert problem.display
            assert "255" in said(console)
            await console.press("enter")
            assert isinstance(console.app.screen, NewName)
            assert created(console) == []

    async def test_that_is_refused_keeps_what_was_typed(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, _):
            console.sandbox.fault("status", status=409, method="POST", times=1)
            await console.press("n")
            await console.type("Night desk")
            await console.press("enter")
            await console.until(lambda: created(console) and refusal(console))
            assert field(console).value == "Night desk"
            await console.press("enter")
            await in_front(console, AgentScreen)

    async def test_whose_answer_is_lost_is_told_and_not_sent_again(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, _):
            console.sandbox.fault("drop", method="POST")
            await console.press("n")
            await console.type("Night desk")
            await console.press("enter")
            await in_front(console, Notice)
            assert "Was “Night desk” made?" in said(console)
            assert "It was not sent again." in said(console)
            assert "unknown" in journal(console)
            await console.press("escape")
            await in_front(console, AgentsScreen)

    async def test_sends_nothing_that_the_journal_cannot_hold(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, _):
            (tmp_path / "xdg_state_home").write_text("no folder")
            await console.press("n")
            await console.type("Night desk")
            await console.press("enter")
            await console.until(lambda: "Nothing was sent." in said(console))
            assert isinstance(console.app.screen, NewName)
            assert created(console) == []

    async def test_is_refused_on_a_read_only_profile(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path, read_only=True) as (console, _):
            for key in ("n", "ctrl+y", "delete"):
                await console.press(key)
                assert isinstance(console.app.screen, AgentsScreen)
                assert "read-only" in console.line("status")


class TestCopying:
    async def test_shares_the_model_or_brings_a_copy_of_it(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            await console.press("ctrl+y")
            assert isinstance(console.app.screen, Menu)
            assert "Copy “Sales EN – Aria”" in said(console)
            await console.press("s")
            await in_front(console, NewName)
            assert field(console).value == "Sales EN – Aria copy"
            assert "reaches both" in said(console)
            await console.press("enter")
            await in_front(console, AgentScreen)
            assert created(console)[-1]["body"]["llm_id"] == agent.llm_id
            await console.press("escape")
            await in_front(console, AgentsScreen)
            await console.press("ctrl+y", "o")
            await in_front(console, NewName)
            await console.press("enter")
            await in_front(console, AgentScreen)
            assert len(created(console, "models")) == 1
            assert created(console)[-1]["body"]["llm_id"] != agent.llm_id

    async def test_whose_model_alone_was_made_says_what_stays(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, _):
            console.sandbox.fault("status", status=409, method="POST", path="/v1/agents")
            await console.press("ctrl+y", "o")
            await in_front(console, NewName)
            await console.press("enter")
            await in_front(console, Notice)
            assert "“Sales EN – Aria copy” was not made" in said(console)
            assert "stays among the prompts: “Sales EN – Aria copy – model”." in said(console)
            assert len(created(console, "models")) == 1


class TestDeleting:
    @SIZES
    async def test_says_what_breaks_and_takes_the_typed_name(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with at_agent(tmp_path, size=size) as (console, agent):
            await console.press("delete")
            dialog = console.app.screen
            assert isinstance(dialog, TypedConfirm)
            assert "loses its agent: nobody answers its inbound calls." in said(console)
            for part in ("#yes", "#typed", ".dialog-keys"):
                assert dialog.region.contains_region(dialog.query_one(part).region)
            assert dialog.query_one("#yes", Button).disabled
            await console.press("enter")
            assert console.app.screen is dialog
            await console.type("sales en aria")
            assert not dialog.query_one("#yes", Button).disabled
            await console.press("enter")
            await console.until(lambda: "is deleted" in console.line("status"))
            assert [request["path"] for request in deleted(console)] == [f"/v1/agents/{agent.id}"]
            await console.until(lambda: agent.id not in console.session.agents.records)
            assert set(journal(console)) == {"sending", "done"}

    async def test_is_left_by_escape(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            await console.press("delete")
            await console.type(agent.id)
            await console.press("escape")
            await in_front(console, AgentsScreen)
            assert deleted(console) == []

    async def test_of_one_that_is_gone_already_is_no_trouble(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            with console.sandbox.api() as api:
                api.delete(f"/agents/{agent.id}")
            await console.press("delete")
            await console.type(agent.id)
            await console.press("enter")
            await console.until(lambda: "was gone already" in console.line("status"))

    async def test_whose_answer_is_lost_is_told_and_not_sent_again(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            console.sandbox.fault("drop", method="DELETE")
            await console.press("delete")
            await console.type(agent.id)
            await console.press("enter")
            await in_front(console, Notice)
            assert "Was “Sales EN – Aria” deleted?" in said(console)

    async def test_goes_for_the_agent_that_was_asked_about(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            await console.press("delete")
            agents = next(s for s in console.app.screen_stack if isinstance(s, AgentsScreen))
            agents.table.action_move(1)
            await console.type(agent.id)
            await console.press("enter")
            await console.until(lambda: deleted(console))
            assert deleted(console)[0]["path"] == f"/v1/agents/{agent.id}"


class TestExporting:
    @SIZES
    async def test_shows_the_agent_exactly_as_json_and_as_curl(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with at_agent(tmp_path, size=size) as (console, agent):
            await console.press("y")
            dialog = console.app.screen
            assert isinstance(dialog, Export)
            assert dialog.region.contains_region(dialog.query_one(".dialog-keys").region)
            assert "“Sales EN – Aria” as JSON" in said(console)
            reader = dialog.query_one(Reader)
            assert f'"id": "{agent.id}"' in reader.text
            await console.press("tab")
            assert "as curl" in said(console)
            assert "$ONEINBOX_API_KEY" in reader.text
            await console.press("escape")
            await in_front(console, AgentsScreen)

    async def test_copies_what_is_shown(self, tmp_path: Path) -> None:
        async with at_agent(tmp_path) as (console, agent):
            await console.press("y", "c")
            assert json.loads(console.app.clipboard) == dict(agent.raw)

    async def test_writes_a_file_for_its_owner_alone_and_over_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        async with at_agent(tmp_path) as (console, agent):
            await console.press("y", "f")
            assert field(console).value == "./sales-en-aria.json"
            await console.press("enter")
            file = tmp_path / "sales-en-aria.json"
            await console.until(lambda: f"Written to {file}" in said(console))
            assert json.loads(file.read_text(encoding="utf-8")) == dict(agent.raw)
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            await console.press("f", "enter")
            await console.until(lambda: "exists; nothing was written" in said(console))
            await console.press("escape")
            assert isinstance(console.app.screen, Export)
            await console.press("escape")
            await in_front(console, AgentsScreen)
