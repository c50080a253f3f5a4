"""Every field of a call's record, those that nobody knows yet among them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.insight.conversation import as_plain
from console.insight.phone import country_of, display
from console.text import clean
from console.tui.widgets.inspector.fields import section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.api.records.model import Model
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
    call: Call, agent: Agent | None, model: Model | None, zone: tzinfo, width: int
) -> list[Paragraph]:
    """All fields laid out; times in the zone and in UTC."""
    raw = call.raw
    known = {*_CALL, *_NUMBERS, *_TIMES, *_RESULT, *_ELSEWHERE, *_PAIRS}
    others = [name for name in raw if name not in known]
    unreadable = [(name, clean(as_plain(raw.get(name)))) for name in sorted(call.unreadable)]
    return [
        *section("CALL", [(name, _text(call, name)) for name in _CALL if name in raw], width),
        *section("NUMBERS", _numbers(call), width),
        *section("TIMES", _times(call, zone), width),
        *section("RESULT", [(name, _text(call, name)) for name in _RESULT if name in raw], width),
        *section("VARIABLES", list(call.variables.items()), width),
        *section("METADATA", list(call.metadata.items()), width),
        *section("AGENT", _agent(agent, model), width),
        *section("RUN BY", _run_by(call), width),
        *section(
            "OTHER FIELDS", [(clean(name), clean(as_plain(raw[name]))) for name in others], width
        ),
        *section("UNREADABLE, AS IT CAME", unreadable, width),
    ]


def _text(call: Call, name: str) -> str:
    value = call.raw.get(name)
    return "–" if value is None else clean(value)


def _numbers(call: Call) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for name in _NUMBERS:
        number = str(getattr(call, name) or "")
        if number:
            parts = [display(number), country_of(number) or ""]
            fields.append((name, " · ".join(part for part in parts if part)))
    return fields


def _times(call: Call, zone: tzinfo) -> list[tuple[str, str]]:
    return [(name, _time(call, name, zone)) for name in _TIMES if name in call.raw]


def _time(call: Call, name: str, zone: tzinfo) -> str:
    moment = getattr(call, name)
    if not isinstance(moment, datetime):
        return _text(call, name)
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z} · {moment.astimezone(UTC):%H:%M:%S} UTC"


def _agent(agent: Agent | None, model: Model | None) -> list[tuple[str, str]]:
    fields: Sequence[tuple[str, object]] = []
    if agent:
        fields = [
            ("name", agent.name),
            ("language", agent.language),
            ("max_duration_seconds", agent.max_duration_seconds),
            ("first_message", agent.first_message),
        ]
    if model:
        fields = [*fields, ("model", f"{model.name} · {model.provider} {model.model}")]
    return [(name, clean(value, lines=True)) for name, value in fields if value is not None]


def _run_by(call: Call) -> list[tuple[str, str]]:
    return [*call.latency.providers.items(), *call.latency.worker.items()]
