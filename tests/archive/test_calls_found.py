"""What a filter finds: the same in the archive as among calls that are held in memory."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.api.records.call import Call
from console.archive.calls import SORTS
from console.insight.call_fields import facts_of, fields_of, moment_of, slowest_ms
from console.insight.filter_language import HISTORY
from console.insight.filters import Filter, parse
from console.insight.moments import hour_at
from tests.archive.call_strategies import AGENTS, NOON, NOW, calls, filter_texts, raw_calls
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from console.archive.store import Archive

thorough = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
histories = st.lists(calls, max_size=8)
three_ids = st.sampled_from(("call_a", "call_b", "call_c"))
small_histories = st.lists(raw_calls(three_ids), max_size=8)


def filter_of(text: str) -> Filter:
    return parse(text, HISTORY, NOW)


def passing(kept: list[Call], text: str) -> list[Call]:
    wanted = filter_of(text)
    return [call for call in kept if wanted.matches(fields_of(call, AGENTS))]


def ids(found: list[Call]) -> list[str]:
    return sorted(call.id for call in found)


async def all_pages(archive: Archive, text: str, **how: Any) -> list[Call]:
    """All calls that a filter finds, page by page."""
    page = await archive.calls.page(filter_of(text), AGENTS, **how)
    found = list(page.calls)
    while page.next:
        page = await archive.calls.page(filter_of(text), AGENTS, after=page.next, **how)
        found += page.calls
    return found


class TestAFilterForSomeCallsAlone:
    @settings(thorough, max_examples=30)
    @given(
        kept=small_histories,
        text=filter_texts,
        chosen=st.frozensets(three_ids),
        sort=st.sampled_from(SORTS),
    )
    def test_finds_of_them_what_passes(
        self, kept: list[dict[str, Any]], text: str, chosen: frozenset[str], sort: str
    ) -> None:
        wanted = filter_of(text).among(chosen)

        async def found() -> tuple[list[Call], int, int]:
            async with opened(None) as archive:
                await archive.calls.put([Call.read(raw) for raw in kept])
                page = await archive.calls.page(wanted, AGENTS, sort=sort)
                count = await archive.calls.count(wanted, AGENTS)
                facets = await archive.calls.facets(wanted, AGENTS, NOW.zone)
                every = await all_pages(archive, "")
                assert ids([call for call in every if wanted.matches(fields_of(call, AGENTS))]) == (
                    ids(list(page.calls))
                )
                return list(page.calls), count, facets.calls

        calls, count, counted = asyncio.run(found())
        assert len(calls) == count == counted


class TestAFilter:
    @thorough
    @given(kept=histories, text=filter_texts)
    def test_finds_the_same_as_in_memory(self, kept: list[Call], text: str) -> None:
        async def found() -> list[Call]:
            async with opened(None) as archive:
                await archive.calls.put(kept)
                return await all_pages(archive, text)

        assert ids(asyncio.run(found())) == ids(passing(kept, text))

    @thorough
    @given(kept=small_histories, text=filter_texts, early=st.integers(0, 2))
    def test_finds_nothing_of_what_calls_were_before_or_that_was_forgotten(
        self, kept: list[dict[str, Any]], text: str, early: int
    ) -> None:
        reads = [
            Call.read({**raw, "updated_at": (NOON + timedelta(seconds=second)).isoformat()})
            for second, raw in enumerate(kept)
        ]

        async def found() -> tuple[list[Call], list[Call]]:
            async with opened(None) as archive:
                for read in reads:
                    await archive.calls.put([read])
                limit = NOON - timedelta(days=early)
                await archive.retention.forget_before(limit)
                return await all_pages(archive, ""), await all_pages(archive, text)

        held, matching = asyncio.run(found())
        assert ids(matching) == ids(passing(held, text))

    @thorough
    @given(kept=histories, text=filter_texts)
    def test_counts_what_it_finds(self, kept: list[Call], text: str) -> None:
        async def counted() -> tuple[int, int]:
            async with opened(None) as archive:
                await archive.calls.put(kept)
                wanted = filter_of(text)
                return (
                    await archive.calls.count(wanted, AGENTS),
                    await archive.calls.count(wanted, AGENTS, at_most=2),
                )

        expected = len(passing(kept, text))
        assert asyncio.run(counted()) == (expected, min(expected, 2))

    @thorough
    @given(kept=histories, text=filter_texts)
    def test_tells_how_many_of_what_it_finds_have_which_value(
        self, kept: list[Call], text: str
    ) -> None:
        async def counted() -> dict[str, dict[str, int]]:
            async with opened(None) as archive:
                await archive.calls.put(kept)
                facets = await archive.calls.facets(filter_of(text), AGENTS, NOW.zone)
                assert facets.complete
                return {field: dict(counts) for field, counts in facets.counts.items()}

        expected: dict[str, dict[str, int]] = {
            name: {} for name in (*facts_of(Call.read({"id": "x"}))._fields, "hour")
        }
        for call in passing(kept, text):
            moment = moment_of(call)
            values = facts_of(call)._asdict()
            if moment:
                values["hour"] = str(hour_at(moment.timestamp(), NOW.zone))
            for name, value in values.items():
                expected[name][value] = expected[name].get(value, 0) + 1
        assert asyncio.run(counted()) == expected


class TestPages:
    @thorough
    @given(
        kept=histories,
        text=filter_texts,
        how=st.fixed_dictionaries(
            {
                "sort": st.sampled_from(SORTS),
                "descending": st.booleans(),
                "limit": st.integers(1, 3),
            }
        ),
        few=st.booleans(),
    )
    def test_follow_one_another_in_the_order_that_is_asked_for(
        self, kept: list[Call], text: str, how: dict[str, Any], few: bool
    ) -> None:
        async def found() -> list[Call]:
            async with opened(None) as archive:
                await archive.calls.put(kept)
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr("console.archive.calls._FEW", 100_000 if few else 0)
                    return await all_pages(archive, text, **how)

        def number(call: Call) -> float | None:
            if how["sort"] == "moment":
                moment = moment_of(call)
                return moment.timestamp() if moment else float("-inf")
            return {
                "dur": call.duration_seconds, "cost": call.cost_cents, "slow": slowest_ms(call),
            }[how["sort"]]  # fmt: skip

        in_order = asyncio.run(found())
        assert ids(in_order) == ids(passing(kept, text))
        numbers = [number(call) for call in in_order]
        having = [each for each in numbers if each is not None]
        assert having == sorted(having, reverse=how["descending"])
        assert numbers[: len(having)] == having
