"""The columns of the history, without a screen."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from console.insight.catalogue import built_in
from console.insight.reasons import failure_of
from console.live.board import Row, has_ended
from console.tui.glyphs import UNICODE
from console.tui.screens.calls.view import BoardView
from console.tui.screens.history.columns import HistoryColumns
from console.tui.widgets.live_table.drawing import pieces
from tests.tui.reading import NOW, a_call


def result(**fields: Any) -> str:
    call = a_call(**fields)
    columns = HistoryColumns(
        BoardView(dict, lambda: NOW), UNICODE, UTC, lambda call: failure_of(call, built_in())
    )
    [column] = [column for column in columns.wide() if column.key == "result"]
    return "".join(each.text for each in pieces(column.cell(Row(call, 0.0, ended=has_ended(call)))))


class TestTheResult:
    def test_of_a_failed_call_is_the_reason_that_the_triage_has_for_it(self) -> None:
        refused = {
            "status": "failed",
            "end_reason": "CARRIER_REJECTED",
            "metadata": {"carrier_error": "Twilio 21215: Geo permission denied"},
        }
        assert result(**refused) == "country blocked"

    def test_of_any_other_is_what_came_of_it(self) -> None:
        assert result(outcome="Voicemail") == "Voicemail"
        assert result(status="failed", end_reason="odd thing", metadata={}) == "odd thing"
