"""What the reading pane is tested with: an app, a call, and what widgets ask to be repainted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from console.api.records.call import Call
from console.tui.styles import style_sheets
from console.tui.theme import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region
    from textual.widget import Widget

    from console.tui.widgets.live_table.columns import Tone
    from console.tui.widgets.reader import Line, Paragraph


class ReadingApp(App[None]):
    """An app with the console's styles and nothing else of it."""

    CSS_PATH = [  # noqa: RUF012
        path for path in style_sheets() if Path(path).stem in {"live_table", "inspector"}
    ]
    ENABLE_COMMAND_PALETTE = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES


NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1), "CET")

MESSAGES: list[dict[str, Any]] = [
    {"role": "agent", "content": "Hi Sama! This is Aria from Acme."},
    {"role": "user", "content": "Hello [laughs], where is my order?"},
    {
        "role": "tool_call",
        "name": "lookup_order",
        "arguments": '{"order_id": "ORD-001"}',
        "tool_call_id": "a",
    },
    {"role": "tool_result", "tool_call_id": "a", "content": "shipped on Monday"},
    {"role": "agent", "content": "Your order leaves today."},
    {"role": "user", "content": "Text me the link."},
    {"role": "tool_call", "name": "send_sms", "arguments": "{}", "tool_call_id": "b"},
    {"role": "tool_result", "tool_call_id": "b", "content": "no such number", "is_error": True},
    {"role": "agent", "content": "That did not work."},
]

EVENTS = [
    {"turn": 1, "type": "eou_delay", "ms": 300},
    {"turn": 1, "type": "llm_ttft", "ms": 620},
    {"turn": 1, "type": "tts_ttfb", "ms": 180},
    {"turn": 2, "type": "eou_delay", "ms": 300},
    {"turn": 2, "type": "llm_ttft", "ms": 1500},
    {"turn": 2, "type": "tool:send_sms", "ms": 400},
    {"turn": 2, "type": "tts_ttfb", "ms": 200},
]


def a_call(**fields: Any) -> Call:
    """A completed phone call in which much happened; fields replace what it has."""
    return Call.read(
        {
            "id": "call_1",
            "agent_id": "agt_1",
            "status": "completed",
            "type": "outbound",
            "direction": "outbound",
            "from_number": "+15739693824",
            "to_number": "+442079460958",
            "created_at": "2026-03-02T13:50:00Z",
            "started_at": "2026-03-02T13:50:03Z",
            "ended_at": "2026-03-02T13:55:03Z",
            "duration_seconds": 300,
            "end_reason": "user_hangup",
            "variables": {"customer_name": "Sama", "order_id": "ORD-001"},
            "messages": MESSAGES,
            "latency": {"events": EVENTS},
            "analysis": {},
            **fields,
        }
    )


def a_live_call(**fields: Any) -> Call:
    """The same call while it is talked."""
    return a_call(
        **{
            "status": "in_progress",
            "ended_at": None,
            "duration_seconds": None,
            "end_reason": None,
            "messages": [],
            "latency": {},
            **fields,
        }
    )


class Repaints:
    """Notes what widgets ask to be painted again; a whole widget is None."""

    def __init__(self, *widgets: Widget) -> None:
        self.asked: list[Region | None] = []
        for widget in widgets:
            self._listen(widget)

    def _listen(self, widget: Widget) -> None:
        set_dirty = widget._set_dirty

        def note(*regions: Region) -> None:
            self.asked += regions or [None]
            set_dirty(*regions)

        widget._set_dirty = note  # type: ignore[method-assign]


def text_of(line: Line) -> str:
    return "".join(cell.text for cell in line).rstrip()


def lines_of(page: Sequence[Paragraph]) -> list[str]:
    return [text_of(line) for paragraph in page for line in paragraph.lines]


def tone_of(page: Sequence[Paragraph], text: str) -> Tone:
    cells = (cell for paragraph in page for line in paragraph.lines for cell in line)
    return next(cell.tone for cell in cells if text in cell.text)
