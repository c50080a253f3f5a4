"""Requests as curl, for a colleague or a ticket; the key is left to the shell."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from console.api.exchange import Request
from console.text import printable

if TYPE_CHECKING:
    from typing import Any

_HIDDEN = "••••"


def read_call(base_url: str, call_id: str) -> str:
    """The command that reads one call."""
    return as_curl(base_url, Request("GET", f"/v1/calls/{quote(call_id, safe='')}"))


def as_curl(base_url: str, request: Request) -> str:
    """The command that sends a request; secrets in its body are hidden."""
    query = urlencode({name: value for name, value in request.query.items() if value is not None})
    parts = ["curl"]
    if request.method != "GET":
        parts += ["-X", request.method]
    parts.append(shlex.quote(base_url + request.path + (f"?{query}" if query else "")))
    parts.append('-H "Authorization: Bearer $ONEINBOX_API_KEY"')
    if request.body is not None:
        body = printable(json.dumps(request.body, default=_plain, ensure_ascii=False))
        parts += ["-H 'Content-Type: application/json'", "-d", shlex.quote(body)]
    return " ".join(parts)


def _plain(value: Any) -> str:
    """What JSON has no form for: a secret, which is not told, or a moment."""
    return value.isoformat() if hasattr(value, "isoformat") else _HIDDEN
