"""Runs the documentation's `curl` commands, with nothing changed but the host and the blanks."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

HOST = "https://api.oneinbox.ai"
_BLANK = re.compile(r"<(\w+)>")


def run(command: str, url: str, blanks: Mapping[str, str]) -> httpx.Response:
    """Send what a curl command would send.

    Args:
        command: as the documentation prints it.
        url: stands in for the API's host.
        blanks: what to write for `<api_key>` and the like.
    """
    filled = _BLANK.sub(lambda blank: blanks[blank[1]], command.replace(HOST, url))
    words = iter(shlex.split(filled.replace("\\\n", " "))[1:])
    method, address, body = "", "", None
    headers: dict[str, str] = {}
    for word in words:
        match word:
            case "-X" | "--request":
                method = next(words)
            case "-H" | "--header":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-d" | "--data":
                body = next(words)
            case "--url":
                address = next(words)
            case _:
                address = word
    method = method or ("GET" if body is None else "POST")
    return httpx.request(method, address, headers=headers, content=body, timeout=10)
