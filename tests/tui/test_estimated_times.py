"""Lengths that are told by an estimate of the server's clock, where it is not ours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.console_pilot import opened
from tests.sandbox_server import START
from tests.tui.at_numbers import drawn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console_pilot import Console


def time_of(console: Console, call_id: str) -> str:
    return console.board.view.time(console.row(call_id))


class TestALiveCall:
    @pytest.mark.parametrize("ahead", [600, -86_400])
    async def test_is_about_as_long_as_is_told_where_the_clocks_differ(
        self, tmp_path: Path, ahead: int
    ) -> None:
        start = START + timedelta(seconds=ahead)
        async with opened(tmp_path, start=start, live=1, history=2) as console:
            (call_id,) = (row.call.id for row in console.session.board.rows.values()
                          if not row.ended)  # fmt: skip
            console.table.move_to(call_id)
            await console.until(lambda: time_of(console, call_id).startswith("~"))
            await console.until(lambda: any(" talking ~" in line for line in drawn(console)))
            row, *_ = (line for line in drawn(console) if "~" in line)
            assert "ended ~" not in "".join(drawn(console)), row

    async def test_has_its_length_where_they_agree(self, tmp_path: Path) -> None:
        async with opened(tmp_path, live=1, history=2) as console:
            await console.until(lambda: any(" talking " in line for line in drawn(console)))
            assert not any("~" in line for line in drawn(console))
