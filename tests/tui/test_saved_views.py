"""Saved views: a filter and an order on a digit, at the board and at the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from console.accounts.views import View
from console.tui.screens.help import Help
from console.tui.screens.history.screen import HistoryScreen
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path


class TestAView:
    async def test_is_saved_under_a_digit_and_taken_by_it_at_both_lists(
        self, tmp_path: Path
    ) -> None:
        async with opened(tmp_path, history=30) as console:
            await console.press("3")
            assert "No view is saved under 3" in console.line("status")
            await console.press("slash")
            await console.type("status:completed")
            await console.press("enter", "o", "c", "V", "3")
            field = console.app.screen.query_one(Input)
            assert field.value == "status:completed"
            field.value = "Dear ones"
            await console.press("enter")
            # The profile of a demo stands in no settings.
            await console.until(lambda: "until the console is left" in console.line("status"))
            view = View(3, "Dear ones", "status:completed", "cost desc")
            assert console.board.account.views.all == [view]
            await console.press("escape", "3")
            assert console.board.filter_text == "status:completed"

            await console.press("question_mark")
            await console.until(lambda: isinstance(console.app.screen, Help))
            page = [str(each.render()) for each in console.app.screen.query(Static)]
            assert "Dear ones: status:completed  by cost desc" in page
            await console.press("escape", "g", "h")
            await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
            history = console.app.screen
            assert isinstance(history, HistoryScreen)
            await console.until(lambda: history.table.ids)
            await console.press("v", "3")
            await console.until(lambda: history.filter_text == "status:completed")
            await console.until(
                lambda: {c.status for c in history.listing.calls.values()} == {"completed"}
            )
            assert history.table.sorting == ("cost", True)
