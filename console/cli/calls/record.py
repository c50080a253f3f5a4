"""One call, as a person reads it: a line for each thing there is to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.conversation import as_text
from console.insight.endings import outcome_words
from console.insight.latency import percentile, slowest, turns_of
from console.insight.phone import display
from console.insight.spans import clock, took
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from console.api.records.call import Call
    from console.cli.calls.rows import CallWords
    from console.insight.reasons import Reason

_JOINT = " · "
_ALL = 10_000_000
_CONNECT = {
    "setup_ms": "setup",
    "dispatch_to_answer_ms": "dispatch to answer",
    "answer_to_active_ms": "answer to active",
    "active_to_greeting_ms": "active to greeting",
}


def pairs_of(
    call: Call, words: CallWords, zone: tzinfo, reason: Reason | None = None
) -> Iterator[tuple[str, str]]:
    """The record, label by label; what it does not say is empty.

    Args:
        call: the call.
        words: names its state and its agent.
        zone: the person's.
        reason: why it failed, if it did.
    """
    yield "call", call.id
    yield "state", words.state(call)
    if reason:
        row = reason.row
        yield "why", _JOINT.join(filter(None, (reason.words, reason.code)))
        yield "advice", f"{row.advice}. {row.next}" if row else ""
    yield "agent", words.view.agent(call)
    yield "type", _JOINT.join(dict.fromkeys(filter(None, (call.type, call.direction))))
    yield "from", display(call.from_number) if call.from_number else ""
    yield "to", display(call.to_number) if call.to_number else ""
    yield from _times(call, zone)
    yield "lasted", clock(call.duration_seconds) if call.duration_seconds else ""
    yield "end reason", call.end_reason or ""
    yield "outcome", outcome_words(call)
    yield "summary", clean(call.analysis.summary or call.ai_summary or "", limit=_ALL)
    yield "sentiment", call.analysis.sentiment or ""
    yield "cost", "" if call.cost_cents is None else f"{call.cost_cents:g}¢"
    yield "credits", "" if call.credits_used is None else f"{call.credits_used:g}"
    yield "recording", clean(call.raw.get("recording_url") or "", limit=_ALL)
    yield "room", call.room_name or ""
    yield "carrier's id", call.twilio_call_sid or ""
    for name, value in call.variables.items():
        yield f"var.{name}", value
    for name, value in call.metadata.items():
        yield f"metadata.{name}", value
    yield from _latency(call)


def transcript_of(call: Call) -> str:
    """What was said, a line each; or that there is nothing."""
    return as_text(call) or "There is no transcript: it comes after the end of a conversation."


def _times(call: Call, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for label, moment in (
        ("created", call.created_at),
        ("scheduled", call.scheduled_at),
        ("started", call.started_at),
        ("ended", call.ended_at),
    ):
        yield label, _moment(moment, zone) if moment else ""


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def _latency(call: Call) -> Iterator[tuple[str, str]]:
    latency, turns = call.latency, turns_of(call.latency)
    connect = (
        f"{_CONNECT.get(name, name)} {took(ms)}" for name, ms in latency.connect.items() if ms >= 0
    )
    yield "connecting", _JOINT.join(connect)
    run_by = {**latency.providers, **latency.worker}
    yield "run by", _JOINT.join(f"{name} {value}" for name, value in run_by.items())
    felt = latency.perceived.p50_ms
    yield "felt", "" if felt is None else f"p50 {took(felt)}"
    if worst := slowest(turns):
        p50 = percentile((turn.total_ms for turn in turns), 50) or 0.0
        count = "1 turn" if len(turns) == 1 else f"{len(turns)} turns"
        yield (
            "latency",
            f"{count} · p50 {took(p50)} · slowest {took(worst.total_ms)} (turn {worst.number})",
        )
    for turn in turns:
        stages = _JOINT.join(f"{clean(name)} {took(ms)}" for name, ms in turn.stages)
        yield f"turn {turn.number}", f"{took(turn.total_ms)}  {stages}"
