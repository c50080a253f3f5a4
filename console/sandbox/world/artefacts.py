"""What a call leaves behind once it is over: its messages, transcript and analysis."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from console.sandbox.world.talks import fill, fill_json

if TYPE_CHECKING:
    from console.sandbox.catalogue.catalogue import Conversation
    from console.sandbox.world.orders import Record
    from console.sandbox.world.plans import Plan

_ENOUGH_TO_ANALYSE = 0.5


def messages_of(plan: Plan) -> list[Record]:
    """What was said, or begun to be said, until the call ended."""
    if plan.talk is None or plan.answers_at is None:
        return []
    spoken = (plan.ends_at - plan.answers_at) / plan.pace
    begins = (0.0, *plan.talk.line_ends)
    lines = [
        line
        for line, begun in zip(plan.talk.conversation.lines, begins, strict=False)
        if begun < spoken
    ]
    values, tool = {**plan.order.guesses, **plan.order.values}, ""
    messages: list[Record] = []
    for position, line in enumerate(lines):
        match line.role:
            case "tool_call":
                tool = f"tc_{plan.id[-6:]}_{position}"
                message = {
                    "role": "tool_call",
                    "name": line.name,
                    "arguments": fill_json(line.arguments, values),
                    "tool_call_id": tool,
                }
            case "tool_result":
                message = {
                    "role": "tool_result",
                    "tool_call_id": tool,
                    "content": fill_json(line.content, values),
                    "is_error": line.is_error,
                }
            case role:
                message = {"role": role, "content": fill(line.content, values)}
        messages.append(message)
    first_message = plan.order.first_message
    if messages and first_message and first_message != plan.order.usual_greeting:
        greeting = {"role": "agent", "content": fill(first_message, plan.order.values)}
        messages[: 1 if messages[0]["role"] == "agent" else 0] = [greeting]
    return messages


def analysis_of(plan: Plan) -> Record:
    """What the platform makes of the call: nearly nothing where it broke off early."""
    if plan.talk is None or plan.fate.summary or _spoken_share(plan) < _ENOUGH_TO_ANALYSE:
        summary = plan.fate.summary or "The call ended before there was much of a conversation."
        to = plan.order.to_number or "the participant"
        outcome = plan.fate.outcome if plan.talk is None else None
        return {"outcome": outcome, "summary": summary.format(to=to, worker=plan.worker)}
    values, told = {**plan.order.guesses, **plan.order.values}, plan.talk.conversation
    return {
        "outcome": told.outcome,
        "summary": fill(told.summary, values),
        "sentiment": told.sentiment,
        "extracted_data": {
            "post_call": {
                "entities": {name: fill(text, values) for name, text in told.entities.items()},
                "key_points": [fill(text, values) for text in told.key_points],
                "action_items": [fill(text, values) for text in told.action_items],
                "follow_up_needed": told.follow_up_needed,
            },
            **_learned(told, values),
        },
    }


def _learned(told: Conversation, values: Record) -> Record:
    """What each tool answered last, by the tool's name."""
    return {
        asked.name: json.loads(fill_json(answered.content, values))
        for asked, answered in pairwise(told.lines)
        if asked.role == "tool_call" and answered.content.startswith("{") and not answered.is_error
    }


def transcript_of(messages: list[Record]) -> str:
    """What was said, as one text."""
    speakers = {"agent": "Agent", "user": "User"}
    return "\n".join(
        f"{speakers[message['role']]}: {message['content']}"
        for message in messages
        if message["role"] in speakers
    )


def _spoken_share(plan: Plan) -> float:
    if plan.talk is None or plan.answers_at is None:
        return 0.0
    return (plan.ends_at - plan.answers_at) / (plan.pace * plan.talk.seconds)
