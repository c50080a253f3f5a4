"""A session on a real server: what happens there is on the board, whatever goes wrong between."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from console.api.client import open_client
from console.api.errors import ApiError, Trouble
from console.clock import SystemClock
from console.live.board import Presence, place_of
from console.live.freshness import Standing
from console.sandbox.server import listen
from console.session import USAGE, Session
from tests.fakes import until
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from socket import socket

    from console.api.records.call import Call


@pytest.fixture
def sandbox() -> Generator[Sandbox]:
    """A server whose clock stands still at the present moment."""
    with running_sandbox(start=datetime.now(UTC)) as sandbox:
        yield sandbox


@asynccontextmanager
async def running_session(url: str, key: str = SECRET_KEY) -> AsyncGenerator[Session]:
    clock = SystemClock()
    session = Session(open_client(url, SecretStr(key), clock=clock), clock, Random(7))
    running = asyncio.create_task(session.run())
    try:
        yield session
    finally:
        await session.close()
        await running


@pytest.fixture
async def session(sandbox: Sandbox) -> AsyncGenerator[Session]:
    """A session that has read everything once."""
    async with running_session(sandbox.url) as session:
        await until(lambda: session.live.freshness.last_good is not None)
        await until(lambda: session.agents.records and session.numbers.records)
        yield session


async def started(session: Session) -> Call:
    """A call that was asked for and is on the board."""
    call = await session.client.calls.start(
        agent_id=next(iter(session.agents.records)),
        to_number="+4915112345678",
        from_number=str(next(iter(session.numbers.records.values())).phone_number),
    )
    session.live.put(call)
    return call


async def until_seen(session: Session, condition: Callable[[], object]) -> None:
    """Look again and again until a condition holds."""

    def look() -> object:
        session.live.look_again()
        return condition()

    await until(look)


def standing(session: Session) -> Standing:
    return session.live.freshness.standing(session.clock.monotonic())


class TestDirectories:
    async def test_are_all_read_at_the_start(self, session: Session) -> None:
        directories = (session.models, session.credentials, session.outcomes, session.usage)
        await until(lambda: all(directory.records for directory in directories))
        assert list(session.usage.records) == [USAGE]
        agent = next(iter(session.agents.records.values()))
        assert agent.llm_id in session.models.records

    async def test_a_new_agent_is_looked_for_when_a_call_shows_it(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        created = await session.client.agents.create({"name": "The new one"})
        call = await started(session)
        sandbox.edit("calls", call.id, agent_id=created.id)
        sandbox.edit("calls", call.id, id="call_of_the_new_one")
        session.live.look_again()
        await until(lambda: created.id in session.agents.records)


class TestCalls:
    async def test_a_call_appears_ends_and_is_transcribed(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        with sandbox.api() as api:
            agent_id = next(iter(session.agents.records))
            call_id = api.post("/calls/web", json={"agent_id": agent_id}).json()["id"]
            rows = session.board.rows
            await until_seen(session, lambda: call_id in rows)
            assert not rows[call_id].ended
            sandbox.advance(25)
            api.post(f"/calls/{call_id}/stop")
        await until_seen(session, lambda: rows[call_id].ended)
        assert not rows[call_id].call.messages
        sandbox.advance(4)
        await until(lambda: rows[call_id].call.messages)

    async def test_a_stopped_call_shows_it_until_its_end_is_read(self, session: Session) -> None:
        call = await started(session)
        session.live.doing(call.id, "stopping")
        assert session.board.rows[call.id].doing == "stopping"
        await session.client.calls.stop(call.id)
        session.live.look_again(call.id)
        await until(lambda: session.board.rows[call.id].doing is None)
        assert session.board.rows[call.id].ended

    async def test_a_start_whose_answer_is_lost_is_found_in_the_list(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        sandbox.fault("lost", method="POST", path="/v1/calls")
        number = str(next(iter(session.numbers.records.values())).phone_number)
        agent_id = next(iter(session.agents.records))
        session.live.expect("r-1", {"agent_id": agent_id, "to_number": "+4915112345678"})
        assert session.board.rows[place_of("r-1")].presence is Presence.EXPECTED
        with pytest.raises(ApiError) as lost:
            await session.client.calls.start(
                agent_id=agent_id,
                to_number="+4915112345678",
                from_number=number,
                metadata={"client_request_id": "r-1"},
            )
        assert lost.value.sent
        session.live.look_again()
        await until(lambda: place_of("r-1") not in session.board.rows)
        found = session.board.rows[session.board.resolve(place_of("r-1"))]
        assert found.call.to_number == "+4915112345678"
        assert len(sandbox.requests("POST", "/v1/calls")) == 1

    async def test_a_spelling_nobody_documented_is_kept_on_the_board(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        call = await started(session)
        sandbox.edit("calls", call.id, status="in-progress")
        row = session.board.rows
        await until_seen(session, lambda: row[call.id].call.status == "in-progress")
        assert not session.board.rows[call.id].ended


class TestTrouble:
    async def test_rows_stay_while_the_server_fails_and_recover(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        call = await started(session)
        sandbox.fault("status", status=503)
        session.live.look_again()
        await until_seen(session, lambda: standing(session) is Standing.OFFLINE)
        assert session.live.freshness.next_try is not None
        assert session.board.rows[call.id].presence is Presence.HERE
        sandbox.mend()
        await until_seen(session, lambda: not session.live.freshness.error)
        assert standing(session) is Standing.LIVE

    @pytest.mark.parametrize("kind", ["drop", "truncate", "html", "malformed", "empty"])
    async def test_no_kind_of_broken_answer_costs_a_row(
        self, session: Session, sandbox: Sandbox, kind: str
    ) -> None:
        call = await started(session)
        sandbox.fault(kind)
        session.live.look_again()
        await until(lambda: session.live.freshness.error)
        assert call.id in session.board.rows
        sandbox.mend()
        await until_seen(session, lambda: not session.live.freshness.error)

    async def test_a_server_that_was_restarted_is_found_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = {"start": datetime.now(UTC), "live": 3}
        async with AsyncExitStack() as sessions:
            with running_sandbox(**world) as first:
                session = await sessions.enter_async_context(running_session(first.url))
                await until(lambda: len(session.board.rows) == 3)
            rows = set(session.board.rows)
            await until_seen(session, lambda: standing(session) is Standing.OFFLINE)
            assert set(session.board.rows) == rows

            def listen_there_again(_: int) -> socket:
                return listen(urlsplit(first.url).port or 0)

            monkeypatch.setattr("tests.sandbox_server.listen", listen_there_again)
            with running_sandbox(**world):
                await until(lambda: not session.live.freshness.error)
                assert rows <= set(session.board.rows)

    async def test_lists_that_come_back_empty_are_not_believed_at_once(
        self, session: Session, sandbox: Sandbox
    ) -> None:
        for _ in range(12):
            await started(session)
        await until_seen(session, lambda: not session.live.freshness.error)
        sandbox.fault("no_items", path="/v1/calls", times=3)
        session.live.look_again()
        await until(lambda: session.live.freshness.confirming)
        await until(lambda: not session.live.freshness.confirming)
        assert {row.presence for row in session.board.rows.values()} == {Presence.HERE}
        asked = {request["path"] for request in sandbox.requests("GET")}
        assert not any(f"/v1/calls/{call_id}" in asked for call_id in session.board.rows)

    async def test_a_wrong_key_is_confirmed_once_and_then_everything_stands_still(
        self, sandbox: Sandbox
    ) -> None:
        async with running_session(sandbox.url, key="oi_sk_wrong") as session:
            await until(lambda: session.link.frozen)
            error = session.live.freshness.error
            assert error is not None
            assert error.kind is Trouble.KEY_REJECTED
            assert session.live.freshness.frozen
            assert session.agents.freshness.frozen

    async def test_closing_ends_everything_at_once(self, sandbox: Sandbox) -> None:
        clock = SystemClock()
        session = Session(
            open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock), clock, Random(7)
        )
        running = asyncio.create_task(session.run())
        await until(lambda: session.live.freshness.last_good is not None)
        await session.close()
        await until(running.done)
