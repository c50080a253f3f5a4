"""What was asked of the sandbox: tests count requests with it."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any

from console.sandbox.world.clock import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from console.sandbox.world.clock import SimulatedClock

_LONGEST = 20_000


class Journal:
    """The latest requests, the oldest first."""

    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=_LONGEST)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._entries)

    def add(self, entry: dict[str, Any]) -> None:
        """Keep a request; its entry may be completed later."""
        self._entries.append(entry)

    def clear(self) -> None:
        """Forget all requests."""
        self._entries.clear()


class JournalMiddleware:
    """Writes every request down as it comes in, and its status when it is answered."""

    def __init__(self, app: ASGIApp, journal: Journal, clock: SimulatedClock) -> None:
        self._app = app
        self._journal = journal
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and keep what it was; keys are not kept."""
        if scope["type"] != "http" or scope["path"].startswith("/sandbox"):
            await self._app(scope, receive, send)
            return
        entry: dict[str, Any] = {
            "at": iso(self._clock.now()),
            "method": scope["method"],
            "path": scope["path"],
            "query": scope["query_string"].decode("latin-1"),
            "body": None,
            "status": None,
        }
        self._journal.add(entry)
        body = bytearray()

        async def receive_and_keep() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
            await send(message)

        try:
            await self._app(scope, receive_and_keep, send_and_note)
        finally:
            entry["body"] = _read(bytes(body))


def _read(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode("utf-8", "replace")
