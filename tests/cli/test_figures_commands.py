"""`failures` and `stats`: what was wrong with the calls of a span, and what they add up to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine

MONTH = ("--since", "30d")
ENDED = {"completed", "failed", "no_answer", "busy", "canceled"}


@pytest.fixture(scope="module")
def ended(line: CommandLine) -> list[dict[str, Any]]:
    """Every call of the account that has ended; some of them failed."""
    for call in (line.of("calls", status="completed"), line.of("calls", status="no_answer")):
        line.sandbox.edit("calls", call["id"], status="failed", end_reason="carrier_rejected")
    with line.sandbox.api() as api:
        calls = api.get("calls", params={"limit": 100}).json()["items"]
    return [call for call in calls if call["status"] in ENDED]


@pytest.mark.usefixtures("ended")
class TestFailures:
    def test_are_groups_of_the_calls_that_failed(
        self, line: CommandLine, ended: list[dict[str, Any]]
    ) -> None:
        groups = line.rows("failures", *MONTH)
        failed = {call["id"] for call in ended if call["status"] == "failed"}
        found = [each for each in groups if each["kind"] == "failed"]
        assert failed
        assert failed == {call_id for each in found for call_id in each["calls"]}
        assert all(each["count"] == len(each["calls"]) for each in groups)
        assert all(each["fault"] and each["next"] for each in found)

    def test_are_a_table_with_the_worst_first(self, line: CommandLine) -> None:
        shown = line.run("failures", *MONTH)
        titles, first, *_ = shown.stdout.splitlines()
        assert titles.split()[:5] == ["CALLS", "SHARE", "TREND", "KIND", "REASON"]
        assert "failed" in first
        assert " calls failed (" in shown.stderr

    def test_can_be_asked_of_some_calls_alone(self, line: CommandLine) -> None:
        shown = line.run("failures", *MONTH, "status:completed")
        assert "0 of " in shown.stderr
        wrong = line.run("failures", "--since", "soon")
        assert (wrong.returncode, wrong.stdout) == (2, "")
        assert "“soon” is no time" in wrong.stderr


class TestStats:
    def test_add_up_all_calls_and_those_of_each_agent(
        self, line: CommandLine, ended: list[dict[str, Any]]
    ) -> None:
        everything, *agents = line.rows("stats", *MONTH)
        assert (everything["key"], everything["calls"]) == ("all", len(ended))
        assert everything["failed"] == sum(call["status"] == "failed" for call in ended)
        counts = Counter(call["agent_id"] for call in ended)
        assert {each["key"]: each["calls"] for each in agents} == counts

    def test_are_a_table_by_number_too(self, line: CommandLine) -> None:
        titles, first, second, *_ = line.done(
            "stats", *MONTH, "--by", "number", "type:outbound"
        ).splitlines()
        assert titles.split()[:4] == ["NUMBER", "CALLS", "ANSWERED", "FAILED"]
        assert first.startswith("all numbers")
        assert second.startswith("+")
