"""What becomes of a request when the network or the server misbehaves."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import tracemalloc
from typing import TYPE_CHECKING

import httpx
import pytest

from console.api import transport
from console.api.errors import ApiError, Trouble
from tests.faults.fault_server import (
    Fault,
    FaultServer,
    bomb,
    drip_body,
    drip_header,
    flood,
    raw,
    reply,
    reply_json,
    reset,
    silence,
    truncated,
)

if TYPE_CHECKING:
    from console.api.client import OneInbox
    from tests.api.api_client import MakeClient

ONE_CALL = {"items": [{"id": "call_1", "status": "queued"}], "total": 1}


async def failure(client: OneInbox) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await client.calls.page()
    return caught.value


def packed(body: bytes) -> Fault:
    return reply(body, headers={"content-encoding": "gzip"})


BROKEN, NOT_THE_API, TOO_LARGE = Trouble.BROKEN, Trouble.NOT_THE_API, Trouble.TOO_LARGE
FAULTS: dict[str, tuple[Fault, Trouble, str]] = {
    "reset": (reset(), BROKEN, "dropped"),
    "closed": (raw(b""), BROKEN, "dropped"),
    "TLS": (raw(b"\x15\x03\x01\x00\x02\x02\x16\r\n\r\n"), BROKEN, "not HTTP"),
    "garbage status line": (raw(b"HTTP/1.1 banana\r\n\r\n"), BROKEN, "not HTTP"),
    "huge header": (raw(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000), BROKEN, "not HTTP"),
    "truncated": (truncated(ONE_CALL), BROKEN, "cut off"),
    "reset in the body": (
        reset(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"),
        BROKEN,
        "cut off",
    ),
    "not gzip": (packed(b"no gzip at all"), BROKEN, "unpacked"),
    "half a gzip": (packed(gzip.compress(json.dumps(ONE_CALL).encode())[:-9]), BROKEN, "cut off"),
    "brotli": (reply(b"{}", headers={"content-encoding": "br"}), BROKEN, "packed"),
    "bomb": (bomb(), TOO_LARGE, "8 MiB"),
    "flood": (flood(), TOO_LARGE, "8 MiB"),
    "web page": (reply(b"<html>Sign in</html>"), NOT_THE_API, "web page"),
    "web page with mark": (reply(b"\xef\xbb\xbf <!doctype html>"), NOT_THE_API, "web page"),
    "text": (reply(b"gateway ok"), NOT_THE_API, "not JSON"),
    "empty": (reply(b""), NOT_THE_API, "empty"),
    "no content": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), NOT_THE_API, "empty"),
    "null": (reply(b"null"), NOT_THE_API, "no list"),
    "no list inside": (reply(b'{"items": {}}'), NOT_THE_API, "no list"),
    "abyss": (reply(b"[" * 100_000 + b"]" * 100_000), NOT_THE_API, "deeply"),
}


class TestAFaultHasAName:
    @pytest.mark.parametrize("name", FAULTS)
    async def test_and_the_next_request_is_fine(
        self, server: FaultServer, client: OneInbox, name: str
    ) -> None:
        fault, kind, words = FAULTS[name]
        server.answers(fault, reply_json(ONE_CALL))

        error = await failure(client)

        assert (error.kind, error.sent) == (kind, True)
        assert words in error.words
        assert (await client.calls.page()).items[0].id == "call_1"

    @pytest.mark.parametrize(
        "fault",
        [silence(), drip_header(), drip_body()],
        ids=["silence", "header drop by drop", "body drop by drop"],
    )
    async def test_an_answer_that_never_ends_meets_the_deadline(
        self, server: FaultServer, hasty_client: OneInbox, fault: Fault
    ) -> None:
        server.answers(fault, reply_json(ONE_CALL))

        error = await failure(hasty_client)

        assert (error.kind, error.sent) == (Trouble.TIMEOUT, True)
        assert "within 0.3 s" in error.words
        assert (await hasty_client.calls.page()).items

    async def test_a_bomb_is_not_unpacked(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(bomb())
        await failure(client)
        tracemalloc.start()

        await failure(client)

        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 50 << 20


class TestNoConnection:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    async def test_refused(self, make_client: MakeClient, host: str) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]

        error = await failure(make_client(f"http://{host}:{port}"))

        assert (error.kind, error.sent) == (Trouble.UNREACHABLE, False)
        assert error.words == f"No connection to {host}:{port}: connection refused."

    async def test_name_not_found(
        self, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def not_found(*_args: object, **_options: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", not_found)

        error = await failure(make_client("http://api.example"))

        assert (error.kind, error.sent) == (Trouble.UNREACHABLE, False)
        assert error.words == "Name not found: api.example."

    async def test_the_server_came_back(self, make_client: MakeClient) -> None:
        server = await FaultServer().start()
        client = make_client(server.url)
        await server.close()
        assert (await failure(client)).kind is Trouble.UNREACHABLE

        again = await FaultServer().start(port=server.port)
        again.answers(reply_json(ONE_CALL))

        assert (await client.calls.page()).items
        await again.close()


class TestAKeptConnection:
    async def test_is_used_again(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json(ONE_CALL))

        for _ in range(3):
            await client.calls.page()

        assert server.connections == 1

    async def test_closed_by_the_server_in_the_meantime_is_not_noticed(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        body = json.dumps(ONE_CALL).encode()
        server.answers(reply(body, keep=False))

        for _ in range(3):
            assert (await client.calls.page()).items

        assert (server.connections, len(server.requests)) == (3, 3)

    async def test_dropped_at_the_next_request_costs_one_silent_repetition(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(ONE_CALL), reset(), reply_json(ONE_CALL))

        await client.calls.page()

        assert (await client.calls.page()).items
        assert len(server.requests) == 3

    async def test_is_repeated_once_and_not_more(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(ONE_CALL), reset())

        await client.calls.page()

        assert (await failure(client)).kind is Trouble.BROKEN
        assert len(server.requests) == 3

    async def test_poisoned_by_extra_bytes_does_no_harm(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        body = json.dumps(ONE_CALL).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
        server.answers(raw(head + body + b"extra bytes", keep=True), reply_json(ONE_CALL))

        assert (await client.calls.page()).items
        assert (await client.calls.page()).items


class TestManyAtOnce:
    async def test_no_more_than_four_reads_are_under_way(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(silence())
        reads = [asyncio.create_task(client.calls.get(f"call_{n}")) for n in range(12)]

        await server.received(4)
        for _ in range(20):
            await asyncio.sleep(0)

        assert len(server.requests) == 4
        for read in reads:
            read.cancel()
        await asyncio.gather(*reads, return_exceptions=True)

    async def test_three_hundred_cancelled_requests_leave_room_for_the_next(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(ONE_CALL))
        await client.calls.page()
        server.answers(silence())
        for _ in range(15):
            reads = [asyncio.create_task(client.calls.get("call_1")) for _ in range(20)]
            await server.received(len(server.requests) + 4)
            for read in reads:
                read.cancel()
            await asyncio.gather(*reads, return_exceptions=True)

        server.answers(reply_json(ONE_CALL))

        assert (await client.calls.page()).items

    async def test_a_pool_that_lost_its_slots_is_replaced(
        self, server: FaultServer, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transport, "_READS", httpx.Limits(max_connections=1))
        client = make_client(server.url)
        server.answers(silence(), reply_json(ONE_CALL))
        stuck = asyncio.create_task(client.calls.page())
        await server.received(1)

        assert not (await failure(client)).sent

        assert (await client.calls.page()).items
        stuck.cancel()
        await asyncio.gather(stuck, return_exceptions=True)

    async def test_a_cancellation_is_not_swallowed(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(silence())
        read = asyncio.create_task(client.calls.page())
        await server.received(1)

        read.cancel()

        with pytest.raises(asyncio.CancelledError):
            await read


class TestARedirect:
    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect"])
    async def test_is_not_followed_and_carries_no_key_away(
        self, server: FaultServer, client: OneInbox, status: str
    ) -> None:
        other = await FaultServer().start()
        other.answers(reply_json(ONE_CALL))
        server.answers(reply(status=status, headers={"location": other.url + "/v1/calls"}))

        error = await failure(client)

        assert error.kind is Trouble.REDIRECT
        assert error.words == "The address redirects to 127.0.0.1. Check the base URL."
        assert other.requests == []
        await other.close()

    async def test_to_nowhere_in_particular_is_told_too(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply(status="308 Permanent Redirect", headers={"location": "http://["}))

        assert "redirects elsewhere" in (await failure(client)).words


class TestOddBodies:
    async def test_gzip_is_unpacked(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(packed(gzip.compress(json.dumps(ONE_CALL).encode())))

        assert (await client.calls.page()).items[0].id == "call_1"
        assert server.requests[0].headers["accept-encoding"] == "gzip"

    async def test_a_byte_order_mark_is_ignored(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply(b"\xef\xbb\xbf" + json.dumps(ONE_CALL).encode()))

        assert (await client.calls.page()).items[0].id == "call_1"

    async def test_latin_1_shows_replacement_characters(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply('[{"id": "a", "name": "Jörg"}]'.encode("latin-1")))

        assert (await client.agents.page()).items[0].name == "J\N{REPLACEMENT CHARACTER}rg"

    async def test_half_an_emoji_costs_one_character(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply(b'[{"id": "a", "name": "hm \\ud83d"}, {"id": "b"}]'))

        first, second = (await client.agents.page()).items

        assert (first.name, second.id) == ("hm \N{REPLACEMENT CHARACTER}", "b")

    async def test_nan_is_no_number(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply(b'[{"id": "a", "speed": NaN, "responsiveness": -Infinity}]'))

        agent = (await client.agents.page()).items[0]

        assert (agent.speed, agent.responsiveness) == (None, None)
        assert agent.unreadable == {"speed", "responsiveness"}

    async def test_five_thousand_digits_cost_one_field(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        digits = b"9" * 5000
        server.answers(reply(b'[{"id": "a", "speed": ' + digits + b'}, {"id": "b"}]'))

        first, second = (await client.agents.page()).items

        assert (first.speed, first.unreadable) == (None, {"speed"})
        assert second.id == "b"

    async def test_what_lies_too_deep_is_cut_off_and_its_neighbours_stay(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        deep = b'{"a":' * 300 + b"1" + b"}" * 300
        server.answers(reply(b'[{"id": "a", "metadata": ' + deep + b'}, {"id": "b"}]'))

        page = await client.agents.page()

        assert [agent.id for agent in page.items] == ["a", "b"]
        assert 60 < str(page.items[0].raw).count("'a':") < 65
