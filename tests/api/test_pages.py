"""A page is read from any container, unchanged ones cheaply, suspicious ones not at all."""

from __future__ import annotations

import asyncio
import json

import pytest

from console.api.errors import ApiError, Trouble
from console.api.exchange import Answer
from console.api.packed import PackedObject
from console.api.pages import Page, read_page
from console.api.records.call import Call


def answer(value: object) -> Answer:
    return Answer(200, "OK", {}, json.dumps(value).encode())


async def page_of(
    value: object, *, limit: int = 100, offset: int = 0, previous: Page[Call] | None = None
) -> Page[Call]:
    return await read_page(answer(value), Call, limit=limit, offset=offset, previous=previous)


def calls(*ids: str) -> list[object]:
    return [{"id": call_id} for call_id in ids]


class TestTheContainer:
    @pytest.mark.parametrize(
        "value", [calls("a", "b"), {"items": calls("a", "b")}, {"data": calls("a", "b")}]
    )
    async def test_may_be_any_of_three(self, value: object) -> None:
        page = await page_of(value)

        assert [call.id for call in page.items] == ["a", "b"]

    @pytest.mark.parametrize("value", [{}, {"items": None}, {"results": []}, "x", 3, None])
    async def test_that_is_none_is_not_an_empty_list(self, value: object) -> None:
        with pytest.raises(ApiError) as caught:
            await page_of(value)

        assert caught.value.kind is Trouble.NOT_THE_API


class TestWhatFollows:
    @pytest.mark.parametrize(
        ("value", "limit", "offset", "more"),
        [
            ({"items": calls("a", "b"), "total": 3}, 2, 0, True),
            ({"items": calls("a", "b"), "total": 3}, 2, 1, False),
            ({"items": [], "total": 3}, 2, 2, False),
            ({"items": calls("a"), "has_more": True, "next_cursor": "c"}, 100, 0, True),
            ({"items": calls("a"), "next_cursor": None}, 1, 0, False),
            ({"items": calls("a"), "next_cursor": "c"}, 100, 0, True),
            (calls("a", "b"), 2, 0, True),
            (calls("a"), 2, 0, False),
        ],
    )
    async def test_is_told_or_worked_out(
        self, value: object, limit: int, offset: int, more: bool
    ) -> None:
        assert (await page_of(value, limit=limit, offset=offset)).has_more is more

    async def test_of_a_cursor_list_is_its_cursor(self) -> None:
        page = await page_of({"items": [], "total": None, "next_cursor": "c=\x1b"})

        assert (page.next_cursor, page.total) == ("c=\x1b", None)


class TestUnreadableRecords:
    async def test_are_named_and_cost_no_other(self) -> None:
        rows = [*calls("a", "b", "c", "d", "e"), {"id": "x\x1b y"}, None, 3, {"status": "queued"}]

        page = await page_of(rows)

        assert [call.id for call in page.items] == ["a", "b", "c", "d", "e"]
        assert [bad.id for bad in page.unreadable] == ["x␛ y", "", "", ""]

    async def test_in_the_majority_make_the_answer_suspicious(self) -> None:
        with pytest.raises(ApiError, match="suspicious answer: 3 of 5") as caught:
            await page_of([*calls("a", "b"), None, None, None])

        assert caught.value.kind is Trouble.NOT_THE_API

    async def test_are_none_in_an_empty_list(self) -> None:
        assert (await page_of([])).items == ()


class TestAPageSeenBefore:
    async def test_byte_for_byte_is_not_read_again(self) -> None:
        first = await page_of(calls("a", "b"))

        again = await page_of(calls("a", "b"), previous=first)

        assert not again.body_changed
        assert again.items is first.items

    async def test_with_one_change_keeps_the_other_records(self) -> None:
        first = await page_of([{"id": "a", "status": "queued"}, {"id": "b", "status": "queued"}])

        again = await page_of(
            [{"id": "a", "status": "queued"}, {"id": "b", "status": "completed"}], previous=first
        )

        assert again.body_changed
        assert again.items[0] is first.items[0]
        assert again.items[1].status == "completed"


class TestWhatIsKeptOfACall:
    async def test_is_packed_when_its_page_is_read(self) -> None:
        page = await page_of(calls("a", "b"))

        raws = [call.raw for call in page.items]
        assert [isinstance(raw, PackedObject) and raw.is_packed for raw in raws] == [True, True]


class TestALargePage:
    async def test_lets_others_have_their_turn_while_it_is_read(self) -> None:
        turns = 0

        async def others() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        ticking = asyncio.create_task(others())
        await page_of(calls(*(f"call_{n}" for n in range(1000))))
        ticking.cancel()

        assert turns >= 20
