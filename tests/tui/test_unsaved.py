"""What becomes of unsaved changes: discarding them takes a key that nobody hits blindly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.archive.drafts import Draft
from console.tui.dialogs.difference import DifferenceDialog
from console.tui.dialogs.unsaved import DraftFound, DraftQuestion, Leaving, before_leaving
from console.tui.glyphs import UNICODE
from console.tui.styles import style_sheets
from console.tui.surroundings import Surroundings
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.theme import VARIABLES
from console.tui.widgets.difference import Difference
from tests.console_pilot import wait_until
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from console.tui.dialogs.menu import Menu

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


class QuestionApp(GuardedApp):
    """An app that asks one question."""

    CSS_PATH = style_sheets()

    def __init__(self, folder: Path, question: Menu) -> None:
        super().__init__(crashes=CrashReports(folder, FakeClock(now=NOW), Redactor()))
        self._question = question
        self.answers: list[str | None] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def on_mount(self) -> None:
        self.push_screen(self._question, self.answers.append)


def draft_question() -> DraftQuestion:
    draft = Draft(
        "agent",
        {"id": "agt_1", "name": "Sales", "max_duration_seconds": 600},
        {"max_duration_seconds": 900},
        NOW,
    )
    surroundings = Surroundings(zone=UTC, glyphs=UNICODE, clock=FakeClock(now=NOW))
    return DraftQuestion([draft], {}, surroundings)


async def answered(app: QuestionApp, pilot: Pilot[None]) -> str | None:
    await wait_until(pilot, lambda: app.answers)
    return app.answers[0]


class TestLeaving:
    async def test_discards_by_a_capital_letter_and_not_by_a_reflex(self, tmp_path: Path) -> None:
        app = QuestionApp(tmp_path, before_leaving("Sales", ["name"]))
        async with app.run_test() as pilot:
            await pilot.press("x", "d")
            assert not app.answers
            await pilot.press("D")
            assert await answered(app, pilot) == Leaving.DISCARD


class TestADraft:
    async def test_is_discarded_by_a_capital_letter_and_not_by_a_reflex(
        self, tmp_path: Path
    ) -> None:
        app = QuestionApp(tmp_path, draft_question())
        async with app.run_test() as pilot:
            await pilot.press("x", "d")
            assert not app.answers
            await pilot.press("D")
            assert await answered(app, pilot) == DraftFound.DISCARD

    async def test_names_its_fields_as_the_form_does(self, tmp_path: Path) -> None:
        app = QuestionApp(tmp_path, draft_question())
        async with app.run_test() as pilot:
            await pilot.pause()
            title = app.screen.query_one(".dialog-title").render()
            assert str(title) == "There is a draft of today 10:00 UTC: longest call"

    async def test_can_be_looked_at_before_it_is_decided_on(self, tmp_path: Path) -> None:
        app = QuestionApp(tmp_path, draft_question())
        async with app.run_test() as pilot:
            await pilot.press("l")
            await wait_until(pilot, lambda: isinstance(app.screen, DifferenceDialog))
            assert str(app.screen.query_one(".dialog-title").render()) == "Draft of “Sales”"
            assert app.screen.query_one(Difference).text.strip() == "longest call  600 → 900"
            await pilot.press("escape")
            assert not app.answers
            await pilot.press("t")
            assert await answered(app, pilot) == DraftFound.TAKE_UP
