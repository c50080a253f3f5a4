"""A call's conversation as people follow it: who said what, which tools were used in between."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from console.api.vocabulary import normal
from console.insight.latency import Turn, turns_of
from console.insight.telling import person
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.call import Call
    from console.api.records.conversation import Message


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said.

    Attributes:
        index: the message's place in the record.
        role: `agent`, `user` or whatever else came, in its normal form.
        text: what was said, with its line breaks.
        turn: how long this answer took, when the record's turns can be told apart.
    """

    index: int
    role: str
    text: str
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """One use of a tool: the request and, when it came, its result.

    Attributes:
        index: the request's place in the record.
        name: the tool.
        arguments: names and values, cleaned; a single nameless one when they aren't JSON.
        result: what the tool answered; None when no answer is recorded.
        failed: whether the answer is an error.
    """

    index: int
    name: str
    arguments: tuple[tuple[str, str], ...]
    result: str | None
    failed: bool


def conversation_of(call: Call) -> tuple[Said | Used, ...]:
    """What happened in the call, in order; results of tools stand with their request."""
    messages = call.messages
    turns = _turns_by_message(messages, turns_of(call.latency))
    results = _results_by_request(messages)
    answered = set(results.values())
    items: list[Said | Used] = []
    for index, message in enumerate(messages):
        role = normal(message.role)
        if index in answered:
            continue
        if role in {"tool_call", "tool_result"}:
            at = results.get(index, index if role == "tool_result" else None)
            items.append(_used(index, message, None if at is None else messages[at]))
        else:
            items.append(Said(index, role, message.content or "", turns.get(index)))
    return tuple(items)


def speaker(role: str, call: Call) -> str:
    """What to call who speaks: `Agent`; the person's name, else `Caller` for who called, `User`."""
    if role == "user":
        return person(call.variables) or ("Caller" if call.direction == "inbound" else "User")
    return role.replace("_", " ").capitalize() or "Unknown"


def as_text(call: Call) -> str:
    """The whole transcript as plain text, to copy or to keep; empty when there is none."""
    lines = [
        f"{speaker(item.role, call)}: {item.text}" if isinstance(item, Said) else _tool_line(item)
        for item in conversation_of(call)
    ]
    return "\n".join(lines) or call.transcript or ""


def _tool_line(used: Used) -> str:
    arguments = ", ".join(f"{name}={value}" if name else value for name, value in used.arguments)
    end = "no result" if used.result is None else ("error: " if used.failed else "") + used.result
    return f"[{used.name}({arguments}): {end}]"


def _used(index: int, request: Message, result: Message | None) -> Used:
    return Used(
        index=index,
        name=request.name or "tool",
        arguments=_arguments(request.arguments or ""),
        result=None if result is None else result.content or "",
        failed=result is not None and result.is_error,
    )


def _arguments(text: str) -> tuple[tuple[str, str], ...]:
    try:
        decoded: Any = json.loads(text)
    except (ValueError, RecursionError):
        decoded = None
    if not isinstance(decoded, dict):
        return (("", clean(text)),) if text.strip() else ()
    arguments = cast("dict[str, Any]", decoded)
    return tuple((clean(name), clean(as_plain(value))) for name, value in arguments.items())


def as_plain(value: Any) -> str:
    """A JSON value as a person reads it: text as it is, anything else as JSON."""
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "nested too deep to be shown"


def _results_by_request(messages: Sequence[Message]) -> dict[int, int]:
    """Places of tool requests and of their results: by id, else the next result without one."""
    by_request: dict[int, int] = {}
    waiting: list[int] = []
    for index, message in enumerate(messages):
        match normal(message.role):
            case "tool_call":
                waiting.append(index)
            case "tool_result":
                request = _asked_by(message, messages, waiting)
                if request is not None:
                    by_request[request] = index
                    waiting.remove(request)
            case _:
                pass
    return by_request


def _asked_by(result: Message, messages: Sequence[Message], waiting: list[int]) -> int | None:
    same = (at for at in waiting if messages[at].tool_call_id == result.tool_call_id)
    return next(same, None)


def _turns_by_message(messages: Sequence[Message], turns: Sequence[Turn]) -> dict[int, Turn]:
    """Which agent's message each turn belongs to; nothing when the numbers don't agree.

    A turn is an answer to the caller. Some records count the greeting as one too.
    """
    greeting: list[int] = []
    answers: list[int] = []
    heard, expected = False, True
    for index, message in enumerate(messages):
        role = normal(message.role)
        if role == "user":
            heard = expected = True
        elif role == "agent" and expected:
            (answers if heard else greeting).append(index)
            expected = False
    for places in (answers, greeting + answers):
        if len(places) == len(turns):
            return dict(zip(places, turns, strict=True))
    return {}
