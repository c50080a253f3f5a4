"""The list of figures: how each agent fares, as an operator looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.tui.screens.figures.rows import ALL_ID
from console.tui.screens.figures.screen import FiguresScreen
from console.tui.screens.history.screen import HistoryScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import Console, opened

if TYPE_CHECKING:
    from pathlib import Path


def drawn(console: Console) -> list[str]:
    strips = console.app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
    return [re.sub(" {2,}", "  ", strip.text) for strip in strips]


async def test_the_figures_of_a_day(tmp_path: Path) -> None:
    async with opened(tmp_path, calls_per_minute=20.0, history=60) as console:
        await console.press("g", "f")
        await console.until(lambda: isinstance(console.app.screen, FiguresScreen))
        screen = console.app.screen
        assert isinstance(screen, FiguresScreen)
        agents = console.session.agents.records
        await console.until(lambda: len(screen.table.ids) == len(agents) + 1)
        await console.until(lambda: screen.under and screen.under.now.turn.n >= 20)

        assert screen.table.cursor_id == ALL_ID
        assert "calls in 24 h" in console.line("figures")
        heading = drawn(console)[3]
        for title in ("AGENT", "CALLS", "ANSWERED", "FAILED", "LENGTH", "P50", "P95"):
            assert title in heading
        charts = screen.query_one("#charts", Reader)
        for title in ("7 D BEFORE", "CALLS", "LATENCY OF TURNS", "STAGES OF A TURN", "OUTCOMES"):
            assert title in charts.text
        await console.press("j")
        assert screen.under is not None
        assert screen.under.now.calls > 0
        assert charts.text.startswith(screen.under.name)

        assert screen.under is not None
        counted = set(screen.under.fare.call_ids)
        assert len(counted) == screen.under.now.calls
        await console.press("enter")
        await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
        history = console.app.screen
        assert isinstance(history, HistoryScreen)
        await console.until(lambda: set(history.table.ids) == counted)
        await console.press("escape")
        await console.until(lambda: console.app.screen is screen)

        await console.press("right_square_bracket")
        await console.until(lambda: "calls in 7 d" in console.line("figures"))
        assert "last 7 d" in charts.text
        await console.press("slash")
        await console.type("calls>100000")
        await console.press("enter")
        assert "Nothing fits" in screen.table.empty.plain
