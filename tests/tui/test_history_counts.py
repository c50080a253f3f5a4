"""What calls have in common, as rows to narrow the history by."""

from __future__ import annotations

import asyncio
from datetime import UTC
from itertools import product

from console.api.records.call import Call
from console.archive.facets import Facets
from console.insight.filter_language import HISTORY
from console.insight.filters import Filter, parse
from console.tui.screens.history.counts import MOST, Counted, groups_of
from tests.archive.conftest import opened

AGENTS = {"agt_1": "Sales EN", "agt_2": "Sales", "agt_3": "Reception"}


def filter_of(counted: Counted) -> Filter:
    return parse(counted.term, HISTORY)


def facets(**counts: dict[str, int]) -> Facets:
    return Facets(counts, 100, complete=True)


class TestTheGroups:
    def test_name_each_value_as_people_read_it_and_ask_for_it_as_it_is(self) -> None:
        counted = facets(
            status={"no_answer": 60, "failed": 15, "in_progress": 2},
            reason={"sip_603": 4, "": 71},
            agent={"agt_3": 5, "agt_9": 1},
            number={"+14155550132": 9},
            hour={"9": 3},
        )
        groups = groups_of(counted, AGENTS, "")
        assert [(g.field, [(v.words, v.term, v.calls) for v in g.values]) for g in groups] == [
            (
                "status",
                [
                    ("no answer", "status=no_answer", 60),
                    ("failed", "status=failed", 15),
                    ("talking", "status=talking", 2),
                ],
            ),
            ("reason", [("declined (603)", "reason=sip_603", 4)]),
            ("agent", [("Reception", "agent=Reception", 5), ("agt_9", "agent=agt_9", 1)]),
            ("number", [("+1 415-555-0132", "number=+14155550132", 9)]),
            ("hour", [("09:00", "hour:9", 3)]),
        ]

    def test_ask_for_an_agent_by_its_id_where_another_has_its_name(self) -> None:
        agents = {**AGENTS, "agt_4": "sales"}
        [group] = groups_of(facets(agent={"agt_1": 2, "agt_2": 1}), agents, "")
        assert [value.term for value in group.values] == ['agent="Sales EN"', "agent=agt_2"]

    def test_ask_for_as_many_calls_as_were_counted(self) -> None:
        kept = [
            Call.read({"id": f"call_{at}", "outcome": outcome, "status": status, "agent_id": agent})
            for at, (outcome, status, agent) in enumerate(
                product(
                    ("Interested", "Not interested", 'Odd "one"'),
                    ("in-progress", "no_answer", "answer"),
                    ("agt_1", "agt_2"),
                )
            )
        ]

        async def found() -> list[tuple[str, int, int]]:
            async with opened(None) as archive:
                await archive.calls.put(kept)
                counted = await archive.calls.facets(parse("", HISTORY), AGENTS, UTC)
                return [
                    (each.term, each.calls, await archive.calls.count(filter_of(each), AGENTS))
                    for group in groups_of(counted, AGENTS, "")
                    for each in group.values
                    if group.field != "hour"
                ]

        counts = asyncio.run(found())
        assert len(counts) == 8
        for term, calls, passing in counts:
            assert (term, passing) == (term, calls)

    def test_measure_each_value_by_the_most_frequent_of_its_field(self) -> None:
        groups = groups_of(facets(status={"failed": 8, "busy": 2}), AGENTS, "")
        assert [value.share for group in groups for value in group.values] == [1.0, 0.25]

    def test_know_what_the_filter_asks_for_already(self) -> None:
        [group] = groups_of(facets(status={"failed": 8, "busy": 2}), AGENTS, "x status=busy")
        assert [value.chosen for value in group.values] == [False, True]

    def test_fold_many_values_but_never_what_is_chosen(self) -> None:
        outcomes = {f"outcome_{n}": 20 - n for n in range(MOST + 4)}
        [group] = groups_of(facets(outcome=outcomes), AGENTS, f"outcome=outcome_{MOST + 3}")
        assert len(group.values) == MOST + 1
        assert group.hidden == 3
        assert group.values[-1].chosen
        [unfolded] = groups_of(facets(outcome=outcomes), AGENTS, "", {"outcome"})
        assert len(unfolded.values) == MOST + 4
        assert not unfolded.hidden
