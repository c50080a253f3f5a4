"""What has been read of the history: it grows at its end, and what is kept finds its place."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from console.api.records.call import Call
from console.archive.store import Archive
from console.insight.filter_language import HISTORY
from console.insight.filters import parse
from console.tui.screens.history.listing import PAGE, Listing, Question

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def call(number: int, **fields: Any) -> Call:
    """The call that began so many minutes before noon."""
    begun = (NOON - timedelta(minutes=number)).isoformat()
    return Call.read({"id": f"call_{number:04}", "created_at": begun, "status": "failed", **fields})


def question(text: str = "", **how: Any) -> Question:
    return Question(parse(text, HISTORY), {}, **how)


@asynccontextmanager
async def listing_of(*calls: Call) -> AsyncGenerator[tuple[Archive, Listing]]:
    archive = Archive(None)
    await archive.calls.put(calls)
    try:
        yield archive, Listing(archive.calls)
    finally:
        await archive.close()


def numbers(listing: Listing) -> list[int]:
    return [int(call_id.removeprefix("call_")) for call_id in listing.calls]


class TestAListing:
    async def test_grows_page_by_page_to_its_end(self) -> None:
        many = PAGE * 2 + 5
        async with listing_of(*(call(number) for number in range(many))) as (_, listing):
            await listing.ask(question())
            assert numbers(listing) == [*range(PAGE)]
            assert listing.more
            await listing.read_on()
            await listing.read_on()
            assert numbers(listing) == [*range(many)]
            assert not listing.more

    async def test_reads_as_much_at_once_as_somebody_had_read_before(self) -> None:
        async with listing_of(*(call(number) for number in range(PAGE * 2))) as (_, listing):
            await listing.ask(question(), at_least=PAGE + 50)
            assert len(listing.calls) == PAGE + 50

    async def test_keeps_what_is_shown_while_a_question_has_no_answer(self) -> None:
        async with listing_of(call(1)) as (_, listing):
            await listing.ask(question())
            asking = listing.ask(question("status:busy"))
            assert numbers(listing) == [1]
            await asking
            assert numbers(listing) == []


class TestWhatIsKeptMeanwhile:
    async def test_stands_at_its_place(self) -> None:
        async with listing_of(call(1), call(5)) as (archive, listing):
            await listing.ask(question())
            await archive.calls.put([call(0), call(3), call(5, status="busy")])
            change = await listing.take(frozenset({"call_0000", "call_0003", "call_0005"}))
            assert numbers(listing) == [0, 1, 3, 5]
            assert set(change.added) == {"call_0000", "call_0003"}
            assert change.changed == ("call_0005",)

    async def test_leaves_when_it_fits_no_longer(self) -> None:
        async with listing_of(call(1), call(2)) as (archive, listing):
            await listing.ask(question("status:failed"))
            await archive.calls.put([call(1, status="busy")])
            change = await listing.take(frozenset({"call_0001"}))
            assert numbers(listing) == [2]
            assert change.removed == ("call_0001",)

    async def test_waits_for_the_reader_where_it_lies_beyond_the_end(self) -> None:
        async with listing_of(call(1), call(2)) as (archive, listing):
            await listing.ask(question())
            assert not listing.more
            await archive.calls.put([call(9)])
            assert not await listing.take(frozenset({"call_0009"}))
            assert listing.more
            await listing.read_on()
            assert numbers(listing) == [1, 2, 9]

    async def test_begins_a_list_that_was_empty(self) -> None:
        async with listing_of() as (archive, listing):
            await listing.ask(question())
            await archive.calls.put([call(1)])
            await listing.take(frozenset({"call_0001"}))
            assert numbers(listing) == [1]

    async def test_stands_among_numbers_where_those_are_sorted_by(self) -> None:
        calls = call(1, cost_cents=9), call(2, cost_cents=3), call(3)
        async with listing_of(*calls) as (archive, listing):
            await listing.ask(question(sort="cost"))
            assert numbers(listing) == [1, 2, 3]
            await archive.calls.put([call(4, cost_cents=5), call(0)])
            await listing.take(frozenset({"call_0004", "call_0000"}))
            assert numbers(listing) == [1, 4, 2, 0, 3]
            in_full = list(listing.calls)
            await listing.ask(question(sort="cost"))
            assert list(listing.calls) == in_full
