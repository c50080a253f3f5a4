"""A raw TCP server that answers as told, in every way that HTTP libraries would not let it."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import ssl

Writer = asyncio.StreamWriter
Fault = Callable[[Writer], Awaitable[bool]]
"""Writes an answer, and says whether the connection stays open for another request."""

_AT_ONCE = struct.pack("ii", 1, 0)
"""`SO_LINGER` of no seconds: closing sends a reset, whatever was on its way."""


@dataclass(frozen=True)
class Received:
    """One request as the server saw it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    at: float
    """When it came, in seconds of the server's monotonic clock."""

    def json(self) -> Any:
        return json.loads(self.body) if self.body else None


class FaultServer:
    """Answers on a real socket, as a script or a function tells it.

    Attributes:
        answer: says how to answer a request.
        requests: everything that was received, in order.
        connections: how many were opened.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Note the moments of requests by a clock."""
        self.answer: Callable[[Received], Fault] = lambda _: silence()
        self.requests: list[Received] = []
        self.connections = 0
        self._monotonic = monotonic
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[Any]] = set()
        self._scheme = "http"
        self._arrival = asyncio.Condition()
        self.port = 0

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def answers(self, *script: Fault) -> None:
        """Give these answers in turn, the last one for ever."""
        turns = list(script)
        self.answer = lambda _: turns.pop(0) if len(turns) > 1 else turns[0]

    async def received(self, count: int) -> None:
        """Wait until so many requests have come."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.requests) >= count)

    async def start(self, port: int = 0, tls: ssl.SSLContext | None = None) -> Self:
        self._scheme = "https" if tls else "http"
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._answer_one(reader, writer):
                pass
        with suppress(ConnectionError, RuntimeError):
            writer.close()

    async def _answer_one(self, reader: asyncio.StreamReader, writer: Writer) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *fields = head.strip().split("\r\n")
        method, target, _ = line.split(" ")
        headers = {
            name.lower(): value.strip() for name, _, value in (f.partition(":") for f in fields)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        received = Received(method, target, headers, body, self._monotonic())
        async with self._arrival:
            self.requests.append(received)
            self._arrival.notify_all()
        stays_open = await self.answer(received)(writer)
        await writer.drain()
        return stays_open


def reply(
    body: bytes = b"",
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    keep: bool = True,
) -> Fault:
    """A sound answer."""
    return raw(
        _head(status, {"content-length": str(len(body)), **(headers or {})}) + body, keep=keep
    )


def reply_json(
    value: Any, *, status: str = "200 OK", headers: Mapping[str, str] | None = None
) -> Fault:
    """A sound answer as the API gives it."""
    told = {"content-type": "application/json", **(headers or {})}
    return reply(json.dumps(value).encode(), status=status, headers=told)


def raw(data: bytes, *, keep: bool = False) -> Fault:
    """These bytes and nothing else."""

    async def fault(writer: Writer) -> bool:
        writer.write(data)
        return keep

    return fault


def reset(first: bytes = b"") -> Fault:
    """Some bytes, then a reset connection."""

    async def fault(writer: Writer) -> bool:
        writer.write(first)
        await writer.drain()
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        writer.transport.abort()
        return False

    return fault


def silence() -> Fault:
    """No answer while the client waits."""
    return drip(b"", b"")


def drip(first: bytes, drop: bytes) -> Fault:
    """Some bytes at once, then drop by drop until the client has gone."""

    async def fault(writer: Writer) -> bool:
        writer.write(first)
        while not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.01)
        return False

    return fault


def bomb() -> Fault:
    """A mebibyte that unpacks to a gibibyte: one packed block, a thousand times."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return reply(head + block * 1024, headers={"content-encoding": "gzip"})


def flood() -> Fault:
    """A body of 50 MiB."""

    async def fault(writer: Writer) -> bool:
        writer.write(_head("200 OK", {"content-length": str(50 << 20)}))
        for _ in range(50 << 4):
            writer.write(b" " * (64 << 10))
            await writer.drain()
        return True

    return fault


def drip_header() -> Fault:
    """A header that never ends."""
    return drip(b"HTTP/1.1 200 OK\r\nx-slow: ", b"a")


def drip_body() -> Fault:
    """A body that never ends."""
    return drip(_head("200 OK", {"content-length": "100000"}), b" ")


def truncated(value: Any) -> Fault:
    """An answer that ends before its announced length."""
    body = json.dumps(value).encode()
    return raw(_head("200 OK", {"content-length": str(len(body) + 50)}) + body)


def _head(status: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
