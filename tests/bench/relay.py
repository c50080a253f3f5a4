"""A wire to a server on which bytes are counted."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Generator

_GZIP, _NONE = b"Accept-Encoding: gzip", b"Accept-Encoding: none"


class Relay:
    """Hands on what comes, both ways, unchanged but for one header.

    Attributes:
        received: bytes that the server has sent.
        asked: requests that went to it.
        plain: whether to tell the server that nothing is to be compressed.
    """

    def __init__(self, url: str) -> None:
        self.received = 0
        self.asked = 0
        self.plain = False
        parts = urlsplit(url)
        self._server = (parts.hostname or "", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def run(self) -> None:
        """Take connections until closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                for way in (self._ask, self._answer):
                    threading.Thread(target=way, args=(client, server), daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                self.asked += data.count(b" HTTP/1.1\r\n")
                server.sendall(data.replace(_GZIP, _NONE) if self.plain else data)
        server.close()

    def _answer(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                self.received += len(data)
                client.sendall(data)
        client.close()


@contextmanager
def relay_to(url: str) -> Generator[Relay]:
    """A relay to a server while the block runs."""
    relay = Relay(url)
    threading.Thread(target=relay.run, daemon=True).start()
    try:
        yield relay
    finally:
        relay.close()
