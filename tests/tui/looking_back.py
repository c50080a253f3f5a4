"""Steps to the history, the triage and the figures, on a console whose hour stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.history.progress import State
from console.tui.screens.figures.screen import FiguresScreen
from console.tui.screens.history.screen import HistoryScreen
from console.tui.screens.triage.screen import TriageScreen
from console.tui.widgets.line import Line
from tests.tui.editing_life import come_to_rest, go_to, until

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def at_history(pilot: Pilot[None], filter_text: str = "") -> HistoryScreen:
    """Go to the history and wait until all calls are kept."""
    screen = await go_to(pilot, "h")
    assert isinstance(screen, HistoryScreen)
    history = screen.account.history
    await until(pilot, lambda: history.progress.state is State.COMPLETE)
    screen.bring(filter_text)
    await until(pilot, lambda: screen.filter_text == filter_text and screen.asked)
    await _told_all(pilot)
    return screen


async def at_triage(pilot: Pilot[None], key: str = "") -> TriageScreen:
    """Go to the triage and wait until every call was looked over."""
    screen = await go_to(pilot, "t")
    assert isinstance(screen, TriageScreen)
    account = screen.account
    await until(pilot, lambda: account.history.progress.state is State.COMPLETE)
    await until(pilot, lambda: account.diagnoses.reading.complete)
    await _told_all(pilot)
    if key:
        screen.table.move_to(key)
    return screen


async def at_figures(pilot: Pilot[None]) -> FiguresScreen:
    """Go to the figures and wait until every call was added up."""
    screen = await go_to(pilot, "f")
    assert isinstance(screen, FiguresScreen)
    account = screen.account
    await until(pilot, lambda: account.history.progress.state is State.COMPLETE)
    line = screen.query_one("#figures", Line)
    await until(pilot, lambda: " calls" in line.text and "known" not in line.text)
    await _told_all(pilot)
    return screen


async def _told_all(pilot: Pilot[None]) -> None:
    """Let what is kept and added up from time to time be so, a few times."""
    steps = iter(range(200))
    await until(pilot, lambda: next(steps) >= 100)
    await come_to_rest(pilot)
