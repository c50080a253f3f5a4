"""The list of prompts: what there is, who uses it, what is unsaved, and the ways from it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from console.actions.action import Place
from console.actions.saving.plan import Kind
from console.archive.drafts import Draft
from console.tui.navigation import Destination
from console.tui.screens.prompts.screen import PromptsScreen
from console.tui.screens.prompts.view import changed, size_words
from console.tui.widgets.live_table.columns import Cell
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened
from tests.sandbox_server import START

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from console.api.records.model import Model

SALES = "Sales EN brain"


class Prompts:
    """The list in front, and what a test asks of it."""

    def __init__(self, console: Console) -> None:
        self.console = console
        assert isinstance(console.app.screen, PromptsScreen)
        self.screen = console.app.screen

    def model(self, name: str) -> Model:
        models = self.console.session.models.records.values()
        return next(model for model in models if model.name == name)

    def row(self, name: str) -> dict[str, str]:
        """The cells of a row by the columns' keys, as all of them would show it."""
        model = self.model(name)
        row: dict[str, str] = {}
        for _, column in self.screen.sortable():
            cells = column.cell(model)
            pieces = (cells,) if isinstance(cells, Cell) else cells
            row[column.key] = "".join(piece.text for piece in pieces)
        return row

    @property
    def shown(self) -> set[str]:
        models = self.console.session.models.records
        return {models[record_id].name or "" for record_id in self.screen.table.ids}

    @property
    def glance(self) -> str:
        return self.screen.query_one("#glance", Reader).text


@asynccontextmanager
async def prompts(
    folder: Path, *, size: tuple[int, int] = (160, 45), **world: Any
) -> AsyncGenerator[Prompts]:
    async with opened(folder, size=size, **world) as console:
        await console.press("g", "p")
        await console.until(lambda: isinstance(console.app.screen, PromptsScreen))
        session = console.session
        await console.until(lambda: session.agents.records and session.numbers.records)
        await console.until(lambda: console.app.screen.query("#glance"))
        yield Prompts(console)


class TestTheListOfPrompts:
    async def test_shows_every_model_by_name(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            models = it.console.session.models.records
            assert len(models) > 3
            names = [(models[record_id].name or "").casefold() for record_id in it.screen.table.ids]
            assert names == sorted(names)
            assert len(names) == len(models)

    async def test_says_what_a_prompt_is_run_by_and_how_long_it_is(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            model, row = it.model(SALES), it.row(SALES)
            assert row["model"] == f"{model.model} {model.provider}"
            assert row["temp"] == f"{model.temperature:g}"
            assert row["size"] == size_words(len(model.raw["system_prompt"]))

    @pytest.mark.parametrize("size", [(80, 24), (160, 45)])
    async def test_cuts_no_provider_in_two(self, tmp_path: Path, size: tuple[int, int]) -> None:
        async with prompts(tmp_path, size=size) as it:
            lines = [it.screen.table.render_line(y).text for y in range(9)]
            line = next(each for each in lines if SALES in each)
            assert " gpt-4.1-mini openai " in line
            assert it.row("Survey EN v3")["model"] == "llama-3.3-70b-versatile"

    async def test_counts_agents_and_names_a_single_one(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            assert it.row(SALES)["agents"] == "3 agents"
            alone = next(
                model
                for model in it.console.session.models.records.values()
                if len(it.screen.view.use(model).agents) == 1
            )
            agent = it.screen.view.use(alone).agents[0]
            assert it.row(alone.name or "")["agents"] == agent.name

    async def test_counts_the_calls_of_today_and_those_that_live(self, tmp_path: Path) -> None:
        async with prompts(tmp_path, calls_per_minute=20.0, history=60) as it:
            session = it.console.session
            await it.console.until(lambda: session.day.since is not None)
            users = {agent.id for agent in it.screen.view.use(it.model(SALES)).agents}
            await it.console.until(
                lambda: (
                    it.row(SALES)["live"]
                    == str(
                        sum(
                            not row.ended and row.call.agent_id in users
                            for row in session.board.rows.values()
                        )
                        or "–"
                    )
                )
            )
            assert int(it.row(SALES)["calls"].rstrip("+")) > 0


class TestADraft:
    async def test_is_shown_in_its_row_and_beside_it(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            model = it.model(SALES)
            draft = Draft(Kind.MODEL, model.raw, {"system_prompt": "Be brief."}, START)
            await it.screen.account.archive.drafts.keep(model.id, draft)
            assert "draft" not in it.row(SALES)["changed"]
            it.screen.on_screen_resume()
            await it.console.until(lambda: it.row(SALES)["changed"] == "✎ draft")
            assert "1 unsaved" in it.console.line("figures")
            it.screen.table.move_to(model.id)
            await it.console.until(lambda: "Unsaved changes of" in it.glance)

    async def test_of_a_first_message_counts_for_its_prompt(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            agent = it.screen.view.use(it.model(SALES)).agents[0]
            draft = Draft(Kind.AGENT, agent.raw, {"first_message": "Hello!"}, START)
            await it.screen.account.archive.drafts.keep(agent.id, draft)
            it.screen.on_screen_resume()
            await it.console.until(lambda: it.row(SALES)["changed"] == "✎ draft")


class TestTheFilter:
    @pytest.mark.parametrize(
        "text",
        ['name:"sales en brain"', "agents>2", 'agent:"sales en"', "text:aria !name:survey"],
    )
    async def test_finds_a_prompt_by_what_belongs_to_it(self, tmp_path: Path, text: str) -> None:
        async with prompts(tmp_path) as it:
            it.screen.bring(text)
            await it.console.pilot.pause()
            assert SALES in it.shown
            assert len(it.shown) < len(it.console.session.models.records)

    async def test_finds_a_prompt_by_the_number_that_reaches_it(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            number = it.screen.view.use(it.model(SALES)).numbers[0].phone_number
            it.screen.bring(f"number:{number}")
            await it.console.pilot.pause()
            assert it.shown == {SALES}

    async def test_is_completed_with_the_names_there_are(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            values = it.screen.values()
            assert f'"{SALES}"' in values["name"]
            assert "openai" in values["provider"]

    async def test_narrows_while_it_is_typed(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            await it.console.press("slash")
            it.screen.query_one("#filter", Input).value = "sales"
            await it.console.until(lambda: it.shown == {SALES})


class TestTheGlance:
    async def test_tells_of_the_prompt_under_the_cursor(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            model = it.model(SALES)
            it.screen.table.move_to(model.id)
            await it.console.until(lambda: SALES in it.glance)
            use = it.screen.view.use(model)
            for agent in use.agents:
                assert (agent.name or agent.id) in it.glance
            assert f"{len(use.agents)} agents" in it.glance
            assert (model.system_prompt or "").split("\n")[0] in it.glance
            await it.console.until(lambda: "1 kept" in it.glance)

    async def test_is_not_there_where_there_is_no_room(self, tmp_path: Path) -> None:
        async with prompts(tmp_path, size=(80, 24)) as it:
            assert not it.screen.query_one("#beside").display


class TestTheWaysFromAPrompt:
    async def test_lead_to_the_agents_that_use_it(self, tmp_path: Path) -> None:
        async with prompts(tmp_path) as it:
            model = it.model(SALES)
            it.screen.table.move_to(model.id)
            (jump,) = it.screen.jumps()
            assert jump.letter == "A"
            assert jump.destination == Destination(Place.AGENTS, filter=f'model:"{SALES}"')


class TestASize:
    @pytest.mark.parametrize(
        ("characters", "words"),
        [
            (0, "0"),
            (999, "999"),
            (1000, "1.0 k"),
            (8349, "8.3 k"),
            (9951, "10 k"),
            (50_000, "50 k"),
        ],
    )
    def test_is_short(self, characters: int, words: str) -> None:
        assert size_words(characters) == words


class TestAChange:
    @pytest.mark.parametrize(
        ("age", "words"),
        [
            (timedelta(minutes=4), "4 m"),
            (timedelta(days=6), "6 d"),
            (timedelta(days=30), "02 May"),
            (timedelta(days=300), "2025-08"),
        ],
    )
    def test_is_told_by_its_age_then_by_its_day_then_by_its_month(
        self, age: timedelta, words: str
    ) -> None:
        now = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
        assert changed(now - age, now, UTC) == words

    def test_of_which_nobody_knows_when_says_so(self) -> None:
        assert changed(None, START, UTC) == "–"
