from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.catalogue import built_in
from console.insight.redial import RedialPlan, plan_redial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import MakeCall
    from console.api.records.call import Call

ONE, OTHER = "+4930901820", "+4930901821"


@pytest.fixture
def call(a_call: MakeCall, now: datetime) -> Any:
    def make(id: str, to: str | None, minutes_ago: float, **fields: Any) -> Call:
        usual = {
            "type": "outbound",
            "direction": "outbound",
            "status": "busy",
            "agent_id": "agt_1",
            "to_number": to,
            "from_number": "+15739693824",
            "ended_at": now - timedelta(minutes=minutes_ago),
        }
        return a_call(**{"id": id, **usual, **fields})

    return make


@pytest.fixture
def plan(now: datetime) -> Any:
    def decide(
        calls: Sequence[Call],
        row: str | None = "busy",
        known: Sequence[Call] = (),
        rows: dict[str, str] | None = None,
        **options: Any,
    ) -> RedialPlan:
        of_calls = {each.id: row for each in calls} | (rows or {})
        rows_of = {each: built_in().rows[name] if name else None for each, name in of_calls.items()}
        return plan_redial(calls, reasons=rows_of, known=[*calls, *known], now=now, **options)

    return decide


def dialled(plan: RedialPlan) -> list[str]:
    return [again.call.id for again in plan.to_dial]


def why_not(plan: RedialPlan) -> list[str]:
    return [out.why for out in plan.left_out]


class TestCallsToPlaceAgain:
    def test_are_one_to_each_number(self, plan: Any, call: Any) -> None:
        found = plan([call("a", ONE, 50), call("b", "+49 30 901820", 40), call("c", OTHER, 60)])
        assert dialled(found) == ["b", "c"]
        assert [again.to for again in found.to_dial] == [ONE, OTHER]
        assert why_not(found) == ["a later call to the same number decides"]

    def test_wait_as_long_as_the_catalogue_says(self, plan: Any, call: Any, now: datetime) -> None:
        found = plan([call("a", ONE, 5), call("b", OTHER, 20)])
        assert [again.not_before for again in found.to_dial] == [now + timedelta(minutes=10), None]

    def test_may_have_failed_for_a_reason_nobody_knows(self, plan: Any, call: Any) -> None:
        assert dialled(plan([call("a", ONE, 5, status="failed")], None)) == ["a"]


class TestACallIsLeftOut:
    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"type": "web", "to_number": None}, "a web call has no number to call"),
            ({"type": "inbound", "direction": "inbound"}, "it was the other side who called"),
            ({"to_number": None}, "the record has no number to call"),
            ({"from_number": None}, "the record does not say from which number"),
            ({"agent_id": None}, "the record does not say which agent called"),
            ({"status": "initiated"}, "it is still live"),
            ({"variables": "half of {them"}, "its variables cannot be read"),
        ],
    )
    def test_that_cannot_be_placed_again(
        self, plan: Any, call: Any, fields: dict[str, Any], why: str
    ) -> None:
        found = plan([call("a", ONE, 5, **fields)])
        assert (dialled(found), why_not(found)) == ([], [why])

    def test_that_the_catalogue_says_never_to_redial(self, plan: Any, call: Any) -> None:
        found = plan([call("a", ONE, 5)], "unwanted", mended=True)
        assert why_not(found) == ["unwanted: calling again makes no sense"]

    def test_until_what_is_broken_is_mended(self, plan: Any, call: Any) -> None:
        calls = [call("a", ONE, 5)]
        assert why_not(plan(calls, "country_blocked")) == [
            "country blocked: has to be mended first"
        ]
        assert dialled(plan(calls, "country_blocked", mended=True)) == ["a"]

    def test_whose_number_was_reached_since(self, plan: Any, call: Any) -> None:
        since = call("z", ONE, 2, status="completed", end_reason="user_hangup")
        assert why_not(plan([call("a", ONE, 5)], known=[since])) == ["they were reached since"]

    def test_whose_number_has_called_us_since(self, plan: Any, call: Any) -> None:
        since = call("z", "+1202", 2, status="completed", direction="inbound", from_number=ONE)
        assert why_not(plan([call("a", ONE, 5)], known=[since])) == ["they were reached since"]

    def test_whose_number_is_being_called(self, plan: Any, call: Any) -> None:
        live = call("z", ONE, 0, status="initiated", ended_at=None)
        found = plan([call("a", ONE, 5)], known=[live])
        assert why_not(found) == ["a call with this number is live or ordered"]

    def test_whose_number_has_said_no_since(self, plan: Any, call: Any) -> None:
        since = call("z", ONE, 2, status="failed")
        found = plan([call("a", ONE, 5)], known=[since], rows={"z": "declined"})
        assert why_not(found) == ["declined since"]
        both = plan([call("a", ONE, 5), since], rows={"z": "declined"})
        assert dialled(both) == []

    def test_but_not_for_what_was_before_or_for_a_machine(self, plan: Any, call: Any) -> None:
        before = call("y", ONE, 9, status="completed", end_reason="user_hangup")
        machine = call("z", ONE, 2, status="completed", end_reason="voicemail")
        other = call("x", OTHER, 2, status="completed", end_reason="user_hangup")
        assert dialled(plan([call("a", ONE, 5)], known=[before, machine, other])) == ["a"]
