"""Makes requests go wrong before they reach the app, or after it has answered."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, cast

from starlette.responses import Response

from console.sandbox.answers import Answer
from console.sandbox.faults.hostile import with_hostile_text
from console.sandbox.hangup import EXTENSION

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from console.sandbox.faults.fault import Fault, Faults

_PORTAL = "<!doctype html><title>Sign in</title><h1>Welcome to the guest network</h1>"
_BODIES = {
    "html": (_PORTAL, "text/html; charset=utf-8"),
    "malformed": ('{"items": [{"id": "call_', "application/json"),
    "empty": ("", "application/json"),
}
_WORDS = {
    401: "Invalid or revoked API key.",
    403: "This key may not do that.",
    429: "Too many requests. Slow down.",
}


class FaultMiddleware:
    """Applies the faults in force; the control endpoints are never hit."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, well or badly."""
        if scope["type"] != "http" or scope["path"].startswith("/sandbox"):
            await self._app(scope, receive, send)
            return
        for fault in self._faults.strike(scope["method"], scope["path"]):
            if fault.kind != "latency":
                await self._go_wrong(fault, scope, receive, send)
                return
            await asyncio.sleep(fault.ms / 1000)
        await self._app(scope, receive, send)

    async def _go_wrong(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind == "drop":
            await _hang_up(scope, receive)
        elif fault.kind == "status":
            await _refusal(fault)(scope, receive, send)
        elif fault.kind in _BODIES:
            body, media_type = _BODIES[fault.kind]
            await Response(body, media_type=media_type)(scope, receive, send)
        else:
            await self._spoil(fault, scope, receive, send)

    async def _spoil(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app do what was asked, and spoil its answer."""
        start, body = await self._answer(scope, receive)
        if fault.kind == "lost":
            await _hang_up(scope, receive)
        elif fault.kind == "truncate":
            await send(start)
            half = body[: len(body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            await _hang_up(scope, receive)
        else:
            changed = Answer(_changed(fault, json.loads(body)), start["status"]) if body else None
            await (changed or Response(status_code=start["status"]))(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        return messages[0], body


def _refusal(fault: Fault) -> Response:
    headers = {"Retry-After": fault.retry_after} if fault.retry_after is not None else None
    words = fault.text or _WORDS.get(
        fault.status, f"The sandbox was told to answer {fault.status}."
    )
    return Answer({"detail": words}, fault.status, headers)


def _changed(fault: Fault, answer: Any) -> Any:
    if fault.kind == "hostile":
        return with_hostile_text(answer, fault)
    page = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
    if "items" not in page:
        return cast("object", answer)
    nothing: dict[str, Any] = {"items": [], "total": 0, "next_cursor": None, "has_more": False}
    return {name: nothing.get(name, value) for name, value in page.items()}


async def _hang_up(scope: Scope, receive: Receive) -> None:
    """Close the connection, and wait until it is."""
    scope["extensions"][EXTENSION]()
    while (await receive())["type"] != "http.disconnect":
        pass
