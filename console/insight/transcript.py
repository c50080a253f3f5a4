"""A conversation as plain text, to be copied or sent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.vocabulary import normal

if TYPE_CHECKING:
    from console.api.records.call import Call
    from console.api.records.conversation import Message


def plain_transcript(call: Call) -> str:
    """The conversation, a line for each turn; empty while there is none."""
    if call.messages:
        return "\n".join(_turn(message) for message in call.messages)
    return call.transcript or ""


def _turn(message: Message) -> str:
    match normal(message.role or ""):
        case "tool_call":
            return f"[tool {message.name or '?'}] {message.arguments or ''}".rstrip()
        case "tool_result":
            return f"[tool {'error' if message.is_error else 'result'}] {message.content or ''}"
        case role:
            return f"{role.upper() or '?'}: {message.content or ''}"
