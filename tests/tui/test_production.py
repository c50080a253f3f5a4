"""A production account is told from others at a glance, and by every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from console.accounts.profiles import Profile
from console.clock import SystemClock
from console.tui.dialogs.confirm import Confirm
from console.tui.dialogs.typed_confirm import TypedConfirm
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.theme import VARIABLES
from tests.console_pilot import opened, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import ModalScreen


class Asking(GuardedApp):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES


QUESTIONS = [
    Confirm("Stop 3 calls?", yes="Stop"),
    TypedConfirm("Delete it?", yes="Delete", name="Aria", id_="agt_1", breaks=(), about=""),
]


async def title_of(app: Asking, question: ModalScreen[bool]) -> str:
    async with app.run_test() as pilot:
        app.push_screen(question)
        await wait_until(pilot, lambda: question.is_mounted and question.query(".dialog-title"))
        await pilot.pause()
        return str(question.query_one(".dialog-title", Static).content)


async def test_the_top_line_says_so_beside_the_name(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24), name="acme-prod", empty=True) as console:
        assert console.line("place").startswith("▌acme-prod   ■ production   Calls")
        assert console.app.production == "acme-prod"


class TestAQuestion:
    @pytest.mark.parametrize("question", range(len(QUESTIONS)))
    async def test_names_the_production_account(self, tmp_path: Path, question: int) -> None:
        app = Asking(crashes=CrashReports(tmp_path, SystemClock(), Redactor()))
        app.production = "acme-eu"
        title = await title_of(app, QUESTIONS[question])
        assert title.startswith(" ■ production acme-eu   ")

    async def test_is_the_question_alone_elsewhere(self, tmp_path: Path) -> None:
        app = Asking(crashes=CrashReports(tmp_path, SystemClock(), Redactor()))
        assert await title_of(app, Confirm("Stop 3 calls?", yes="Stop")) == "Stop 3 calls?"


class TestAProfile:
    @pytest.mark.parametrize("name", ["acme-prod", "production", "eu-live"])
    def test_is_production_by_its_name(self, name: str) -> None:
        assert Profile(name).is_production
        assert not Profile(name, production=False).is_production

    @pytest.mark.parametrize("name", ["acme", "reproduction", "product", "olive-1"])
    def test_is_none_that_is_called_otherwise(self, name: str) -> None:
        assert not Profile(name).is_production
        assert Profile(name, production=True).is_production
