"""OneInbox as an object: one group per resource, one method per endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.api.connection import Connection
from console.api.endpoints.account import Account
from console.api.endpoints.agents import Agents
from console.api.endpoints.calls import Calls
from console.api.endpoints.credentials import Credentials
from console.api.endpoints.knowledge_bases import KnowledgeBases
from console.api.endpoints.models import Models
from console.api.endpoints.numbers import Numbers
from console.api.endpoints.outcomes import Outcomes
from console.api.endpoints.tools import Tools
from console.api.endpoints.voices import Voices
from console.api.endpoints.webhooks import Webhooks
from console.api.exchange import Patience

if TYPE_CHECKING:
    from pydantic import SecretStr

    from console.api.exchange import Rehearse, Take
    from console.clock import Clock


class OneInbox:
    """One account. Every method of every group brings what was asked for or an `ApiError`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.calls = Calls(connection)
        self.agents = Agents(connection)
        self.models = Models(connection)
        self.credentials = Credentials(connection)
        self.numbers = Numbers(connection)
        self.outcomes = Outcomes(connection)
        self.webhooks = Webhooks(connection)
        self.tools = Tools(connection)
        self.knowledge_bases = KnowledgeBases(connection)
        self.voices = Voices(connection)
        self.account = Account(connection)

    @property
    def read_only(self) -> bool:
        """Whether everything but reading is refused."""
        return self._connection.read_only

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which the server's clock is ahead of ours; `None` before any answer."""
        return self._connection.clock_skew

    async def fetch(self, link: str, take: Take, *, largest: int) -> None:
        """Hand on, piece by piece, what a signed link leads to; the key is not sent along.

        Args:
            link: whole, on whatever host.
            take: gets each piece, and how many bytes there are where that is said.
            largest: how many bytes are taken at most.

        Raises:
            ApiError: it did not come whole.
        """
        await self._connection.fetch(link, take, largest=largest)

    def use_key(self, key: SecretStr) -> None:
        """Send what is asked from now on with another key of the same account."""
        self._connection.use_key(key)

    def renew(self) -> None:
        """Read on new connections from now on: the machine was asleep."""
        self._connection.renew()

    async def close(self) -> None:
        """Let go of every connection."""
        await self._connection.close()


def open_client(
    base_url: str,
    key: SecretStr,
    *,
    read_only: bool = False,
    clock: Clock,
    patience: Patience | None = None,
    rehearse: Rehearse | None = None,
) -> OneInbox:
    """Open an account. Touches no network: the first request shows whether all is well.

    Args:
        base_url: like `https://api.oneinbox.ai`.
        key: the API key, which stays in its `SecretStr` until a request leaves.
        read_only: refuse everything but reading.
        clock: for pauses that the server asks for, and for its clock's skew.
        patience: deadlines, if other than the usual ones.
        rehearse: gets each write instead of the server, and the write fails as refused.
    """
    return OneInbox(
        Connection(
            base_url,
            key,
            read_only=read_only,
            clock=clock,
            patience=patience or Patience(),
            rehearse=rehearse,
        )
    )
