"""The triage finds what was planted in the seeded sandbox: all of it, and nothing else."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.api.client import open_client
from console.insight.triage import triage
from console.insight.troubles import Rules, TroubleKind, diagnose
from tests.fakes import FakeClock
from tests.planted import GOOD_ENDS, REASONS
from tests.sandbox_server import SECRET_KEY, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from console.api.records.call import Call
    from console.insight.triage import Group, Triage

ASKING = (
    "Ich will jetzt mit einem Menschen reden.",
    "Human. Representative. Agent. Human.",
    "Is there a human there?",
    "حوّليني على أحد عنده صلاحية",
)
"""Those of the sandbox's people who want a human."""


@dataclass(frozen=True)
class Account:
    calls: Mapping[str, Call]
    behind: Mapping[str, dict[str, Any]]
    found: Triage

    def group(self, key: str) -> Group:
        return next(group for group in self.found.groups if group.key == key)

    def ids(self, *kinds: TroubleKind) -> dict[str, set[str]]:
        """The calls of every group of some kinds, by the key of their reason."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for group in self.found.groups:
            if group.kind in kinds:
                found[group.key.removesuffix(f" {group.kind}")].update(group.call_ids)
        return dict(found)


async def read_account(url: str) -> tuple[dict[str, Call], dict[str, float | None]]:
    """All calls by id, and the longest duration of every agent."""
    api = open_client(url, SecretStr(SECRET_KEY), clock=FakeClock())
    calls = {call.id: call async for page in api.calls.walk() for call in page.items}
    limits = {agent.id: agent.max_duration_seconds for agent in await api.agents.list()}
    await api.close()
    return calls, limits


@pytest.fixture(scope="module")
def account() -> Account:
    with running_sandbox(seed=7, calls_per_minute=20.0, history=700, live=10) as sandbox:
        calls, limits = asyncio.run(read_account(sandbox.url))
        with ThreadPoolExecutor(16) as asking:
            behind = dict(zip(calls, asking.map(sandbox.behind, calls), strict=True))
        now = sandbox.now()
    rules = Rules(limit_of=lambda agent_id: limits.get(agent_id or ""))
    diagnoses = [diagnose(call, now, rules) for call in calls.values()]
    return Account(calls, behind, triage(diagnoses, now=now, span=timedelta(days=4)))


def by_key(account: Account, key_of: Any) -> dict[str, set[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for call in account.calls.values():
        if key := key_of(call, account.behind[call.id]):
            groups[key].add(call.id)
    return dict(groups)


def texts(call: Call, role: str) -> str:
    return " ".join(message.content or "" for message in call.messages if message.role == role)


class TestTheSeededSandbox:
    def test_has_failed_as_many_calls_as_the_board_says(self, account: Account) -> None:
        failed = [call for call in account.calls.values() if call.status == "failed"]
        assert account.found.failed == len(failed)
        in_groups = [g.count for g in account.found.groups if g.kind is TroubleKind.FAILED]
        assert sum(in_groups) == len(failed)

    def test_has_every_failure_that_was_planted_and_no_other(self, account: Account) -> None:
        def planted(call: Call, behind: dict[str, Any]) -> str | None:
            return REASONS.get(behind["end_reason"]) if call.ended_at else None

        expected = by_key(account, planted)
        assert account.ids(TroubleKind.FAILED, TroubleKind.ENDED_BADLY) == expected
        assert {"country_blocked", "carrier_login", "agent_crashed", "busy"} <= set(expected)
        ends = {account.behind[call_id]["end_reason"] for call_id in account.calls}
        assert ends - set(REASONS) <= GOOD_ENDS

    def test_names_the_blocked_country(self, account: Account) -> None:
        group = account.group("country_blocked")
        assert set(group.countries) == {"Bangladesh"}
        assert {account.calls[call_id].raw["to_number"][:4] for call_id in group.call_ids} == {
            "+880"
        }
        assert group.row is not None
        assert (group.row.fault, group.row.redial) == ("account", "after_fix")

    def test_names_the_number_with_the_wrong_credential(self, account: Account) -> None:
        assert len(account.group("carrier_login").numbers) == 1

    def test_has_the_crashes_of_the_broken_worker(self, account: Account) -> None:
        crashed = account.group("agent_crashed").call_ids
        assert {account.behind[call_id]["worker"] for call_id in crashed} == {"w-19"}

    def test_names_the_slow_model_and_all_calls_long_enough_to_tell(self, account: Account) -> None:
        def slow(call: Call, behind: dict[str, Any]) -> bool:
            turns = call.latency.perceived.turns or 0
            return turns >= 3 and behind["providers"]["llm"] == "openai/gpt-4.1"

        ended = [call for call in account.calls.values() if call.ended_at]
        planted = {call.id for call in ended if slow(call, account.behind[call.id])}
        assert planted
        assert account.ids(TroubleKind.SLOW)["slow:model: openai/gpt-4.1"] == planted

    def test_calls_nothing_slow_that_nobody_waited_for(self, account: Account) -> None:
        slow = set[str]().union(*account.ids(TroubleKind.SLOW).values())
        felt = [account.calls[call_id].latency.perceived.p50_ms for call_id in slow]
        assert all(ms is not None and ms >= 1500 for ms in felt)

    def test_has_the_two_stuck_calls(self, account: Account) -> None:
        def stuck(call: Call, behind: dict[str, Any]) -> str | None:
            if call.ended_at or behind["end_reason"] != "platform_timeout":
                return None
            return "stuck_talking" if behind["answers_at"] else "stuck_waiting"

        expected = by_key(account, stuck)
        assert account.ids(TroubleKind.STUCK) == expected
        assert set(expected) == {"stuck_waiting", "stuck_talking"}

    def test_has_every_tool_that_failed(self, account: Account) -> None:
        failed = {
            call.id
            for call in account.calls.values()
            if any(message.is_error for message in call.messages)
        }
        groups = account.ids(TroubleKind.TOOL_FAILED)
        assert failed
        assert set[str]().union(*groups.values()) == failed
        assert "tool_failed:tool" not in groups

    def test_has_everybody_who_wanted_a_human(self, account: Account) -> None:
        def asking(call: Call, _behind: dict[str, Any]) -> str | None:
            said = texts(call, "user")
            return "asks_for_human" if any(words in said for words in ASKING) else None

        assert account.ids(TroubleKind.SAID) == by_key(account, asking)

    def test_has_no_other_kind_of_trouble(self, account: Account) -> None:
        silent = {
            call.id
            for call in account.calls.values()
            if texts(call, "user")
            and not texts(call, "agent")
            and account.behind[call.id]["end_reason"] != "voicemail"
        }
        assert account.ids(TroubleKind.AGENT_SILENT).get("agent_silent", set()) == silent
        for kind in (TroubleKind.SHORT, TroubleKind.TRANSCRIPT_MISSING, TroubleKind.UNKNOWN_END):
            assert account.ids(kind) == {}
