"""One agent as text, for a file, a colleague or a ticket."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from console.actions.agents import fields_of
from console.text import printable

if TYPE_CHECKING:
    from console.api.records.agent import Agent


def as_json(agent: Agent) -> str:
    """The whole record as it came. What is not printable is escaped, so it is safe to draw."""
    return printable(json.dumps(dict(agent.raw), ensure_ascii=False, indent=2)) + "\n"


def as_curl(base_url: str, agent: Agent) -> str:
    """The command that creates an agent like this one; the key is left to the shell."""
    body = printable(json.dumps(fields_of(agent), ensure_ascii=False, indent=2))
    return " \\\n  ".join(
        (
            f"curl -X POST {shlex.quote(f'{base_url}/v1/agents')}",
            '-H "Authorization: Bearer $ONEINBOX_API_KEY"',
            '-H "Content-Type: application/json"',
            f"-d {shlex.quote(body)}",
        )
    )
