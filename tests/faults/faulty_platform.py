"""As much of OneInbox as a board of calls asks for, on a socket, and all of it can be made to fail.

As a program it serves a few calls until it is ended, and prints its address.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes import NOON
from tests.faults.fault_server import Fault, FaultServer, Received, reply_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = "/v1/calls"


@dataclass
class _Laid:
    """A fault that waits for its requests."""

    faults: list[Fault]
    path: str
    method: str
    works: bool
    left: float

    def next(self) -> Fault:
        """The faults in turn, again and again."""
        self.left -= 1
        self.faults.append(self.faults.pop(0))
        return self.faults[-1]


class FaultyPlatform:
    """Calls that a test writes down, listed the newest first as the API lists them.

    Attributes:
        server: what listens, with its log of what came.
        calls: by id, as JSON.
        now: the platform's wall clock, which dates its answers.
        after: called when a request was answered in full, with the request.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.server = FaultServer(monotonic)
        self.server.answer = self._answer
        self.calls: dict[str, dict[str, Any]] = {}
        self.now: Callable[[], datetime] = lambda: NOON
        self.after: Callable[[Received], None] = lambda _: None
        self._laid: list[_Laid] = []

    @property
    def url(self) -> str:
        return self.server.url

    def has(self, *ids: str, **fields: Any) -> None:
        """Put calls there, each newer than those before."""
        for call_id in ids:
            begun = NOON - timedelta(minutes=10) + timedelta(seconds=len(self.calls))
            told = {"id": call_id, "status": "in_progress", "created_at": begun.isoformat()}
            self.calls[call_id] = {**told, **fields}

    def fails(
        self,
        *faults: Fault,
        path: str = "/v1",
        method: str = "GET",
        times: float = math.inf,
        works: bool = True,
    ) -> None:
        """Answer requests below a path with these faults in turn.

        Args:
            faults: one for each request, then the first again.
            path: what the request's path begins with.
            method: of the requests that are meant.
            times: for how many requests.
            works: whether a write is done all the same.
        """
        self._laid.append(_Laid(list(faults), path, method, works, times))

    def mends(self) -> None:
        """Answer everything as it should be."""
        self._laid.clear()

    def asked(self, path: str = "/v1", method: str = "GET") -> list[Received]:
        """What was received below a path."""
        return [
            each
            for each in self.server.requests
            if each.method == method and each.target.startswith(path)
        ]

    def polls(self) -> list[float]:
        """When each reading of the board began."""
        return [each.at for each in self.asked(f"{CALLS}?status=queued&offset=0")]

    def _answer(self, received: Received) -> Fault:
        laid = next(
            (
                each
                for each in self._laid
                if each.left > 0
                and each.method == received.method
                and received.target.startswith(each.path)
            ),
            None,
        )
        if laid is not None and not laid.works:
            return laid.next()
        sound = self._work(received)
        if laid is not None:
            return laid.next()
        self.after(received)
        return sound

    def _work(self, received: Received) -> Fault:
        where = urlsplit(received.target)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if received.method == "POST" and where.path == CALLS:
            call_id = f"call_{len(self.calls) + 1}"
            self.has(call_id, **{**received.json(), "status": "queued"})
            return self._reply(self.calls[call_id], status="201 Created")
        if where.path == CALLS:
            return self._page(asked)
        call = self.calls.get(where.path.removeprefix(f"{CALLS}/"))
        if call is not None:
            return self._reply(call)
        if where.path.startswith(f"{CALLS}/"):
            return self._reply({"detail": "No such call."}, status="404 Not Found")
        return self._reply({"items": [], "total": 0})

    def _page(self, asked: dict[str, str]) -> Fault:
        status = asked.get("status")
        rows = [call for call in self._newest_first() if status in {None, call.get("status")}]
        start = int(asked.get("offset", "0"))
        part = rows[start : start + int(asked.get("limit", "20"))]
        return self._reply({"items": part, "total": len(rows)})

    def _newest_first(self) -> Iterator[dict[str, Any]]:
        return reversed(self.calls.values())

    def _reply(self, value: Any, status: str = "200 OK") -> Fault:
        date = format_datetime(self.now().astimezone(UTC), usegmt=True)
        return reply_json(value, status=status, headers={"date": date})


async def _serve() -> None:
    platform = FaultyPlatform()
    platform.has("call_1", "call_2", "call_3")
    await platform.server.start()
    print(json.dumps(platform.url), flush=True)  # noqa: T201 - whoever started it reads it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
