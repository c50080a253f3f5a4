"""Taking away what others look into: a bundle, a recording, a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.phone import other_side
from console.tui.dialogs.bundle import BundleExport
from console.tui.dialogs.menu import Menu
from console.tui.dialogs.recording import RecordingDownload
from console.tui.screens.comparison.screen import ComparisonScreen
from console.tui.screens.history.screen import HistoryScreen
from console.tui.widgets.reader import Reader
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class TestABundle:
    async def test_is_chosen_while_it_is_seen(self, tmp_path: Path) -> None:
        async with opened(
            tmp_path, size=(80, 24), live=0, history=60, calls_per_minute=6.0
        ) as console:
            await console.until(lambda: console.table.cursor_id)
            await console.press("end", "space", "k", "k", "space", "home")
            call_id = console.table.cursor_id or ""
            assert len(console.table.marked - {call_id}) == 2
            await console.press("b")
            await console.until(lambda: isinstance(console.app.screen, BundleExport))
            assert console.app.screen.query_one(".dialog-keys").size.height == 1
            text = console.app.screen.query_one(Reader)
            assert f"# Call {call_id}" in text.text
            assert "for**: the platform" in text.text
            await console.press("w")
            assert "for**: the carrier" in text.text
            await console.press("tab")
            assert '"for": "the carrier"' in text.text
            await console.press("n")
            assert "Hidden: values of variables." in text.text


class TestARecording:
    async def test_is_downloaded_where_it_is_wanted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        async with opened(tmp_path, live=0, history=60, calls_per_minute=6.0) as console:
            rows = console.session.board.rows
            recorded = next(id_ for id_, row in rows.items() if row.call.recording_url)
            console.table.move_to(recorded)
            await console.press("A")
            await console.until(lambda: isinstance(console.app.screen, RecordingDownload))
            await console.press("enter")
            await console.until(lambda: console.app.screen is console.board)
            path = tmp_path / f"{recorded}.wav"
            assert f"Written to {path}" in console.line("status")
            assert path.read_bytes().startswith(b"RIFF")


class TestAComparison:
    async def test_of_two_marked_calls(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=0, history=60, calls_per_minute=6.0) as console:
            await console.press("D")
            assert "Mark the two calls to compare" in console.line("status")
            await console.press("end", "space", "k", "k", "space", "D")
            await console.until(lambda: isinstance(console.app.screen, ComparisonScreen))
            page = console.app.screen.query_one("#comparison", Reader)
            await console.until(lambda: "WHAT WAS SAID" in page.text)
            for call_id in console.table.marked:
                assert call_id in page.text
            assert page.text.index("DIFFERENT") < page.text.index("THE SAME")
            await console.press("escape")
            await console.until(lambda: console.app.screen is console.board)
            assert len(console.table.marked) == 2


class TestTheNumberOfACall:
    async def test_leads_to_all_calls_with_it(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=0, history=60, calls_per_minute=6.0) as console:
            rows = console.session.board.rows
            call = next(row.call for row in rows.values() if row.call.from_number and row.ended)
            console.table.move_to(call.id)
            await console.press("g")
            await console.until(lambda: isinstance(console.app.screen, Menu))
            await console.press("N")
            await console.until(lambda: isinstance(console.app.screen, HistoryScreen))
            history = console.app.screen
            assert isinstance(history, HistoryScreen)
            await console.until(lambda: call.id in history.table.ids)
            number = other_side(call)
            assert history.filter_text == f'to:"{number}" or from:"{number}"'
