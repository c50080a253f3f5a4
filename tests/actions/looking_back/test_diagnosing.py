"""The calls of a seeded sandbox, kept in an archive and looked over from there."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.actions.looking_back.diagnosing import Diagnoses
from console.api.client import open_client
from console.api.records.call import Call
from console.archive.store import Archive
from console.insight.catalogue import Catalogue, built_in
from console.insight.catalogue_rows import read_rows
from console.insight.slowness import FIELD
from console.insight.triage import Triage, triage
from console.insight.troubles import Rules, TroubleKind, diagnose
from console.live.listeners import Listeners
from console.session import Session
from tests.fakes import FakeClock
from tests.sandbox_server import SECRET_KEY, START, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Sequence

SPAN = timedelta(days=7)


@pytest.fixture(scope="module")
def raw_calls() -> Sequence[dict[str, Any]]:
    """What the sandbox has called, and calls."""
    with (
        running_sandbox(seed=7, calls_per_minute=20.0, history=250, live=10) as sandbox,
        sandbox.api() as api,
    ):
        pages = (api.get("/calls", params={"limit": 100, "offset": at}) for at in (0, 100, 200))
        return [call for page in pages for call in page.raise_for_status().json()["items"]]


@dataclass
class Desk:
    """An account whose calls are known, and the one who looks them over."""

    calls: list[Call]
    archive: Archive
    session: Session
    clock: FakeClock
    diagnoses: Diagnoses
    on_kept: Listeners[frozenset[str]]
    rows: list[str] = field(default_factory=lambda: [""])

    async def keep(self, *calls: Call) -> None:
        await self.archive.calls.put(calls)
        self.on_kept.tell(frozenset(call.id for call in calls))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.clock.advance(0.5)
                await asyncio.sleep(0.001)

    async def read(self) -> Triage:
        await self.until(lambda: self.diagnoses.reading.complete)
        return await self.diagnoses.triage(SPAN)


@asynccontextmanager
async def looking_over(raw_calls: Iterable[dict[str, Any]]) -> AsyncGenerator[Desk]:
    archive, clock = Archive(None), FakeClock(now=START)
    client = open_client("http://127.0.0.1:9", SecretStr(SECRET_KEY), clock=clock)
    session = Session(client, clock, random.Random(1))
    on_kept: Listeners[frozenset[str]] = Listeners()
    rows = [""]

    def load() -> Catalogue:
        return read_rows(rows[0], "failures.toml", built_in()) if rows[0] else built_in()

    diagnoses = Diagnoses(session, archive.calls, on_kept, load=load)
    calls = [Call.read(raw) for raw in raw_calls]
    await archive.calls.put(calls)
    session.board.apply(calls, as_of=0.0)
    diagnoses.reach(SPAN)
    running = asyncio.create_task(diagnoses.run())
    try:
        yield Desk(calls, archive, session, clock, diagnoses, on_kept, rows)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await archive.close()
        await client.close()


def groups(found: Triage) -> dict[str, set[str]]:
    return {group.key: set(group.call_ids) for group in found.groups}


class TestTheCallsOfASpan:
    async def test_are_grouped_as_if_each_was_looked_at_now(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            found = await desk.read()
            now = desk.clock.now()
            at_once = triage(
                [diagnose(call, now, Rules()) for call in desk.calls], now=now, span=SPAN
            )
            assert groups(found) == groups(at_once)
            assert (found.calls, found.failed) == (at_once.calls, at_once.failed)
            assert {"country_blocked", "busy ended badly", "stuck_waiting"} <= groups(found).keys()
            assert desk.diagnoses.reading.about == desk.diagnoses.reading.read + sum(
                diagnose(call, now, Rules()).ended is False for call in desk.calls
            )

    async def test_are_compared_with_a_time_that_is_known_alone(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            await desk.read()
            now, hour = desk.clock.now(), timedelta(hours=1)
            found = await desk.diagnoses.triage(hour, known_since=now - 2 * hour)
            assert all(group.trend.before is not None for group in found.groups)
            found = await desk.diagnoses.triage(hour, known_since=now - hour)
            assert all(group.trend.before is None for group in found.groups)

    async def test_are_followed_as_they_end(self, raw_calls: Sequence[dict[str, Any]]) -> None:
        async with looking_over(raw_calls) as desk:
            before = groups(await desk.read())["busy ended badly"]
            live = next(call for call in desk.calls if call.status == "in_progress")
            stamp = desk.clock.now().isoformat()
            over = {"status": "busy", "end_reason": "user_busy", "ended_at": stamp}
            ended = Call.read({**live.raw, **over, "updated_at": stamp})
            desk.session.board.apply([ended], as_of=1.0)
            await desk.keep(ended)
            await desk.until(lambda: desk.diagnoses.of(ended.id))
            assert groups(await desk.read())["busy ended badly"] == before | {ended.id}


class TestCountingAnew:
    async def test_keeps_what_was_found_until_each_call_was_looked_over_again(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            before = await desk.read()
            assert desk.diagnoses.counted(SPAN)
            desk.diagnoses.judge_slowness(replace(FIELD, bad_ms=60_000))
            assert desk.diagnoses.reading.anew
            assert not desk.diagnoses.counted(SPAN)
            assert groups(await desk.diagnoses.triage(SPAN)) == groups(before)
            await desk.until(lambda: desk.diagnoses.reading.read)
            half = await desk.diagnoses.triage(SPAN)
            assert (half.calls, half.failed) == (before.calls, before.failed)
            whole = await desk.read()
            assert not desk.diagnoses.reading.anew
            slow = {group.key for group in before.groups if group.kind is TroubleKind.SLOW}
            assert groups(whole).keys() == groups(before).keys() - slow

    async def test_goes_on_comparing_with_the_time_before(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            await desk.read()
            hour = timedelta(hours=1)
            since = desk.clock.now() - 2 * hour
            desk.diagnoses.judge_slowness(FIELD)
            found = await desk.diagnoses.triage(hour, known_since=since)
            assert all(group.trend.before is not None for group in found.groups)
            desk.diagnoses.reach(2 * SPAN)
            found = await desk.diagnoses.triage(hour, known_since=since)
            assert all(group.trend.before is None for group in found.groups)


class TestWhatCountsAsTrouble:
    async def test_may_be_explained_by_a_person_meanwhile(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            before = groups(await desk.read())
            desk.rows[0] = '[busy]\nname = "engaged"\n'
            await desk.diagnoses.load_catalogue()
            found = await desk.read()
            assert groups(found) == before
            assert "engaged" in {group.words for group in found.groups}

    async def test_stays_as_it_was_where_a_persons_rows_are_wrong(
        self, raw_calls: Sequence[dict[str, Any]]
    ) -> None:
        async with looking_over(raw_calls) as desk:
            before = await desk.read()
            desk.rows[0] = '[busy]\nfault = "persn"\n'
            await desk.diagnoses.load_catalogue()
            assert desk.diagnoses.catalogue_trouble.startswith("failures.toml, line 2")
            assert groups(await desk.read()) == groups(before)
            desk.rows[0] = ""
            await desk.diagnoses.load_catalogue()
            assert not desk.diagnoses.catalogue_trouble

    async def test_may_be_slower_calls_alone(self, raw_calls: Sequence[dict[str, Any]]) -> None:
        async with looking_over(raw_calls) as desk:
            felt = await desk.read()
            desk.diagnoses.judge_slowness(replace(FIELD, bad_ms=60_000))
            field_ = await desk.read()
            slow = [group for group in felt.groups if group.kind is TroubleKind.SLOW]
            assert slow
            assert groups(field_).keys() == groups(felt).keys() - {group.key for group in slow}
