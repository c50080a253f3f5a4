"""Every field of a call's record, those that nobody knows yet among them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.insight.conversation import as_plain
from console.insight.local_time import time_of_day
from console.insight.phone import country_of, display
from console.text import clean
from console.tui.widgets.inspector.fields import names_width, section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.api.records.model import Model
    from console.tui.glyphs import Glyphs
    from console.tui.widgets.reader import Paragraph

_CALL = ("id", "status", "type", "direction", "agent_id", "room_name", "twilio_call_sid")
_NUMBERS = ("from_number", "to_number")
_TIMES = ("created_at", "scheduled_at", "started_at", "ended_at", "updated_at")
_RESULT = (
    "duration_seconds", "end_reason", "outcome", "cost_cents", "credits_used", "recording_url",
)  # fmt: skip
_ELSEWHERE = ("messages", "transcript", "analysis", "latency", "ai_summary")
_PAIRS = ("variables", "metadata")


def details_page(
    call: Call,
    agent: Agent | None,
    model: Model | None,
    width: int,
    *,
    glyphs: Glyphs,
    zone: tzinfo,
) -> list[Paragraph]:
    """All fields laid out under each other; times in the zone and in UTC."""
    raw = call.raw
    known = {*_CALL, *_NUMBERS, *_TIMES, *_RESULT, *_ELSEWHERE, *_PAIRS}
    joint = f" {glyphs.dot} "
    others = [name for name in raw if name not in known]
    unreadable = [(name, _plain(raw.get(name))) for name in sorted(call.unreadable)]
    sections = {
        "CALL": [(name, _text(call, name)) for name in _CALL if name in raw],
        "NUMBERS": _numbers(call, joint),
        "TIMES": _times(call, zone, joint),
        "RESULT": [(name, _text(call, name)) for name in _RESULT if name in raw],
        "VARIABLES": list(call.variables.items()),
        "METADATA": list(call.metadata.items()),
        "AGENT": _agent(agent, model, joint),
        "RUN BY": [*call.latency.providers.items(), *call.latency.worker.items()],
        "OTHER FIELDS": [(clean(name), _plain(raw[name])) for name in others],
        "UNREADABLE, AS IT CAME": unreadable,
    }
    column = names_width((field for fields in sections.values() for field in fields), width)
    return [
        paragraph
        for title, fields in sections.items()
        for paragraph in section(title, fields, width, column)
    ]


def _plain(value: object) -> str:
    return clean(as_plain(value))


def _text(call: Call, name: str) -> str:
    value = call.raw.get(name)
    return "–" if value is None else clean(value)


def _numbers(call: Call, joint: str) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for name in _NUMBERS:
        number = str(getattr(call, name) or "")
        if number:
            parts = [display(number), country_of(number) or ""]
            fields.append((name, joint.join(part for part in parts if part)))
    return fields


def _times(call: Call, zone: tzinfo, joint: str) -> list[tuple[str, str]]:
    """The date and the zone once, then the times; where the date is another, it stands with its."""
    moments = {name: getattr(call, name) for name in _TIMES if name in call.raw}
    first = next((m.astimezone(zone) for m in moments.values() if isinstance(m, datetime)), None)
    fields = [("date", f"{first:%Y-%m-%d}{joint}{first:%Z}")] if first else []
    for name, moment in moments.items():
        if isinstance(moment, datetime) and first:
            fields.append((name, _time(moment.astimezone(zone), first.date(), joint)))
        else:
            fields.append((name, _text(call, name)))
    return fields


def _time(here: datetime, day: date, joint: str) -> str:
    before = "" if here.date() == day else f"{here:%Y-%m-%d} "
    local = f"{time_of_day(here, seconds=True)}{joint}" if here.utcoffset() else ""
    return f"{before}{local}{here.astimezone(UTC):%H:%M:%S} UTC"


def _agent(agent: Agent | None, model: Model | None, joint: str) -> list[tuple[str, str]]:
    fields: Sequence[tuple[str, object]] = []
    if agent:
        fields = [
            ("name", agent.name),
            ("language", agent.language),
            ("max_duration_seconds", agent.max_duration_seconds),
            ("first_message", agent.first_message),
        ]
    if model:
        fields = [*fields, ("model", f"{model.name}{joint}{model.provider} {model.model}")]
    return [(name, clean(value, lines=True)) for name, value in fields if value is not None]
