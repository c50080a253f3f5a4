"""A row of the board in the reading pane."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from console.live.board import Presence
from console.tui.screens.calls.reading import show_row
from console.tui.widgets.inspector.lines import Lines
from tests.console_pilot import opened

if TYPE_CHECKING:
    from pathlib import Path


class TestACallInDoubt:
    @pytest.mark.parametrize(
        ("presence", "words"),
        [
            (Presence.GONE, "The platform no longer knows this call (last seen 3 m ago)."),
            (Presence.EXPECTED, "whether it was placed is not known yet. It was not sent again."),
            (Presence.NOT_SEEN, "it was probably not placed. Redial asks before dialling."),
        ],
    )
    async def test_is_read_with_why_it_is_doubtful(
        self, tmp_path: Path, presence: Presence, words: str
    ) -> None:
        async with opened(tmp_path, live=1, history=0) as console:
            row = console.row(console.table.cursor_id or "")
            now = console.session.clock.monotonic()
            doubtful = replace(row, presence=presence, as_of=now - 180)
            show_row(console.inspector, doubtful, console.board.account, console.board.view)
            heading = console.inspector.query_one("#inspector-heading", Lines).text
            assert words in " ".join(heading.split("\n"))
            assert "talking" not in heading
            assert "as long as the platform does not show" in " ".join(
                console.inspector.text.split()
            )
