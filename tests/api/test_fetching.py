"""What a signed link leads to: fetched piece by piece, without the key, and never too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.api.errors import ApiError, Trouble
from tests.api.api_client import KEY
from tests.faults.fault_server import raw, reply, silence, truncated

if TYPE_CHECKING:
    from console.api.client import OneInbox
    from tests.faults.fault_server import FaultServer


class Taken:
    """What was handed on."""

    def __init__(self) -> None:
        self.data = b""
        self.whole: int | None = None

    async def __call__(self, piece: bytes, whole: int | None) -> None:
        self.data += piece
        self.whole = whole


async def trouble_of(client: OneInbox, link: str, *, largest: int = 1 << 20) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await client.fetch(link, Taken(), largest=largest)
    return caught.value


class TestFetching:
    async def test_hands_on_what_comes_and_sends_no_key(
        self, client: OneInbox, server: FaultServer
    ) -> None:
        server.answers(reply(b"sound"))
        taken = Taken()
        await client.fetch(f"{server.url}/call_1.mp3?signature=abc", taken, largest=5)
        assert (taken.data, taken.whole) == (b"sound", 5)
        (request,) = server.requests
        assert request.target == "/call_1.mp3?signature=abc"
        assert "authorization" not in {name.lower() for name in request.headers}
        assert KEY.get_secret_value() not in str(request)

    @pytest.mark.parametrize(
        "link",
        [
            "http://files.example.com/a.mp3",
            "ftp://127.0.0.1/a",
            "file:///etc/passwd",
            "",
            "http://[",
        ],
    )
    async def test_follows_no_link_that_is_not_safe(
        self, client: OneInbox, server: FaultServer, link: str
    ) -> None:
        assert (await trouble_of(client, link)).kind is Trouble.INVALID
        assert not server.requests

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            ("403 Forbidden", Trouble.NOT_FOUND),
            ("404 Not Found", Trouble.NOT_FOUND),
            ("302 Found", Trouble.REJECTED),
            ("500 Oh", Trouble.REJECTED),
        ],
    )
    async def test_takes_nothing_but_the_file(
        self, client: OneInbox, server: FaultServer, status: str, kind: Trouble
    ) -> None:
        server.answers(reply(b"words", status=status))
        assert (await trouble_of(client, server.url)).kind is kind

    async def test_ends_at_the_limit_whether_it_was_said_or_not(
        self, client: OneInbox, server: FaultServer
    ) -> None:
        server.answers(reply(b"x" * 11), raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 11))
        for _ in range(2):
            assert (await trouble_of(client, server.url, largest=10)).kind is Trouble.TOO_LARGE

    async def test_says_that_it_was_cut_off(self, client: OneInbox, server: FaultServer) -> None:
        server.answers(truncated({"a": 1}))
        error = await trouble_of(client, server.url)
        assert (error.kind, error.words) == (
            Trouble.BROKEN,
            "The download from 127.0.0.1 broke off.",
        )

    async def test_does_not_wait_for_ever(
        self, hasty_client: OneInbox, server: FaultServer
    ) -> None:
        server.answers(silence())
        assert (await trouble_of(hasty_client, server.url)).kind is Trouble.TIMEOUT

    async def test_says_that_nobody_is_there(self, client: OneInbox, server: FaultServer) -> None:
        await server.close()
        error = await trouble_of(client, server.url)
        assert error.kind is Trouble.UNREACHABLE
        assert error.words.startswith("No connection to 127.0.0.1")
