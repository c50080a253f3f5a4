"""One call for a carrier or the platform: what they need to look into it, and nobody's words.

A bundle holds what is named here and nothing else: a field that the platform invents tomorrow
stays at home until somebody has thought about it. No record holds a key, and so no bundle does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from console.api.fields import members
from console.insight.conversation import Said, as_plain, conversation_of
from console.insight.latency import FEWEST_FOR_P95, percentile, turns_of
from console.insight.redaction import codes_of, masked_number, masked_value, masked_words, redacted
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from console.api.records.call import Call
    from console.insight.reasons import Reason

Bundle = dict[str, Any]
"""Sections by title; each a mapping, or a list of mappings. It can be written as JSON."""

_TIMES = ("created_at", "scheduled_at", "started_at", "ended_at", "updated_at")
_KNOWN_METADATA = ("concurrency_at_dispatch",)
_TELLING_METADATA = ("request_id", "trace_id", "error_code", "_cause", "_code", "_status")
_PLAIN_OVERRIDES = ("model", "temperature", "language", "voice_id", "speed", "stability")
_LONGEST = 500
_PROSE = ("analysis.summary", "ai_summary", "messages")
"""Places of a reason in which people's matters are told."""


class For(StrEnum):
    """Who is to read it."""

    CARRIER = "carrier"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a bundle tells.

    Attributes:
        reader: who is to read it; a carrier is told of the line, and nothing of the talk.
        numbers: whether telephone numbers stand in it whole.
        words: whether what was said does, and what tools answered.
    """

    reader: For = For.PLATFORM
    numbers: bool = False
    words: bool = False

    @property
    def note(self) -> str:
        """What is hidden, in a sentence."""
        hidden = [
            name
            for name, shown in (("numbers", self.numbers), ("words", self.words))
            if not shown and (name == "numbers" or self.reader is For.PLATFORM)
        ]
        hidden.append("values of variables")
        return f"Hidden: {', '.join(hidden)}."


def bundle_of(call: Call, reason: Reason | None, choices: Choices, made_at: datetime) -> Bundle:
    """What a call's bundle holds.

    Args:
        call: the call.
        reason: why it ended, as far as that is known.
        choices: what it tells.
        made_at: the moment at which it is made.
    """
    making = _Making(call, choices)
    sections: Bundle = {
        "bundle": {
            "for": f"the {choices.reader.value}",
            "made_at": _moment(made_at),
            "note": choices.note,
        },
        "call": making.call(),
        "numbers": making.numbers(),
        "times": making.times(),
        "result": making.result(),
        "reason": making.reason(reason),
        "connecting_ms": {
            clean(name, limit=80): round(ms) for name, ms in call.latency.connect.items()
        },
        "metadata": making.metadata(),
    }
    if choices.reader is For.PLATFORM:
        sections |= {
            "latency_ms": making.latency(),
            "run_by": {**call.latency.providers, **call.latency.worker},
            "overrides": making.overrides(),
            "variables": {
                clean(name, limit=80): masked_value(value) for name, value in call.variables.items()
            },
            "conversation": list(making.conversation()),
        }
    return {title: section for title, section in sections.items() if section}


def as_json(bundle: Bundle) -> str:
    """The bundle for a machine."""
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def as_markdown(bundle: Bundle) -> str:
    """The bundle for a ticket."""
    lines = [f"# Call {bundle['call']['id']}"]
    for title, section in bundle.items():
        lines += ["", f"## {title.replace('_', ' ').capitalize()}", ""]
        if isinstance(section, list):
            entries = cast("list[dict[str, Any]]", section)
            lines += [f"{at}. {_in_line(entry)}" for at, entry in enumerate(entries, 1)]
        else:
            fields = cast("dict[str, Any]", section)
            lines += [f"- **{name}**: {_plain(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


class _Making:
    """Puts the sections together."""

    def __init__(self, call: Call, choices: Choices) -> None:
        self._call = call
        self._choices = choices
        self._ids = {each for each in (call.id, call.twilio_call_sid) if each}

    def call(self) -> dict[str, Any]:
        call = self._call
        fields = {
            "id": call.id,
            "twilio_call_sid": call.twilio_call_sid,
            "type": call.type,
            "direction": call.direction,
            "status": call.status,
        }
        if self._choices.reader is For.PLATFORM:
            fields |= {"agent_id": call.agent_id, "room_name": call.room_name}
        return _there(fields)

    def numbers(self) -> dict[str, Any]:
        call = self._call
        return {
            name: number if self._choices.numbers else masked_number(number)
            for name, number in (("from", call.from_number), ("to", call.to_number))
            if number
        }

    def times(self) -> dict[str, Any]:
        moments = {name: getattr(self._call, name) for name in _TIMES}
        return {name: _moment(each) for name, each in moments.items() if each is not None}

    def result(self) -> dict[str, Any]:
        call = self._call
        fields: dict[str, Any] = {
            "duration_seconds": call.duration_seconds,
            "end_reason": self._redacted(call.end_reason or ""),
        }
        if self._choices.reader is For.PLATFORM:
            fields["outcome"] = self._redacted(call.outcome or call.analysis.outcome or "")
        return _there(fields)

    def reason(self, reason: Reason | None) -> dict[str, Any]:
        if reason is None:
            return {}
        row = reason.row
        return _there(
            {
                "name": row.name if row else self._redacted(reason.words),
                "code": reason.code,
                "means": row.means if row else None,
                "to_act": row.fault.words if row else None,
                "next": row.next if row else None,
                "found_in": reason.place,
                "word_for_word": self._found(reason),
            }
        )

    def metadata(self) -> dict[str, Any]:
        """What the platform wrote; of what the caller wrote the names alone."""
        return {
            clean(name, limit=80): self._redacted(value)
            if name in _KNOWN_METADATA or name.lower().endswith(_TELLING_METADATA)
            else masked_value(value)
            for name, value in self._call.metadata.items()
        }

    def latency(self) -> dict[str, Any]:
        turns = turns_of(self._call.latency)
        totals = [turn.total_ms for turn in turns]
        if not totals:
            return {}
        figures: dict[str, Any] = {"turns": len(totals), "p50": round(percentile(totals, 50) or 0)}
        if len(totals) >= FEWEST_FOR_P95:
            figures["p95"] = round(percentile(totals, 95) or 0)
        return figures | {
            f"turn {turn.number}": f"{turn.total_ms:.0f} = "
            + " + ".join(f"{clean(name, limit=80)} {ms:.0f}" for name, ms in turn.stages)
            for turn in turns
        }

    def overrides(self) -> dict[str, Any]:
        """What the call was made with instead of its agent's own, where the record says it."""
        overrides = members(self._call.raw.get("overrides"))
        return {
            clean(name, limit=80): clean(value, limit=120)
            if name.rpartition(".")[2] in _PLAIN_OVERRIDES
            else masked_words(as_plain(value))
            for name, value in _flat(overrides)
        }

    def conversation(self) -> Iterator[dict[str, Any]]:
        """Who spoke how much, which tool was used with which fields, and how it failed."""
        for item in conversation_of(self._call):
            if isinstance(item, Said):
                entry: dict[str, Any] = {"role": item.role or "unknown"}
                entry["said"] = (
                    self._redacted(item.text, values={}, limit=100_000)
                    if self._choices.words
                    else masked_words(item.text)
                )
                if item.turn:
                    entry["turn_ms"] = round(item.turn.total_ms)
                yield entry
            else:
                result = item.result
                yield {
                    "tool": clean(item.name, limit=80),
                    "fields": ", ".join(name or "text" for name, _ in item.arguments),
                    "result": "none"
                    if result is None
                    else f"error: {self._told(result, codes=True)}"
                    if item.failed
                    else self._told(result, codes=False),
                }

    def _found(self, reason: Reason) -> str:
        """What the reason was found in: a carrier's words, or what a tool or an analysis told."""
        told = reason.place in _PROSE
        return self._told(reason.said, codes=True) if told else self._redacted(reason.said)

    def _told(self, text: str, *, codes: bool) -> str:
        """What was told of people, where words are shown; else how long it was, with its codes."""
        if self._choices.words and self._choices.reader is For.PLATFORM:
            return self._redacted(text)
        return " · ".join(filter(None, (codes_of(text) if codes else "", masked_value(text))))

    def _redacted(
        self, text: str, *, values: Mapping[str, str] | None = None, limit: int = _LONGEST
    ) -> str:
        values = self._call.variables if values is None else values
        return redacted(
            clean(text, limit=limit), values, ids=self._ids, numbers=self._choices.numbers
        )


def _there(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: clean(value, limit=_LONGEST) if isinstance(value, str) else value
        for name, value in fields.items()
        if value not in {None, ""}
    }


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from _flat(cast("dict[str, Any]", value), f"{path}.")
        else:
            yield path, value


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _in_line(entry: Mapping[str, Any]) -> str:
    return " · ".join(f"{name}: {_plain(value)}" for name, value in entry.items())


def _plain(value: object) -> str:
    """One line that no sign in it makes anything else of than text."""
    return str(value).replace("<", "‹").replace("`", "'")
