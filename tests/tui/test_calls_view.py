"""How a call reads on the board, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.live.board import Row, has_ended
from console.tui.glyphs import UNICODE
from console.tui.screens.calls.columns import CallColumns
from console.tui.screens.calls.view import BoardView, filter_fields, is_web
from console.tui.widgets.live_table.drawing import pieces
from tests.tui.reading import NOW, a_call

if TYPE_CHECKING:
    from console.api.records.call import Call


def board_view() -> BoardView:
    return BoardView(dict, lambda: NOW)


def cell(call: Call, name: str) -> str:
    """What a column shows of a call."""
    columns = {column.key: column for column in CallColumns(board_view(), UNICODE).wide()}
    row = Row(call, 0.0, ended=has_ended(call))
    return "".join(each.text for each in pieces(columns[name].cell(row)))


class TestTheResult:
    def test_is_in_words_and_can_be_asked_for_by_them_and_by_the_platforms_own(self) -> None:
        call = a_call(status="failed", end_reason="CARRIER_REJECTED")
        assert cell(call, "result") == "carrier refused"
        assert filter_fields(Row(call, 0.0), board_view())["reason"] == (
            "carrier refused CARRIER_REJECTED"
        )


class TestTheWay:
    def test_is_the_webs_only_where_the_record_says_so(self) -> None:
        assert cell(a_call(type="web", from_number=None, to_number=None), "way") == "⌁"
        unreadable = a_call(type="outbound", from_number=[], to_number={})
        assert not is_web(unreadable)
        assert (cell(unreadable, "way"), cell(unreadable, "other")) == ("→", "–")
