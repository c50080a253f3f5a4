from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.insight.catalogue import built_in
from console.insight.reasons import Reason
from console.insight.triage import BUCKETS, Group, Trend, Triage, triage
from console.insight.troubles import Diagnosis, Trouble, TroubleKind

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BUSY = Trouble(TroubleKind.FAILED, "busy", "busy", built_in().rows["busy"])
ODD = Trouble(TroubleKind.FAILED, "said:odd", "odd", None)
SHORT = Trouble(TroubleKind.SHORT, "short", "short", built_in().rows["short"])


def ended(call_id: str, minutes_ago: float, *troubles: Trouble, **fields: Any) -> Diagnosis:
    at = NOW - timedelta(minutes=minutes_ago)
    return Diagnosis(
        call_id, at=at, begun=at, ended=True, settled=True, troubles=troubles, **fields
    )


def of_hour(*diagnoses: Diagnosis, **options: Any) -> Triage:
    return triage(diagnoses, now=NOW, span=HOUR, **options)


def only_group(*diagnoses: Diagnosis, **options: Any) -> Group:
    (group,) = of_hour(*diagnoses, **options).groups
    return group


class TestGroups:
    def test_hold_the_calls_with_the_same_trouble_the_newest_first(self) -> None:
        found = of_hour(ended("a", 30, BUSY), ended("b", 3, BUSY), ended("c", 5, ODD))
        assert [(group.words, group.call_ids) for group in found.groups] == [
            ("busy", ("b", "a")),
            ("odd", ("c",)),
        ]

    def test_stand_by_kind_then_by_size(self) -> None:
        calls = [ended(f"s{each}", 1, SHORT) for each in range(5)]
        found = of_hour(*calls, ended("a", 1, BUSY), ended("b", 1, ODD), ended("c", 1, ODD))
        assert [group.words for group in found.groups] == ["odd", "busy", "short"]

    def test_share_calls_that_had_several_troubles(self) -> None:
        found = of_hour(ended("a", 1, BUSY, SHORT), ended("b", 1))
        assert [(group.words, group.share) for group in found.groups] == [
            ("busy", 0.5),
            ("short", 0.5),
        ]
        assert (found.calls, found.troubled) == (2, 1)

    def test_leave_out_what_is_older(self) -> None:
        found = of_hour(ended("a", 60, BUSY), ended("b", 500, ODD))
        assert (found.groups, found.calls) == ((), 0)

    def test_of_nothing_are_none(self) -> None:
        assert of_hour() == Triage(NOW - HOUR, NOW, 0, 0, 0, 0, None, ())

    def test_stand_beside_how_many_failed_now_and_before(self) -> None:
        calls = [ended("a", 1, BUSY, SHORT), ended("b", 2, SHORT), ended("c", 3), ended("d", 4)]
        calls += [ended("e", 70, ODD), ended("f", 80)]
        found = of_hour(*calls, known_since=NOW - 3 * HOUR)
        assert (found.failed, found.rate, found.rate_before) == (1, 0.25, 0.5)
        assert of_hour(*calls).rate_before is None

    def test_of_failures_hold_as_many_calls_as_failed(self) -> None:
        unanswered = replace(BUSY, kind=TroubleKind.ENDED_BADLY)
        unsaid = replace(ODD, kind=TroubleKind.UNKNOWN_END)
        found = of_hour(
            ended("a", 1, unanswered), ended("b", 2, BUSY), ended("c", 3, unanswered),
            ended("d", 4, ODD), ended("e", 5, unsaid),
        )  # fmt: skip
        assert [(group.key, group.kind, group.call_ids) for group in found.groups] == [
            ("busy", TroubleKind.FAILED, ("b",)),
            ("said:odd", TroubleKind.FAILED, ("d",)),
            ("busy ended badly", TroubleKind.ENDED_BADLY, ("a", "c")),
            ("said:odd unknown end", TroubleKind.UNKNOWN_END, ("e",)),
        ]
        assert (found.failed, found.ended_badly) == (2, 2)

    def test_tell_what_the_records_say(self) -> None:
        said = Reason("busy", "busy", None, "SIP 486", "SIP 486 Busy Here", "end_reason")
        words = Reason("busy", "busy", None, "", "user_busy", "metadata.error")
        group = only_group(
            ended("a", 1, BUSY, reason=said),
            ended("b", 2, BUSY, reason=said),
            ended("c", 3, BUSY, reason=words),
            ended("d", 4, BUSY),
        )
        assert group.seen_as == {"SIP 486 in end_reason": 2, "user_busy in metadata.error": 1}

    def test_say_when_the_trouble_was_first_and_last_seen(self) -> None:
        group = only_group(ended("a", 90, BUSY), ended("b", 40, BUSY), ended("c", 4, BUSY))
        assert group.first == NOW - timedelta(minutes=90)
        assert group.last == NOW - timedelta(minutes=4)

    def test_show_how_it_came_and_went(self) -> None:
        group = only_group(ended("a", 59, BUSY), ended("b", 4, BUSY), ended("c", -1, BUSY))
        assert len(group.buckets) == BUCKETS
        assert (group.buckets[0], group.buckets[-1], sum(group.buckets)) == (1, 2, 3)

    def test_count_whom_they_touch(self) -> None:
        one = {"agent_id": "agt_1", "ours": "+1202", "theirs": "+49", "country": "Germany"}
        group = only_group(
            ended("a", 1, BUSY, **one),
            ended("b", 2, BUSY, **one),
            ended("c", 3, BUSY, agent_id="agt_2", ours="+1303", via_twilio=True),
            ended("d", 4, BUSY),
            carriers={"+1202": "telnyx"},
        )
        assert group.agents == Counter({"agt_1": 2, "agt_2": 1})
        assert group.numbers == Counter({"+1202": 2, "+1303": 1})
        assert group.people == Counter({"+49": 2})
        assert group.countries == Counter({"Germany": 2})
        assert group.carriers == Counter({"telnyx": 2, "twilio": 1})


class TestATrend:
    @pytest.mark.parametrize(
        ("now", "before", "words", "worse"),
        [
            (6, 1, "×6", True),
            (5, 2, "×2.5", True),
            (120, 10, "×12", True),
            (4, 3, "as before", False),
            (1, 3, "÷3", False),
            (2, 0, "new", True),
            (2, None, "", False),
        ],
    )
    def test_is_told_in_a_word(self, now: int, before: int | None, words: str, worse: bool) -> None:
        trend = Trend(now, before)
        assert (trend.words, trend.worse) == (words, worse)

    def test_compares_with_the_time_before(self) -> None:
        calls = [ended("a", 5, BUSY), ended("b", 6, BUSY), ended("c", 65, BUSY)]
        calls.append(ended("d", 125, BUSY))
        group = only_group(*calls, known_since=NOW - 3 * HOUR)
        assert group.trend == Trend(2, 1)

    def test_is_not_told_when_nobody_called_before(self) -> None:
        assert only_group(ended("a", 5, BUSY), known_since=NOW - 3 * HOUR).trend.words == ""
        others = ended("a", 5, BUSY), ended("b", 65)
        assert only_group(*others, known_since=NOW - 3 * HOUR).trend.words == "new"

    def test_is_not_told_when_the_time_before_is_not_known(self) -> None:
        assert only_group(ended("a", 5, BUSY)).trend.words == ""
        group = only_group(ended("a", 5, BUSY), known_since=NOW - HOUR)
        assert group.trend.words == ""
