"""What is made of each call of a span of time, read from an archive and followed from there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.looking_back import span_of_calls
from console.actions.looking_back.span_of_calls import SpanOfCalls
from console.api.records.call import Call
from console.archive.errors import ArchiveError
from console.archive.store import Archive
from console.insight.state import ended_at
from console.live.listeners import Listeners
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """What these tests make of a call."""

    at: datetime
    status: str


@dataclass
class Desk:
    """An archive, and what is kept of its calls."""

    archive: Archive
    clock: FakeClock
    on_kept: Listeners[frozenset[str]]
    span: SpanOfCalls[Made]

    async def keep(self, *calls: Call) -> None:
        await self.archive.calls.put(calls)
        self.on_kept.tell(frozenset(call.id for call in calls))

    def call(self, number: int, days_ago: float, status: str = "completed") -> Call:
        at = (self.clock.now() - DAY * days_ago).isoformat()
        fields = {"status": status, "created_at": at, "updated_at": at, "ended_at": at}
        return Call.read({"id": f"call_{number}", **fields})

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.clock.advance(0.5)
                await asyncio.sleep(0)


def made_of(call: Call) -> Made | None:
    at = ended_at(call)
    return Made(at, call.status or "") if at and call.status != "in_progress" else None


@asynccontextmanager
async def reading(*days_ago: float, back: timedelta = 7 * DAY) -> AsyncGenerator[Desk]:
    """An archive with calls that ended so many days ago, and the one who reads it."""
    archive, clock = Archive(None), FakeClock()
    on_kept: Listeners[frozenset[str]] = Listeners()
    desk = Desk(archive, clock, on_kept, SpanOfCalls(archive.calls, on_kept, clock, made_of))
    await archive.calls.put([desk.call(number, ago) for number, ago in enumerate(days_ago)])
    desk.span.reach(back)
    running = asyncio.create_task(desk.span.run())
    try:
        yield desk
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await archive.close()


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(span_of_calls, "_PAGE", 2)


class TestReadingBack:
    async def test_takes_what_the_archive_has(self) -> None:
        async with reading(0, 1, 2) as desk:
            await desk.until(lambda: desk.span.complete)
            assert set(desk.span.made) == {"call_0", "call_1", "call_2"}

    @pytest.mark.usefixtures("small_pages")
    async def test_ends_where_the_span_begins(self) -> None:
        async with reading(*range(0, 20, 2)) as desk:
            await desk.until(lambda: desk.span.complete)
            assert len(desk.span.made) == 6

    @pytest.mark.usefixtures("small_pages")
    async def test_goes_on_when_a_longer_span_is_asked_for(self) -> None:
        async with reading(*range(0, 20, 2), back=DAY) as desk:
            await desk.until(lambda: desk.span.complete)
            before = len(desk.span.made)
            desk.span.reach(30 * DAY)
            assert not desk.span.complete
            await desk.until(lambda: desk.span.complete)
            assert (before, len(desk.span.made)) == (2, 10)

    async def test_leaves_out_what_nothing_is_made_of(self) -> None:
        async with reading() as desk:
            await desk.keep(desk.call(1, 0, "in_progress"), desk.call(2, 0))
            await desk.until(lambda: desk.span.made)
            assert set(desk.span.made) == {"call_2"}

    async def test_tells_when_it_is_done(self) -> None:
        async with reading(1) as desk:
            told: list[bool] = []
            desk.span.on_change.add(lambda _: told.append(desk.span.complete))
            await desk.until(lambda: told and told[-1])


class TestFollowing:
    async def test_takes_a_call_as_it_is_now(self) -> None:
        async with reading() as desk:
            await desk.keep(desk.call(1, 1, "in_progress"))
            await desk.keep(desk.call(1, 0.5, "failed"))
            await desk.until(lambda: desk.span.made)
            assert desk.span.made["call_1"].status == "failed"

    async def test_drops_what_the_archive_has_no_more(self) -> None:
        async with reading(1) as desk:
            await desk.until(lambda: desk.span.made)
            await desk.archive.calls.drop("call_0")
            desk.on_kept.tell(frozenset({"call_0"}))
            await desk.until(lambda: not desk.span.made)

    async def test_forgets_in_time_what_has_left_the_span(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(span_of_calls, "_FORGET_EVERY", 1)
        async with reading(1) as desk:
            await desk.until(lambda: desk.span.made)
            desk.clock.suspend(8 * DAY.total_seconds())
            await desk.keep(desk.call(9, 0))
            await desk.until(lambda: set(desk.span.made) == {"call_9"})


class TestMoreThanCanBeKeptAtHand:
    @pytest.mark.usefixtures("small_pages")
    async def test_is_the_latest_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(span_of_calls, "MOST", 4)
        async with reading(1, 2, 3, 4, 5, 6) as desk:
            await desk.until(lambda: desk.span.full)
            assert set(desk.span.made) == {"call_0", "call_1", "call_2", "call_3"}
            assert not desk.span.complete
            assert desk.span.read_to == desk.span.made["call_3"].at

    async def test_lets_the_oldest_go_for_what_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(span_of_calls, "MOST", 3)
        monkeypatch.setattr(span_of_calls, "_FORGET_EVERY", 1)
        async with reading(1, 2) as desk:
            await desk.until(lambda: desk.span.complete)
            await desk.keep(desk.call(8, 0), desk.call(9, 0.5))
            await desk.until(lambda: desk.span.full)
            assert set(desk.span.made) == {"call_8", "call_9", "call_0"}


class TestAnArchiveThatCannotBeRead:
    async def test_is_said_and_tried_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with reading() as desk:
            await desk.until(lambda: desk.span.complete)
            get = desk.archive.calls.get

            async def fail(call_id: str) -> Any:
                raise ArchiveError(f"No disk for {call_id}.")

            monkeypatch.setattr(desk.archive.calls, "get", fail)
            await desk.keep(desk.call(1, 0))
            await desk.until(lambda: desk.span.trouble == "No disk for call_1.")
            monkeypatch.setattr(desk.archive.calls, "get", get)
            await desk.until(lambda: desk.span.made)
            assert not desk.span.trouble
