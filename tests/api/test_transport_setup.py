"""What must be right before the first byte leaves: address, key, proxies, certificates."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.api.client import OneInbox, open_client
from console.api.errors import ApiError, Trouble
from tests.fakes import FakeClock
from tests.faults.certificates import self_signed, serving
from tests.faults.fault_server import FaultServer, reply, reply_json

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.api_client import MakeClient

NO_CALLS: dict[str, object] = {"items": [], "total": 0}


async def failure(client: OneInbox) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await client.calls.page()
    return caught.value


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


class TestTheAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "api.oneinbox.ai",
            "ftp://host",
            "http://",
            "http://host:99999",
            "http://[",
            "http://u:p@h",
        ],
    )
    async def test_that_is_none_is_told_and_nothing_is_sent(
        self, make_client: MakeClient, address: str
    ) -> None:
        error = await failure(make_client(address))

        assert (error.kind, error.sent) == (Trouble.SETUP, False)
        assert "base URL must look like" in error.words

    @pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
    async def test_may_end_as_people_write_it(
        self, server: FaultServer, make_client: MakeClient, ending: str
    ) -> None:
        server.answers(reply_json(NO_CALLS))

        await make_client(server.url + ending).calls.page()

        assert server.requests[0].target.startswith("/v1/calls?")


class TestTheKey:
    async def test_is_sent_as_a_bearer_token(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json(NO_CALLS))

        await client.calls.page()

        assert server.requests[0].headers["authorization"] == "Bearer oi_sk_Sentinel0123456789"

    @pytest.mark.parametrize(
        "wrong", ["", "short", "oi_sk_with\nnewline", "“oi_sk_quoted”", "a b c d e"]
    )
    async def test_that_cannot_be_one_is_refused_without_being_repeated(
        self, server: FaultServer, wrong: str
    ) -> None:
        client = open_client(server.url, SecretStr(wrong), clock=FakeClock())

        error = await failure(client)

        assert error.kind is Trouble.SETUP
        assert not wrong or wrong not in str(error)
        assert server.requests == []


class TestTheEnvironment:
    @pytest.mark.parametrize(
        ("variable", "value"),
        [
            ("https_proxy", "bogus://proxy.example"),
            ("HTTP_PROXY", "proxy.example:port"),
            ("ALL_PROXY", "socks5://secret:word@proxy.example:1080"),
            ("NO_PROXY", "localhost,fd00::/8"),
            ("SSL_CERT_FILE", "/nowhere/certificates.pem"),
            ("SSL_CERT_FILE", __file__),
            ("SSL_CERT_DIR", "/nowhere:/nowhere/else"),
        ],
    )
    async def test_is_blamed_by_name_without_its_value(
        self,
        make_client: MakeClient,
        monkeypatch: pytest.MonkeyPatch,
        variable: str,
        value: str,
    ) -> None:
        monkeypatch.setenv(variable, value)

        error = await failure(make_client("https://api.example"))

        assert (error.kind, error.sent) == (Trouble.SETUP, False)
        assert error.words.startswith(variable)
        assert value not in error.words

    async def test_may_be_put_right_while_the_console_runs(
        self, server: FaultServer, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.answers(reply_json(NO_CALLS))
        client = make_client(server.url)
        monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/certificates.pem")
        assert (await failure(client)).kind is Trouble.SETUP

        monkeypatch.delenv("SSL_CERT_FILE")

        assert (await client.calls.page()).items == ()

    async def test_proxies_are_not_asked_for_a_server_on_this_machine(
        self, server: FaultServer, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        server.answers(reply_json(NO_CALLS))

        assert (await make_client(server.url).calls.page()).items == ()

    async def test_a_refusing_proxy_is_told_apart_from_the_api(
        self, server: FaultServer, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", server.url)
        server.answers(reply(status="407 Proxy Authentication Required"))

        error = await failure(make_client("https://api.example"))

        assert (error.kind, error.sent) == (Trouble.UNREACHABLE, False)
        assert error.words == "The proxy refused to connect."
        assert "authorization" not in server.requests[0].headers


class TestCertificates:
    async def test_of_an_unknown_authority_are_refused_with_the_reason(
        self, make_client: MakeClient, tmp_path: Path
    ) -> None:
        server = await FaultServer().start(tls=serving(self_signed(tmp_path)))

        error = await failure(make_client(server.url))

        assert (error.kind, error.sent) == (Trouble.TLS, False)
        assert "self-signed certificate" in error.words
        assert "trusted: the system's authorities" in error.words
        assert server.requests == []
        await server.close()

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"days": -1}, "certificate has expired"),
            ({"address": "127.0.0.9"}, "not valid for '127.0.0.1'"),
        ],
    )
    async def test_that_are_trusted_must_be_valid_too(
        self,
        make_client: MakeClient,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        wrong: dict[str, Any],
        reason: str,
    ) -> None:
        place = self_signed(tmp_path, **wrong)
        monkeypatch.setenv("SSL_CERT_FILE", str(place))
        server = await FaultServer().start(tls=serving(place))

        error = await failure(make_client(server.url))

        assert error.kind is Trouble.TLS
        assert reason in error.words
        assert "trusted: SSL_CERT_FILE" in error.words
        await server.close()

    async def test_of_a_private_authority_are_taken_when_it_is_named(
        self, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        place = self_signed(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(place))
        server = await FaultServer().start(tls=serving(place))
        server.answers(reply_json(NO_CALLS))

        assert (await make_client(server.url).calls.page()).items == ()
        await server.close()

    async def test_are_not_found_where_no_tls_is_spoken(self, make_client: MakeClient) -> None:
        def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
            host, port = server.sockets[0].getsockname()
            error = await failure(make_client(f"https://{host}:{port}"))

        assert (error.kind, error.sent) == (Trouble.TLS, False)
        assert error.words == f"{host}:{port} does not speak TLS as expected."


class TestTheStart:
    def test_of_the_program_does_not_wait_for_httpx(self) -> None:
        program = "import sys, console.api.client; print('httpx' in sys.modules)"

        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )

        assert done.stdout.strip() == "False"
