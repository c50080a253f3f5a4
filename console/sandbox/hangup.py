"""uvicorn's HTTP/1.1, with a way for the app to hang up in the middle of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

EXTENSION = "sandbox.hangup"


class HangupProtocol(H11Protocol):
    """A connection whose requests carry, in `scope["extensions"]`, a function that closes it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Hand every request of the connection its own end."""
        super().connection_made(transport)
        app: Callable[..., Awaitable[None]] = self.app  # type: ignore[assignment]

        async def with_hangup(scope: Any, receive: Any, send: Any) -> None:
            scope.setdefault("extensions", {})[EXTENSION] = transport.close
            await app(scope, receive, send)

        self.app = with_hangup  # type: ignore[assignment]
