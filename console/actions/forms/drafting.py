"""From what a person typed to the draft of a call, with a sentence for each field that is wrong."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar

from console.actions.calls import PhoneCallDraft, WebCallDraft
from console.api.fields import members
from console.insight.local_time import time_of_day, typed_time
from console.insight.phone import e164, problem_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

OVERRIDES: tuple[tuple[str, str], ...] = (
    ("first_message", "First message"),
    ("llm.model", "Model"),
    ("llm.temperature", "Temperature"),
    ("llm.system_prompt", "System prompt"),
    ("transcriber.model", "Transcriber"),
    ("transcriber.language", "Language"),
    ("tts.voice_id", "Voice"),
    ("tts.model", "Voice model"),
    ("tts.speed", "Voice speed"),
    ("tts.stability", "Voice stability"),
)
"""The overrides that the API documents, by their place in the request, with their labels."""

_NUMBERS = {"llm.temperature", "tts.speed", "tts.stability"}
_UNITS = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


class DraftError(Exception):
    """What was typed cannot be sent; `problems` has a sentence for each field's name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def phone_call(
    fields: Mapping[str, str],
    variables: Mapping[str, str],
    *,
    now: datetime,
    zone: tzinfo,
    fixed: Mapping[str, Any] | None = None,
) -> PhoneCallDraft:
    """Draft a phone call.

    Args:
        fields: `agent_id`, `from_number`, `to_number`, `when`, `metadata` and any of `OVERRIDES`.
        variables: the call's variables; those left empty are left out.
        now: the current moment, for times such as "in 10 m".
        zone: the person's own zone, for times such as "14:30".
        fixed: overrides that were not typed; sent exactly as they are, before any that were.

    Raises:
        DraftError: a field cannot be sent as it is.
    """
    problems: dict[str, str] = {}
    if not fields.get("agent_id"):
        problems["agent_id"] = "Choose the agent that speaks."
    if not fields.get("from_number"):
        problems["from_number"] = "Choose one of the registered numbers."
    to_number = e164(fields.get("to_number", ""))
    if problem := problem_with(to_number):
        problems["to_number"] = problem
    scheduled_at = _collect(problems, "when", lambda: when(fields.get("when", ""), now, zone))
    overrides = _collect(problems, "overrides", lambda: _overrides(fields, fixed or {}))
    metadata = _collect(problems, "metadata", lambda: pairs(fields.get("metadata", "")))
    if problems:
        raise DraftError(problems)
    return PhoneCallDraft(
        agent_id=fields["agent_id"],
        to_number=to_number,
        from_number=fields["from_number"],
        variables=_given(variables),
        scheduled_at=scheduled_at,
        overrides=overrides or {},
        metadata=metadata or {},
    )


def web_call(
    fields: Mapping[str, str],
    variables: Mapping[str, str],
    *,
    fixed: Mapping[str, Any] | None = None,
) -> WebCallDraft:
    """Draft a web call.

    Args:
        fields: `agent_id`, `metadata` and any of `OVERRIDES`.
        variables: the call's variables; those left empty are left out.
        fixed: as with a phone call.

    Raises:
        DraftError: a field cannot be sent as it is.
    """
    problems: dict[str, str] = {}
    if not fields.get("agent_id"):
        problems["agent_id"] = "Choose the agent that speaks."
    overrides = _collect(problems, "overrides", lambda: _overrides(fields, fixed or {}))
    metadata = _collect(problems, "metadata", lambda: pairs(fields.get("metadata", "")))
    if problems:
        raise DraftError(problems)
    return WebCallDraft(
        agent_id=fields["agent_id"],
        variables=_given(variables),
        overrides=overrides or {},
        metadata=metadata or {},
    )


def when(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Read a time: "now", "in 10 m", "14:30" (the next one), or a date with a time.

    Returns:
        An aware moment, or `None` for now.

    Raises:
        ValueError: a sentence that says what can be typed.
    """
    text = text.strip().lower()
    if text in {"", "now"}:
        return None
    local = now.astimezone(zone)
    if match := re.fullmatch(r"in\s+(\d{1,4})\s*(s|m|min|h|d)", text):
        return now + timedelta(**{_UNITS[match[2]]: int(match[1])})
    try:
        clock = typed_time(text)
    except ValueError:
        raise ValueError("There is no such time of day.") from None
    if clock is not None:
        moment = datetime.combine(local.date(), clock, local.tzinfo)
        return moment if moment > local else moment + timedelta(days=1)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("Type now, in 10 m, 14:30, or 2026-11-20 14:30.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment <= now:
        raise ValueError("That moment has passed.")
    return moment


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """A moment in the person's zone, which is named: "today 14:30 CET"."""
    local = moment.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"{local:%a %Y-%m-%d}")
    return f"{day} {time_of_day(local)} {local:%Z}"


def empty(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the variables that were left empty."""
    return tuple(name for name, value in variables.items() if not value)


def pairs(text: str) -> dict[str, str]:
    """Read "name=value, name=value".

    Raises:
        ValueError: a sentence that names the part that is no pair.
    """
    result: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise ValueError(f"“{part}” is not name=value.")
        result[name.strip()] = value.strip()
    return result


def _overrides(fields: Mapping[str, str], fixed: Mapping[str, Any]) -> dict[str, Any]:
    overrides: dict[str, Any] = {}
    for path, label in OVERRIDES:
        text = fields.get(path, "").strip()
        if not text:
            continue
        value: str | float = text
        if path in _NUMBERS:
            try:
                value = float(text)
            except ValueError:
                raise ValueError(f"{label} is a number.") from None
        group, _, name = path.rpartition(".")
        target: dict[str, Any] = overrides.setdefault(group, {}) if group else overrides
        target[name] = value
    for name, value in fixed.items():
        inner = members(value)
        overrides[name] = {**members(overrides.get(name)), **inner} if inner else value
    return overrides


def _given(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if value}


def _collect(problems: dict[str, str], field: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except ValueError as error:
        problems[field] = str(error)
        return None
