"""What is kept, for how long, and where."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from console.api.records.call import Call
from console.archive.drafts import Draft
from console.archive.glance import AGENT_NAMES, PROMPT_NAMES, agents_of, prompts_of
from console.archive.store import Archive
from console.history.intake import Intake
from console.history.progress import State
from console.live.board import Presence
from tests.fakes import NOON, FakeClock, running
from tests.history.conftest import (
    ALL,
    CALLS,
    KEEPING,
    PATIENCE,
    Keeper,
    keeping,
    pages_by_cursor,
)
from tests.sandbox_server import START

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import pytest

    from tests.sandbox_server import Sandbox

OFF = replace(KEEPING, on_disk=False)


def call(number: int, status: str = "completed", **fields: Any) -> Call:
    return Call.read(
        {"id": f"call_{number}", "status": status, "created_at": NOON.isoformat(), **fields}
    )


def settled(keeper: Keeper) -> bool:
    return keeper.history.progress.state is State.COMPLETE


def a_call(sandbox: Sandbox) -> str:
    """Start a call; return its id."""
    with sandbox.api() as api:
        agent_id = api.get("/agents").json()["items"][0]["id"]
        return api.post("/calls/web", json={"agent_id": agent_id}).json()["id"]


async def kept(keeper: Keeper, call_id: str) -> Call:
    found = await keeper.archive.calls.get(call_id)
    assert found is not None
    return found


async def earliest(keeper: Keeper) -> datetime:
    page = await keeper.archive.calls.page(ALL, {}, descending=False, limit=1)
    return page.calls[0].created_at or START


class TestTheBoard:
    async def test_is_kept_as_it_changes_and_what_the_platform_lost_stays(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
            call_id = a_call(sandbox)
            rows = keeper.session.board.rows
            await keeper.until(lambda: call_id in rows)
            await keeper.until_kept(CALLS + 1)

            with sandbox.api() as api:
                sandbox.advance(20.0)
                api.post(f"/calls/{call_id}/stop").raise_for_status()
            await keeper.until(lambda: rows[call_id].ended)
            sandbox.advance(5.0)
            await keeper.until(lambda: rows[call_id].call.messages)
            await keeper.passes(3.0)
            assert (await kept(keeper, call_id)).messages

            other = a_call(sandbox)
            await keeper.until(lambda: other in rows)
            await keeper.until_kept(CALLS + 2)
            with sandbox.api() as api:
                api.delete(f"/calls/{other}").raise_for_status()
            await keeper.until(lambda: rows[other].presence is Presence.GONE)
            await keeper.passes(3.0)
            assert (await kept(keeper, other)).id == other

    async def test_need_not_have_a_call_that_is_read(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
            page = await keeper.archive.calls.page(ALL, {}, limit=CALLS)
            old = page.calls[-1]
            assert old.id not in keeper.session.board.rows
            answer = await keeper.session.client.calls.set_outcome(old.id, "Interested")
            keeper.session.live.put(answer)
            await keeper.passes(3.0)
            assert (await kept(keeper, old.id)).outcome == "Interested"

    async def test_of_an_earlier_console_is_looked_after(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        call_id = a_call(sandbox)
        long_ago = (START - timedelta(days=2)).isoformat()
        sandbox.edit("calls", call_id, status="in_progress", created_at=long_ago)
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
            assert (await kept(keeper, call_id)).status == "in_progress"
        sandbox.edit("calls", call_id, status="failed", ended_at=long_ago)
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
            await keeper.passes(5.0)
            assert (await kept(keeper, call_id)).status == "failed"


class TestTheDay:
    async def test_is_counted_from_what_is_kept(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
            read = pages_by_cursor(sandbox)
            day = keeper.session.day
            day.attend()
            await keeper.until(lambda: day.complete)
            figures = day.of_agents(keeper.session.agents.records)
            page = await keeper.archive.calls.page(ALL, {}, limit=CALLS)
            begins = START - timedelta(days=1)
            assert figures.calls == sum((c.created_at or begins) > begins for c in page.calls) > 0
            assert pages_by_cursor(sandbox) == read

    async def test_is_read_from_the_server_while_reading_back_is_paused(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            keeper.history.pause()
            day = keeper.session.day
            day.attend()
            await keeper.until(lambda: day.complete)
            figures = day.of_agents(keeper.session.agents.records)
            assert figures.calls > 0
            await keeper.until_kept(figures.calls)


class TestRetention:
    async def test_lets_go_of_what_is_too_old_and_reads_no_further_back(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
        read = pages_by_cursor(sandbox)
        async with keeping(sandbox, path, replace(KEEPING, days=1)) as keeper:
            begins = START - timedelta(days=1)
            while await earliest(keeper) < begins:
                await keeper.passes(1.0)
            await keeper.until(lambda: settled(keeper))
            assert 0 < await keeper.count() < CALLS
        assert pages_by_cursor(sandbox) == read + 1

        async with keeping(sandbox, path) as keeper:  # as long as before again
            await keeper.until(lambda: settled(keeper))
            assert await keeper.count() == CALLS

    async def test_by_size_ends_reading_back_for_good(self, sandbox: Sandbox, path: Path) -> None:
        small = replace(KEEPING, most_bytes=800_000)
        async with keeping(sandbox, path, small) as keeper:
            await keeper.until(lambda: settled(keeper))
            await keeper.passes(20.0)
            size = await keeper.archive.retention.size()
            assert 0 < size.calls < CALLS
            assert settled(keeper)
            read = pages_by_cursor(sandbox)
        async with keeping(sandbox, path, small) as keeper:
            await keeper.until(lambda: settled(keeper))
            await keeper.passes(20.0)
            assert pages_by_cursor(sandbox) <= read + 1


class TestOff:
    async def test_keeps_calls_for_the_session_and_nothing_of_them_on_disk(
        self, sandbox: Sandbox, path: Path
    ) -> None:
        async with keeping(sandbox, path, OFF) as keeper:
            await keeper.until(lambda: settled(keeper))
            assert await keeper.count() == CALLS
            draft = Draft("model", {}, {"system_prompt": "text"}, START)
            await keeper.archive.drafts.keep("llm_1", draft)
        assert on_disk(path) == (0, 1)

    async def test_deletes_what_was_kept_before(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until(lambda: settled(keeper))
        before = content(path)
        async with keeping(sandbox, path, OFF) as keeper:
            await keeper.until(lambda: settled(keeper))
        assert on_disk(path) == (0, 0)
        assert len(content(path)) < len(before) / 4


def content(path: Path) -> bytes:
    return path.read_bytes()


def on_disk(path: Path) -> tuple[int, int]:
    """How many calls and drafts the file has."""
    with sqlite3.connect(path) as connection:
        [(calls,)] = connection.execute("SELECT count(*) FROM call_records")
        [(drafts,)] = connection.execute("SELECT count(*) FROM drafts")
    connection.close()
    return calls, drafts


class TestTrouble:
    async def test_with_the_disk_is_said_and_stops_nothing_else(
        self, sandbox: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until_kept(100)
            await keeper.archive.write(lambda c: c.execute("ALTER TABLE call_records RENAME TO x"))
            tries = 0
            put = keeper.archive.calls.put

            async def counted(*arguments: Any) -> int:
                nonlocal tries
                tries += 1
                return await put(*arguments)

            monkeypatch.setattr(keeper.archive.calls, "put", counted)
            await keeper.until(lambda: keeper.history.progress.state is State.WAITING)
            assert "cannot be used" in keeper.history.progress.trouble
            call_id = a_call(sandbox)
            await keeper.until(lambda: call_id in keeper.session.board.rows)
            await keeper.passes(30.0)
            assert tries <= 4

            await keeper.archive.write(lambda c: c.execute("ALTER TABLE x RENAME TO call_records"))
            await keeper.until(lambda: settled(keeper))
            await keeper.until_kept(CALLS + 1)
            await keeper.until(lambda: not keeper.history.progress.trouble)

    async def test_with_the_server_is_waited_out(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            await keeper.until_kept(100)
            sandbox.fault("status", status=503)
            await keeper.until(lambda: keeper.history.progress.state is State.WAITING)
            assert keeper.history.progress.trouble
            sandbox.mend()
            await keeper.until(lambda: settled(keeper))
            assert await keeper.count() == CALLS


class TestTheIntake:
    async def test_keeps_what_is_new_or_over_first_and_some_at_a_time(self) -> None:
        clock = FakeClock()
        archive = Archive(None)
        told: list[list[str]] = []
        intake = Intake(archive.calls, clock, lambda ids: told.append(list(ids)))
        for number in range(150):
            intake.take(call(number, "in_progress", cost_cents=1), new=False)
            intake.take(call(number, "in_progress", cost_cents=2), new=False)
        intake.take(call(200), new=False)
        intake.take(call(201, "in_progress"), new=True)
        assert intake.behind
        async with running(clock, intake.run):
            while len(told) < 2:
                await clock.advance(0.5)
                await asyncio.sleep(0.01)
        assert [len(ids) for ids in told] == [100, 52]
        assert told[0][:2] == ["call_200", "call_201"]
        assert not intake.behind
        found = await archive.calls.get("call_3")
        assert found is not None
        assert found.cost_cents == 2
        await archive.close()


class TestNames:
    async def test_are_kept_for_whoever_completes_them(self, sandbox: Sandbox, path: Path) -> None:
        async with keeping(sandbox, path) as keeper:
            agents = await keeper.session.agents.read()
            prompts = await keeper.session.models.read()
            async with asyncio.timeout(PATIENCE):
                for mark in (AGENT_NAMES, PROMPT_NAMES):
                    while await keeper.archive.marks.of(mark) is None:
                        await keeper.passes(0.25)
            names = {agent_id: agent.name for agent_id, agent in agents.items()}
            assert agents_of(path).items() >= names.items()
            assert prompts_of(path) == {key: prompt.name for key, prompt in prompts.items()}
