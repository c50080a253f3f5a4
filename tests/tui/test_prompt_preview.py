"""The preview: the prompt as a call would have heard it, and as the platform has it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.preview import fill
from console.tui.glyphs import ASCII, UNICODE
from console.tui.screens.prompts.filled import Part, filled_page, saved_page
from console.tui.screens.prompts.preview import PreviewScreen
from console.tui.widgets.line import Line
from console.tui.widgets.live_table.columns import Tone
from tests.console_pilot import Console, opened
from tests.tui.reading import lines_of, tone_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path

    from console.api.records.agent import Agent

BUSY: dict[str, Any] = {"calls_per_minute": 20.0, "history": 60}
PROMPT = "You speak with {{customer_name}} of {{company}} about {{oder_id}}.\r\nBe {{ kind }}."


def an_agent(console: Console) -> Agent:
    agents = console.session.agents.records.values()
    return next(agent for agent in agents if agent.name == "Sales EN – Aria")


@asynccontextmanager
async def previewing(
    folder: Path,
    prompt: str = PROMPT,
    first: str | None = None,
    *,
    model_id: str = "",
    size: tuple[int, int] = (160, 45),
    **world: Any,
) -> AsyncGenerator[tuple[Console, PreviewScreen]]:
    """The preview over the board, of the prompt of one agent."""
    async with opened(folder, size=size, **(world or BUSY)) as console:
        agent = an_agent(console)
        firsts: Mapping[str, str] = {} if first is None else {agent.id: first}
        account, surroundings = console.board.account, console.board.surroundings
        screen = PreviewScreen(
            account, surroundings, model_id or agent.llm_id or "", prompt, firsts
        )
        await console.app.push_screen(screen)
        await console.pilot.pause()
        yield console, screen


def line(screen: PreviewScreen, name: str) -> str:
    return screen.query_one(f"#preview-{name}", Line).text.strip()


def choose_a_call(screen: PreviewScreen, console: Console, **wanted: object) -> None:
    """Put the cursor on a call of the agent."""
    agent = an_agent(console)
    rows = console.session.board.rows
    call_id = next(
        each
        for each in screen.table.ids
        if each in rows
        and rows[each].call.agent_id == agent.id
        and rows[each].call.variables.items() >= wanted.items()
    )
    assert screen.table.move_to(call_id)


class TestTheListOfCalls:
    async def test_has_the_calls_of_the_models_agents_those_with_variables_first(
        self, tmp_path: Path
    ) -> None:
        async with previewing(tmp_path) as (console, screen):
            session = console.session
            users = {
                agent.id
                for agent in session.agents.records.values()
                if agent.llm_id == an_agent(console).llm_id
            }
            listed = [row_id for row_id in screen.table.ids if row_id in session.board.rows]
            calls = [session.board.rows[call_id].call for call_id in listed]
            assert {call.agent_id for call in calls} <= users
            giving = [bool(call.variables) for call in calls]
            assert giving == sorted(giving, reverse=True)
            assert screen.table.cursor_id == listed[0]
            assert line(screen, "title").endswith(f"{len(calls)} recent calls")

    async def test_without_any_call_has_the_agents_defaults_and_says_so(
        self, tmp_path: Path
    ) -> None:
        async with previewing(tmp_path, history=0) as (_, screen):
            assert line(screen, "title").endswith("no recent call is known: agents' defaults alone")
            assert "of Acme about" in screen.reader.text
            assert "⟨customer_name missing⟩" in screen.reader.text

    async def test_without_any_agent_says_so_and_shows_the_prompt_all_the_same(
        self, tmp_path: Path
    ) -> None:
        async with previewing(tmp_path, model_id="llm_nobodys") as (console, screen):
            assert "You speak with ⟨customer_name missing⟩" in screen.reader.text
            await console.press("p")
            assert "No agent uses this model" in screen.reader.text


class TestTheFilledPrompt:
    async def test_is_what_the_call_under_the_cursor_would_have_heard(self, tmp_path: Path) -> None:
        async with previewing(tmp_path) as (console, screen):
            choose_a_call(screen, console)
            await console.pilot.pause()
            call = console.session.board.rows[screen.table.cursor_id or ""].call
            name = call.variables["customer_name"]
            heard = f"You speak with {name} of Acme about ⟨oder_id missing⟩."
            assert heard in screen.reader.text
            assert line(screen, "note") == "▲ 2 missing: oder_id, kind  ·  3 filled in"

    async def test_shows_the_first_message_as_it_is_edited_else_as_it_is_saved(
        self, tmp_path: Path
    ) -> None:
        async with previewing(tmp_path, first="Hey {{customer_name}}!") as (console, screen):
            choose_a_call(screen, console)
            await console.pilot.pause()
            name = console.session.board.rows[screen.table.cursor_id or ""].call.variables
            assert f"Hey {name['customer_name']}!" in screen.reader.text
            defaults = next(i for i in screen.table.ids if i == f"defaults {_other(console)}")
            assert screen.table.move_to(defaults)
            await console.pilot.pause()
            saved = console.session.agents.records[_other(console)].first_message or ""
            assert saved.partition("{{")[0] in screen.reader.text.replace("\n", " ")

    @pytest.mark.parametrize("size", [(80, 24), (160, 45)])
    async def test_stands_below_the_calls_or_beside_them(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        async with previewing(tmp_path, size=size) as (_, screen):
            table, reader = screen.table.region, screen.reader.region
            assert screen.region.contains_region(reader)
            assert reader.height >= 8
            assert (reader.x > table.x) == (size[0] > 80)
            keys = screen.query_one(".dialog-keys").region
            assert keys.bottom == screen.region.bottom
            assert keys.height == 1

    async def test_draws_no_control_character_and_reads_no_markup(self, tmp_path: Path) -> None:
        async with previewing(tmp_path, "\x1b[2J [bold]{{company}}[/bold]") as (_, screen):
            assert "␛[2J [bold]Acme[/bold]" in screen.reader.text


def _other(console: Console) -> str:
    """Another agent with the same model."""
    agent = an_agent(console)
    agents = console.session.agents.records.values()
    return next(each.id for each in agents if each.llm_id == agent.llm_id and each != agent)


class TestThePlatformsText:
    async def test_is_read_for_the_agent_of_the_call_when_asked_for(self, tmp_path: Path) -> None:
        async with previewing(tmp_path) as (console, screen):
            agent = an_agent(console)
            choose_a_call(screen, console)
            path = f"/v1/agents/{agent.id}"
            assert console.sandbox.requests("GET", path) == []
            await console.press("p")
            await console.until(lambda: "read 10:" in line(screen, "note"))
            assert line(screen, "note").startswith("saved · Sales EN – Aria")
            assert "left the enquiry {{order_id}} about" in screen.reader.text
            assert len(console.sandbox.requests("GET", path)) == 1
            await console.press("p")
            assert "⟨oder_id missing⟩" in screen.reader.text
            await console.press("p", "r")
            await console.until(lambda: len(console.sandbox.requests("GET", path)) == 2)

    async def test_that_could_not_be_read_says_why_and_how_to_ask_again(
        self, tmp_path: Path
    ) -> None:
        async with previewing(tmp_path) as (console, screen):
            agent = an_agent(console)
            choose_a_call(screen, console)
            path = f"/v1/agents/{agent.id}"
            console.sandbox.fault("status", status=404, method="GET", path=path)
            await console.press("p")
            await console.until(lambda: "Not read:" in screen.reader.text)
            assert "r asks again" in screen.reader.text
            console.sandbox.mend()
            await console.press("r")
            await console.until(lambda: "read 10:" in line(screen, "note"))

    async def test_is_left_by_escape_for_the_editor(self, tmp_path: Path) -> None:
        async with previewing(tmp_path) as (console, screen):
            await console.press("p", "tab", "j", "escape")
            assert console.app.screen is console.board
            assert not screen.is_running


class TestAFilledPage:
    def page(self, text: str, variables: Mapping[str, str], width: int = 40) -> list[Any]:
        return filled_page([Part("PROMPT", fill(text, variables))], UNICODE, width)

    def test_colours_what_was_filled_in_and_names_what_was_not(self) -> None:
        page = self.page("Hi {{name}}, {{empty}}{{gone}}.", {"name": "Ana", "empty": ""})
        assert lines_of(page) == ["PROMPT", "Hi Ana, ⟨empty empty⟩⟨gone missing⟩.", ""]
        assert tone_of(page, "Ana") is Tone.ACCENT
        assert tone_of(page, "⟨empty empty⟩") is Tone.WARN
        assert tone_of(page, "⟨gone missing⟩") is Tone.ALARM

    def test_has_ascii_twins(self) -> None:
        page = filled_page([Part("PROMPT", fill("{{gone}}", {}))], ASCII, 40)
        assert "<gone missing>" in lines_of(page)

    def test_breaks_lines_as_the_text_does_and_at_spaces(self) -> None:
        text = "  Say  so,\n\n{{name}} and {{name}} and {{name}}\nend"
        page = self.page(text, {"name": "Ana Lima"}, 20)
        assert lines_of(page) == [
            "PROMPT", "  Say  so,", "", "Ana Lima and Ana", "Lima and Ana Lima", "end", "",
        ]  # fmt: skip
        assert tone_of(page, "Lima") is Tone.ACCENT

    def test_never_is_wider_than_its_place(self) -> None:
        page = self.page("日本語 {{name}} " * 8, {"name": "山田太郎"}, 17)
        from rich.cells import cell_len

        assert all(cell_len(text) <= 17 for text in lines_of(page))
        assert "".join(lines_of(page)[1:]).replace(" ", "") == "日本語山田太郎" * 8

    def test_of_saved_text_shows_variables_as_they_are_written(self) -> None:
        page = saved_page("Hi {{name}}!", 40)
        assert lines_of(page) == ["Hi {{name}}!"]
        assert tone_of(page, "{{name}}") is Tone.ACCENT
