"""What the platform made of an ended call: outcome, summary, mood, and what it extracted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from console.insight.conversation import as_plain
from console.insight.endings import outcome_words
from console.tui.widgets.inspector.fields import BULLET, section
from console.tui.widgets.live_table.columns import Cell, Tone
from console.tui.widgets.prose import wrap
from console.tui.widgets.reader import Paragraph

if TYPE_CHECKING:
    from console.api.records.call import Call

_POST_CALL = "post_call"


def analysis_page(call: Call, width: int) -> list[Paragraph]:
    """The analysis laid out."""
    analysis = call.analysis
    verdicts = [("outcome", outcome_words(call)), ("sentiment", analysis.sentiment)]
    summary = analysis.summary or call.ai_summary
    page = section("VERDICT", [(name, text) for name, text in verdicts if text], width)
    page += section("SUMMARY", [("", summary)] if summary else [], width)
    post_call = analysis.extracted.get(_POST_CALL)
    if isinstance(post_call, Mapping):
        page += _extracted(cast("Mapping[str, Any]", post_call), width)
    for name, value in analysis.extracted.items():
        if name != _POST_CALL or not isinstance(value, Mapping):
            page += section(_title(name), _fields(value), width)
    if not page:
        words = "No analysis: it comes with the transcript, 2 to 3 s after the end of the call."
        return [Paragraph("none", tuple((Cell(t, Tone.DIM),) for t in wrap(words, width)))]
    return page


def _extracted(values: Mapping[str, Any], width: int) -> list[Paragraph]:
    """Lists and tables under their own heading; what is a single value together with its like."""
    page: list[Paragraph] = []
    single: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, (Mapping, list)):
            page += section(_title(name), _fields(value), width)
        elif value is not None:
            single.append((_words(name), as_plain(value)))
    return page + section("FOLLOW-UP", single, width)


def _fields(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        return [(_words(name), as_plain(part)) for name, part in table.items()]
    parts = cast("Sequence[Any]", value) if isinstance(value, list) else [value]
    return [(BULLET, as_plain(part)) for part in parts]


def _title(name: str) -> str:
    return _words(name).upper()


def _words(name: str) -> str:
    return name.replace("_", " ")
