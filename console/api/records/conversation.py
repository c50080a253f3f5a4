"""What was said in a call, and what was made of it (the API notes, Calls)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from console.api.fields import (
    maybe,
    members,
    read_flag,
    read_line,
    read_object,
    read_prose,
    read_tree,
)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said, or one use of a tool."""

    role: str | None
    """`agent`, `user`, `tool_call` or `tool_result`; an open set."""
    content: str | None
    """Cleaned, with its line breaks."""
    name: str | None = None
    """The tool that was called."""
    arguments: str | None = None
    """What the tool was called with: JSON text."""
    tool_call_id: str | None = None
    """Ties a result to its call."""
    is_error: bool = False

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read one message. What is no object is shown as content without a role."""
        came = maybe(read_object, raw)
        if came is None:
            return cls(role=None, content=_as_prose(raw))
        return cls(
            role=maybe(read_line, came.get("role")),
            content=_as_prose(came.get("content")),
            name=maybe(read_line, came.get("name")),
            arguments=_as_prose(came.get("arguments")),
            tool_call_id=maybe(read_line, came.get("tool_call_id")),
            is_error=maybe(read_flag, came.get("is_error")) or False,
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the platform made of an ended call."""

    outcome: str | None = None
    summary: str | None = None
    sentiment: str | None = None
    extracted: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """`post_call` and one entry per extracting tool; every text in it cleaned."""

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read an analysis object; whatever in it is unreadable is left out."""
        came = members(raw)
        return cls(
            outcome=maybe(read_line, came.get("outcome")),
            summary=maybe(read_prose, came.get("summary")),
            sentiment=maybe(read_line, came.get("sentiment")),
            extracted=maybe(read_tree, came.get("extracted_data")) or {},
        )


def _as_prose(value: object) -> str | None:
    """Prose; a tool's arguments and results may be JSON where text was expected."""
    if value is None:
        return None
    return read_prose(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
