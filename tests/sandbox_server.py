"""A sandbox for tests: a real server on a free port, in a thread of the test's process."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from console.sandbox.options import Options
from console.sandbox.server import build_server, listen, url_of

if TYPE_CHECKING:
    from collections.abc import Generator

SECRET_KEY = "oi_sk_sandbox"
START = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox and the strings behind it."""

    url: str
    control: httpx.Client

    def advance(self, seconds: float) -> None:
        """Move the simulated clock ahead."""
        self.control.post("/advance", json={"seconds": seconds}).raise_for_status()

    def now(self) -> datetime:
        """The simulated moment."""
        state = self.control.get(f"{self.url}/sandbox").raise_for_status().json()
        return datetime.fromisoformat(state["now"])

    def fault(self, kind: str, **settings: Any) -> None:
        """Let something go wrong from now on, e.g. `fault("status", status=429, times=2)`."""
        self.control.post("/faults", json={"kind": kind, **settings}).raise_for_status()

    def mend(self) -> None:
        """End all faults."""
        self.control.delete("/faults").raise_for_status()

    def requests(self, method: str | None = None, path: str | None = None) -> list[dict[str, Any]]:
        """What was asked of the API so far: `method, path, query, body, status, at`."""
        asked = self.control.get("/requests").raise_for_status().json()
        return [
            each
            for each in asked
            if method in {None, each["method"]} and path in {None, each["path"]}
        ]

    def edit(self, collection: str, record_id: str, **fields: Any) -> None:
        """Lay any JSON over a record, e.g. `edit("calls", id, status="in-progress")`."""
        body = json.dumps(fields)  # ASCII, unlike httpx's own: lone surrogates shall get through
        headers = {"Content-Type": "application/json"}
        answer = self.control.post(f"/{collection}/{record_id}", content=body, headers=headers)
        answer.raise_for_status()

    def behind(self, call_id: str) -> dict[str, Any]:
        """What a call was really made with: prompt, first message, providers, how it ends."""
        return self.control.get(f"/calls/{call_id}").raise_for_status().json()

    def api(self, key: str = SECRET_KEY) -> httpx.Client:
        """A plain client for the API, `/v1` included in its base URL."""
        headers = {"Authorization": f"Bearer {key}"}
        return client_of(f"{self.url}/v1", headers)


def client_of(base_url: str, headers: dict[str, str] | None = None) -> httpx.Client:
    """A client for plain HTTP: reading in whom to trust with TLS would take most of its time."""
    # A kept connection may be dropped by the server in the moment in which it is used again.
    alone = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(base_url=base_url, headers=headers, timeout=10, verify=False, limits=alone)


@contextmanager
def running_sandbox(**options: Any) -> Generator[Sandbox]:
    """Run a sandbox while the block runs.

    Args:
        options: those of `console.sandbox.options.Options`. Unless they say otherwise the clock
            stands still at `START` until `advance` is called, no calls come by themselves, and
            forty have ended long ago.
    """
    listener = listen(0)
    url = url_of(listener)
    quiet: dict[str, Any] = {"speed": 0.0, "start": START, "calls_per_minute": 0.0, "history": 40}
    quiet["address"] = url
    server = build_server(Options(**quiet | options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        with client_of(f"{url}/sandbox") as control:
            yield Sandbox(url, control)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
