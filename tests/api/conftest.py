"""What the tests of the API room share: a faulty server, a clock to hold, a client on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.api.client import OneInbox, open_client
from console.api.exchange import Patience
from tests.api.api_client import KEY, MakeClient
from tests.fakes import FakeClock
from tests.faults.fault_server import FaultServer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def server() -> AsyncGenerator[FaultServer]:
    server = await FaultServer().start()
    yield server
    await server.close()


@pytest.fixture
async def make_client(clock: FakeClock) -> AsyncGenerator[MakeClient]:
    opened: list[OneInbox] = []

    def make(url: str, *, read_only: bool = False, patience: Patience | None = None) -> OneInbox:
        opened.append(open_client(url, KEY, read_only=read_only, clock=clock, patience=patience))
        return opened[-1]

    yield make
    for client in opened:
        await client.close()


@pytest.fixture
async def client(server: FaultServer, make_client: MakeClient) -> OneInbox:
    return make_client(server.url)


@pytest.fixture
async def hasty_client(server: FaultServer, make_client: MakeClient) -> OneInbox:
    """A client with deadlines so short that a test may wait for them."""
    return make_client(server.url, patience=Patience(connect=0.3, read=0.3, write=0.3))
