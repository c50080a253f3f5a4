"""How the tests of the API room open a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pydantic import SecretStr

if TYPE_CHECKING:
    from console.api.client import OneInbox
    from console.api.exchange import Patience

KEY = SecretStr("oi_sk_" + "Sentinel0123456789")


class MakeClient(Protocol):
    """Opens a client with the sentinel key, to be closed after the test."""

    def __call__(
        self, url: str, *, read_only: bool = False, patience: Patience | None = None
    ) -> OneInbox: ...
