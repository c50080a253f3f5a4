"""Requests as curl, for a colleague or a ticket; the key is left to the shell."""

from __future__ import annotations

import shlex
from urllib.parse import quote


def read_call(base_url: str, call_id: str) -> str:
    """The command that reads one call."""
    return _curl(f"{base_url}/v1/calls/{quote(call_id, safe='')}")


def _curl(url: str) -> str:
    return f'curl {shlex.quote(url)} -H "Authorization: Bearer $ONEINBOX_API_KEY"'
