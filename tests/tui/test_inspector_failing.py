"""Why a call failed, as the reading pane tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.insight.catalogue import built_in
from console.insight.reasons import failure_of
from console.insight.state import state_of
from console.tui.glyphs import UNICODE
from console.tui.widgets.inspector.failing import with_failure
from console.tui.widgets.inspector.heading import Heading, heading
from tests.tui.reading import BERLIN, NOW, a_call, lines_of, text_of

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.tui.widgets.reader import Paragraph

BLOCKED: dict[str, Any] = {
    "status": "failed",
    "end_reason": "carrier_rejected",
    "analysis": {"summary": "Twilio error 21215: geo permission is missing."},
    "messages": [],
}


def nothing(_: int) -> list[Paragraph]:
    return []


def told(width: int = 60, **fields: Any) -> list[str]:
    failure = failure_of(a_call(**fields), built_in())
    return lines_of(with_failure(failure, nothing)(width))


def second_line(call: Call) -> str:
    failure = failure_of(call, built_in())
    shown = Heading(call, None, state_of(call, NOW), NOW, failure=failure)
    return text_of(heading(shown, UNICODE, BERLIN, 90)[1])


class TestAFailedCall:
    def test_says_why_and_what_to_do_above_everything_else(self) -> None:
        assert told(**BLOCKED) == [
            "WHY IT FAILED",
            "reason   country blocked (Twilio 21215), found in",
            "         analysis.summary",
            "means    The carrier's geo permissions do not allow calls to",
            "         this country.",
            "do next  Enable the country in the carrier's geo permissions",
            "         if the business allows it.",
            "again    redial once it is mended",
            "fault    account",
            "",
        ]

    def test_has_the_more_telling_reason_in_its_heading(self) -> None:
        assert second_line(a_call(**BLOCKED)) == "✕ failed · country blocked (Twilio 21215)"
        busy = a_call(status="busy", end_reason="sip_486")
        assert "busy (486)" in second_line(busy)

    def test_with_a_reason_that_nobody_has_explained_says_so_word_for_word(self) -> None:
        lines = told(width=200, status="failed", end_reason="LINE_DEAD")
        assert lines[1] == "reason  LINE_DEAD, found in end_reason"
        assert "does not know this reason" in lines[2]


@pytest.mark.parametrize(
    "fields",
    [{}, {"status": "in_progress", "ended_at": None}, {"end_reason": "agent_hangup"}],
)
def test_a_call_that_did_not_fail_says_nothing(fields: dict[str, Any]) -> None:
    assert told(**fields) == []
