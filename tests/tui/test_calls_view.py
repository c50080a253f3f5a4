"""How a call reads on the board, without a screen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from console.live.board import Row, has_ended
from console.tui.glyphs import ASCII, UNICODE, Glyphs
from console.tui.screens.calls.columns import CallColumns
from console.tui.screens.calls.view import BoardView, filter_fields, is_web
from console.tui.widgets.live_table.drawing import pieces
from tests.tui.reading import NOW, a_call, a_live_call

if TYPE_CHECKING:
    from console.api.records.call import Call


def board_view() -> BoardView:
    return BoardView(dict, lambda: NOW)


def cell(call: Call, name: str, glyphs: Glyphs = UNICODE, *, narrow: bool = False) -> str:
    """What a column shows of a call."""
    drawn = CallColumns(board_view(), glyphs)
    columns = {column.key: column for column in (drawn.narrow() if narrow else drawn.wide())}
    row = Row(call, 0.0, ended=has_ended(call))
    return "".join(each.text for each in pieces(columns[name].cell(row)))


class TestTheResult:
    def test_is_in_words_and_can_be_asked_for_by_them_and_by_the_platforms_own(self) -> None:
        call = a_call(status="failed", end_reason="CARRIER_REJECTED")
        assert cell(call, "result") == "carrier refused"
        assert filter_fields(Row(call, 0.0), board_view())["reason"] == (
            "carrier refused\ncarrier_rejected"
        )


class TestTheState:
    @pytest.mark.parametrize(
        ("status", "seconds", "text"),
        [
            ("initiated", 60, "◔ connecting"),
            ("initiated", 150, "△ connecting"),
            ("initiated", 400, "▲ stuck"),
            ("queued", 150, "△ queued"),
        ],
    )
    def test_of_a_call_that_waits_long_shows_without_colours(
        self, status: str, seconds: int, text: str
    ) -> None:
        since = (NOW - timedelta(seconds=seconds)).isoformat()
        call = a_live_call(status=status, created_at=since, started_at=None)
        assert cell(call, "state") == text


class TestPlainAscii:
    def test_is_all_that_is_drawn_of_plain_ascii(self) -> None:
        call = a_call(outcome="interested", type="outbound", cost_cents=None)
        names = ("state", "way", "other", "result")
        assert all(cell(call, name, ASCII, narrow=True).isascii() for name in names)
        assert cell(call, "about", ASCII) == "Sama - ORD-001"


class TestTheWay:
    def test_is_the_webs_only_where_the_record_says_so(self) -> None:
        assert cell(a_call(type="web", from_number=None, to_number=None), "way") == "⌁"
        unreadable = a_call(type="outbound", from_number=[], to_number={})
        assert not is_web(unreadable)
        assert (cell(unreadable, "way"), cell(unreadable, "other")) == ("→", "–")
