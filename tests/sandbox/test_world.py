"""The world: what happens in it by itself, and that it is always the same one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from console.sandbox.options import Options
from console.sandbox.world.world import World
from tests.sandbox_server import START, running_sandbox

if TYPE_CHECKING:
    from tests.sandbox_server import Sandbox

LIVE = {"queued", "initiated", "in_progress"}


def everything(sandbox: Sandbox) -> list[str]:
    with sandbox.api() as api:
        paths = ("/calls?limit=100", "/calls/cursor?limit=50", "/agents", "/models", "/usage",
                 "/phone-numbers", "/credentials", "/webhooks", "/tools", "/knowledge-bases",
                 "/voices", "/audit-events", "/workspace/call-outcomes")  # fmt: skip
        return [api.get(path).text for path in paths]


def records(world: World) -> list[dict[str, Any]]:
    return [call.record(world.clock.now()) for call in world.calls()]


@pytest.fixture(scope="module")
def busy() -> World:
    return World(Options(start=START, speed=0, history=800))


class TestTheSameSeedAndTime:
    def test_give_the_same_world_to_the_byte(self) -> None:
        worlds: list[list[str]] = []
        for _ in range(2):
            with running_sandbox(
                history=60, calls_per_minute=20.0, live=5, address="https://sandbox.invalid"
            ) as sandbox:
                before = everything(sandbox)
                sandbox.advance(90)
                worlds.append([*before, *everything(sandbox)])
        assert worlds[0] == worlds[1]

    def test_do_not_depend_on_the_steps_in_which_time_passes(self) -> None:
        options = Options(start=START, speed=0, history=20, live=5)
        leap, steps = World(options), World(options)
        leap.clock.advance(1200)
        for _ in range(1200):
            steps.clock.advance(1)
            steps.calls()
        ids = {record["id"] for record in records(leap)}
        assert ids == {record["id"] for record in records(steps)}

    def test_change_with_the_seed(self) -> None:
        one, other = (World(Options(seed=seed, start=START, speed=0)) for seed in (1, 2))
        assert {each["id"] for each in records(one)}.isdisjoint(
            each["id"] for each in records(other)
        )

    def test_are_not_changed_by_a_call_of_ones_own(self) -> None:
        with running_sandbox(calls_per_minute=20.0) as sandbox, sandbox.api() as api:
            agent_id = api.get("/agents").json()["items"][0]["id"]
            mine = api.post("/calls/web", json={"agent_id": agent_id}).json()["id"]
            sandbox.advance(60)
            with_mine = {call["id"] for call in api.get("/calls?limit=100").json()["items"]}
        undisturbed = World(Options(start=START, speed=0, history=40))
        undisturbed.clock.advance(60)
        assert with_mine == {record["id"] for record in records(undisturbed)} | {mine}


class TestARunWithoutAGivenStart:
    def test_uses_no_id_again_for_what_happens_in_it(self) -> None:
        runs: list[set[str]] = []
        for _ in range(2):
            world = World(Options(speed=0, history=0, live=3))
            past = {record["id"] for record in records(world)}
            world.clock.advance(1200)
            runs.append({record["id"] for record in records(world)} - past)
        assert runs[0]
        assert runs[1]
        assert runs[0].isdisjoint(runs[1])

    def test_gives_a_call_of_ones_own_an_id_of_its_own(self) -> None:
        mine: list[str] = []
        for _ in range(2):
            with running_sandbox(start=None) as sandbox, sandbox.api() as api:
                agent_id = api.get("/agents").json()["items"][0]["id"]
                mine.append(api.post("/calls/web", json={"agent_id": agent_id}).json()["id"])
        assert mine[0] != mine[1]

    def test_has_the_past_that_follows_from_the_seed(self) -> None:
        one, other = (World(Options(speed=0, history=20, live=3)) for _ in range(2))
        assert {each["id"] for each in records(one)} == {each["id"] for each in records(other)}


class TestALivelyWorld:
    def test_has_every_kind_of_call(self, busy: World) -> None:
        kinds = Counter(record["type"] for record in records(busy))
        assert set(kinds) == {"outbound", "inbound", "web"}

    def test_has_calls_in_every_state(self, busy: World) -> None:
        busy_states = {record["status"] for record in records(busy)}
        assert busy_states >= {"initiated", "in_progress", "completed", "failed", "busy"}

    def test_has_about_fifteen_live_calls_and_twenty_new_ones_a_minute(self) -> None:
        world = World(Options(start=START, speed=0))
        live: list[int] = []
        before = sum(1 for _ in world.calls())
        for _ in range(30):
            world.clock.advance(60)
            live.append(world.live_count())
        made = sum(1 for _ in world.calls()) - before
        assert 500 < made < 700
        assert all(8 <= count <= 40 for count in live)

    def test_tells_its_planted_troubles(self, busy: World) -> None:
        calls = records(busy)
        blocked = [each for each in calls if (each["to_number"] or "").startswith("+880")]
        assert blocked
        ended = [each for each in blocked if each["analysis"]]
        assert all("21215" in each["analysis"]["summary"] for each in ended)
        told = [str(each["metadata"]) + str(each["analysis"]) for each in calls]
        assert any("Twilio 20003" in text for text in told)
        assert any("worker w-19" in text for text in told)
        assert any("SIP 486" in text for text in told)

    def test_has_a_model_that_thinks_for_seconds(self, busy: World) -> None:
        slowest = dict[str, float]()
        for record in records(busy):
            if stage := record["latency"].get("llm_ttft"):
                slowest.setdefault(stage["provider"], stage["p50_ms"])
        assert slowest["openai/gpt-4.1"] > 1500
        assert slowest["openai/gpt-4.1-mini"] < 1500

    def test_has_one_call_that_never_gets_through_and_one_that_never_ends(
        self, busy: World
    ) -> None:
        now = busy.clock.now()
        longest = {agent["id"]: agent["max_duration_seconds"] for agent in busy.account.agents}

        def age(record: dict[str, Any], since: str) -> float:
            return now - datetime.fromisoformat(record[since]).replace(tzinfo=UTC).timestamp()

        calls = records(busy)
        waiting = [
            each
            for each in calls
            if each["status"] == "initiated" and age(each, "created_at") > 300
        ]
        endless = [
            each
            for each in calls
            if each["status"] == "in_progress"
            and age(each, "started_at") > longest[each["agent_id"]] + 60
        ]
        assert (len(waiting), len(endless)) == (1, 1)

    def test_says_nothing_about_a_live_call_until_its_transcript_has_landed(
        self, busy: World
    ) -> None:
        live = [record for record in records(busy) if record["status"] in LIVE]
        assert live
        for record in live:
            assert (record["messages"], record["analysis"]) == ([], {})
            assert record["ended_at"] is record["end_reason"] is record["outcome"] is None

    def test_leaves_no_variable_unfilled_in_what_was_said(self, busy: World) -> None:
        said = [message for record in records(busy) for message in record["messages"]]
        assert len(said) > 1000
        assert not [message for message in said if "{{" in str(message)]

    def test_calls_tools_and_gets_results(self, busy: World) -> None:
        calls = dict[str, str]()
        results = dict[str, bool]()
        for record in records(busy):
            for message in record["messages"]:
                if message["role"] == "tool_call":
                    calls[message["tool_call_id"]] = message["name"]
                if message["role"] == "tool_result":
                    results[message["tool_call_id"]] = message["is_error"]
        assert results.keys() <= calls.keys()
        assert True in results.values()

    def test_extracts_what_the_tools_answered(self, busy: World) -> None:
        extracted = [
            record["analysis"]["extracted_data"]
            for record in records(busy)
            if "extracted_data" in record["analysis"]
        ]
        assert all("entities" in each["post_call"] for each in extracted)
        assert any(each.keys() - {"post_call"} for each in extracted)

    def test_measures_each_turn(self, busy: World) -> None:
        measured = next(each for each in records(busy) if len(each["messages"]) > 8)["latency"]
        turns = measured["perceived"]["turns"]
        assert {event["turn"] for event in measured["events"]} == set(range(1, turns + 1))
        assert measured["llm_ttft"]["samples"] == turns
        assert measured["worker"]["worker_id"].startswith("w-")


class TestAQuietWorld:
    def test_has_only_calls_that_ended(self) -> None:
        world = World(Options(start=START, speed=0, calls_per_minute=0, history=300))
        assert len(records(world)) == 300
        assert world.live_count() == 0
        world.clock.advance(3600)
        assert len(records(world)) == 300

    def test_is_empty_when_told(self) -> None:
        world = World(Options(start=START, speed=0, empty=True))
        world.clock.advance(600)
        assert records(world) == []
        assert len(world.account.agents) == 0


class TestCallsThatAreHeldLive:
    def test_are_as_many_as_told_at_any_time(self) -> None:
        world = World(Options(start=START, speed=0, calls_per_minute=0, history=0, live=200))
        for _ in range(40):
            assert world.live_count() == 200
            world.clock.advance(60)
        assert len(records(world)) > 400
