"""The doctor on the way to the API: certificates, proxy, name, answer, key, clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.accounts.account import Account
from console.accounts.keys import KeyFound, Source
from console.accounts.profiles import Profile
from console.doctor.answer import accepted, clock, reached
from console.doctor.finding import Finding, Realm, State
from console.doctor.network import authorities, host, proxy
from tests.doctor.conftest import new_case
from tests.fakes import FakeClock
from tests.faults.fault_server import FaultServer, reply, reply_json
from tests.sandbox_server import SECRET_KEY, START, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from console.doctor.case import Case
    from tests.sandbox_server import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """The API."""
    with running_sandbox(history=2) as sandbox:
        yield sandbox


@pytest.fixture
async def other() -> AsyncIterator[FaultServer]:
    """A server that answers as it is told."""
    server = await FaultServer().start()
    yield server
    await server.close()


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's own way to the network."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def case_of(base_url: str, key: str | None = None, **environ: str) -> Case:
    case = new_case(environ)
    case.found_account = Account(Profile("acme", base_url), named=True)
    if key:
        case.key = KeyFound(SecretStr(key), Source.KEYRING, "system keyring")
    return case


async def ask(case: Case) -> dict[str, Finding]:
    found = [await reached(case), accepted(case), clock(case)]
    return {finding.name: finding for finding in found}


class TestTheApi:
    async def test_answers_and_takes_the_key(self, sandbox: Sandbox) -> None:
        found = await ask(case_of(sandbox.url, SECRET_KEY))
        assert found["api"].state is State.OK
        assert f"{sandbox.url} in " in found["api"].words
        assert found["accepted"].state is State.OK

    async def test_that_refuses_the_key_is_reached_all_the_same(self, sandbox: Sandbox) -> None:
        found = await ask(case_of(sandbox.url, "oi_sk_sentinel_9f3a"))
        assert found["api"].state is State.OK
        assert (found["accepted"].state, found["accepted"].realm) == (State.WRONG, Realm.KEY)
        assert "sentinel" not in repr(found)

    async def test_is_reached_without_a_key_and_sent_none(self, other: FaultServer) -> None:
        other.answers(reply_json({"status": "ok"}))
        found = await ask(case_of(other.url))
        (request,) = other.requests
        assert found["api"].state is State.OK
        assert "authorization" not in request.headers
        assert found["accepted"].state is State.NOTE

    async def test_that_is_not_there_is_wrong_and_the_key_is_not_blamed(self) -> None:
        found = await ask(case_of("http://127.0.0.1:9", SECRET_KEY))
        assert (found["api"].state, found["api"].realm) == (State.WRONG, Realm.NETWORK)
        assert found["accepted"].state is State.NOTE
        assert found["clock"].state is State.NOTE

    async def test_that_is_another_server_is_wrong(self, other: FaultServer) -> None:
        other.answers(reply(b"<html>Please sign in</html>"))
        found = await ask(case_of(other.url, SECRET_KEY))
        assert found["api"].state is State.WRONG
        assert "address" in found["api"].remedy


class TestTheClock:
    async def test_that_goes_wrong_is_told_by_how_much(self, sandbox: Sandbox) -> None:
        case = case_of(sandbox.url, SECRET_KEY)
        case.clock = FakeClock(now=START - timedelta(hours=1))
        finding = (await ask(case))["clock"]
        assert finding.state is State.NOTE
        assert finding.words.startswith("1 h behind the server's")
        assert "timedatectl" in finding.remedy


class TestCertificates:
    def test_are_checked_against_the_systems_unless_a_variable_says_otherwise(self) -> None:
        finding = authorities(case_of("https://api.oneinbox.ai"))
        assert finding.state is State.OK
        assert "the system's authorities" in finding.words

    def test_that_cannot_be_read_are_wrong(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
        finding = authorities(case_of("https://api.oneinbox.ai"))
        assert (finding.state, finding.realm) == (State.WRONG, Realm.NETWORK)
        assert "SSL_CERT_FILE" in finding.words

    def test_named_for_other_programs_are_not_used_and_that_is_told(self) -> None:
        case = case_of("https://api.oneinbox.ai", REQUESTS_CA_BUNDLE="/etc/ca.pem")
        finding = authorities(case)
        assert finding.state is State.NOTE
        assert 'SSL_CERT_FILE="$REQUESTS_CA_BUNDLE"' in finding.remedy

    def test_are_not_used_on_this_machine(self, sandbox: Sandbox) -> None:
        assert "not used" in authorities(case_of(sandbox.url)).words


class TestTheProxy:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("http://ada:sentinel@proxy.example:3128/x", "http://proxy.example:3128 (HTTPS_PROXY)"),
            ("proxy.example:3128", "proxy.example:3128 (HTTPS_PROXY)"),
        ],
    )
    def test_is_named_without_its_password(self, value: str, words: str) -> None:
        assert proxy(case_of("https://api.oneinbox.ai", HTTPS_PROXY=value)).words == words

    def test_is_not_used_on_this_machine(self) -> None:
        assert proxy(case_of("http://localhost:1", HTTPS_PROXY="http://p:1")).words == "none"


class TestTheHost:
    def test_has_an_address(self) -> None:
        assert host(case_of("http://localhost:1")).words.startswith("localhost is ")

    def test_without_one_is_the_networks_affair(self) -> None:
        finding = host(case_of("https://nowhere.invalid"))
        assert (finding.state, finding.realm) == (State.WRONG, Realm.NETWORK)

    def test_without_one_is_left_to_a_proxy(self) -> None:
        finding = host(case_of("https://nowhere.invalid", HTTPS_PROXY="http://p:1"))
        assert finding.state is State.OK
