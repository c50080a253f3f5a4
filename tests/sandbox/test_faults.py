"""What can be made to go wrong, as a client sees it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, get_args

import httpx
import pytest
from click.testing import CliRunner

from console.cli.sandbox import sandbox_command as command
from console.sandbox.faults.fault import Fault, Faults, Kind, parse
from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def ailing() -> Iterator[Sandbox]:
    with running_sandbox(history=5) as running:
        yield running


@pytest.fixture
def sandbox(ailing: Sandbox) -> Iterator[Sandbox]:
    yield ailing
    ailing.mend()
    ailing.control.delete("/requests")


class TestAFault:
    def test_answers_with_a_status_and_says_when_to_come_back(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("status", status=429, retry_after="7")
        refused = api.get("/calls")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
        assert refused.json()["detail"]

    def test_hits_as_many_requests_as_it_is_told_after_letting_some_pass(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("status", status=503, skip=1, times=2)
        assert [api.get("/calls").status_code for _ in range(4)] == [200, 503, 503, 200]

    def test_hits_only_the_requests_that_it_is_meant_for(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("status", status=500, path="/v1/agents*", method="GET")
        assert api.get("/calls").status_code == 200
        assert api.get("/agents").status_code == 500
        assert api.post("/agents", json={"name": "New"}).status_code == 201

    def test_ends_when_its_time_is_over(self) -> None:
        moment = 100.0
        faults = Faults((Fault(kind="drop", seconds=5),), monotonic=lambda: moment)
        assert faults.strike("GET", "/v1/calls")
        moment = 105.0
        assert not faults.strike("GET", "/v1/calls")

    def test_drops_a_connection_before_anything_is_done(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        agents = api.get("/agents").json()["total"]
        sandbox.fault("drop", method="POST")
        with pytest.raises(httpx.RemoteProtocolError):
            api.post("/agents", json={"name": "Never made"})
        assert api.get("/agents").json()["total"] == agents

    def test_loses_an_answer_after_the_work_is_done(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        agents = api.get("/agents").json()["total"]
        sandbox.fault("lost", method="POST")
        with pytest.raises(httpx.RemoteProtocolError):
            api.post("/agents", json={"name": "Made in silence"})
        assert api.get("/agents").json()["total"] == agents + 1

    def test_breaks_off_in_the_middle_of_an_answer(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("truncate")
        with pytest.raises(httpx.RemoteProtocolError):
            api.get("/calls")

    def test_answers_with_what_is_not_json(self, sandbox: Sandbox, api: httpx.Client) -> None:
        for kind, text in (("html", "<!doctype html>"), ("malformed", '{"items"'), ("empty", "")):
            sandbox.fault(kind, times=1)
            answer = api.get("/calls")
            assert answer.status_code == 200
            assert answer.text.startswith(text)
            with pytest.raises(json.JSONDecodeError):
                answer.json()

    def test_empties_lists(self, sandbox: Sandbox, api: httpx.Client) -> None:
        sandbox.fault("no_items")
        assert api.get("/calls").json()["items"] == []
        assert api.get("/calls/cursor").json()["next_cursor"] is None

    def test_puts_hostile_text_everywhere_but_into_ids(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        true = api.get("/agents").json()["items"]
        sandbox.fault("hostile")
        answer = api.get("/agents")
        told = json.loads(answer.content)["items"]
        assert [agent["id"] for agent in told] == [agent["id"] for agent in true]
        assert all(mine["name"] != other["name"] for mine, other in zip(told, true, strict=True))
        assert "\\u001b" in answer.text

    def test_gives_what_people_name_a_hostile_name(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("hostile")
        calls = json.loads(api.get("/calls").content)["items"]
        names = {name for call in calls for name in (*call["variables"], *call["metadata"])}
        assert "\x1b]0;title\x07\x1b[2J\x1b[31mred" in names

    def test_puts_one_text_into_one_field(self, sandbox: Sandbox, api: httpx.Client) -> None:
        sandbox.fault("hostile", fields=["first_message"], text="[/]")
        agents = api.get("/agents").json()["items"]
        assert {agent["first_message"] for agent in agents if agent["first_message"]} == {"[/]"}
        assert "[/]" not in {agent["name"] for agent in agents}

    def test_is_never_felt_by_the_control_endpoints(self, sandbox: Sandbox) -> None:
        sandbox.fault("drop", path="*")
        assert sandbox.control.get("/faults").json()[0]["kind"] == "drop"


class TestTheJournal:
    def test_keeps_every_request_with_what_became_of_it(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        sandbox.fault("drop", method="POST")
        with pytest.raises(httpx.RemoteProtocolError):
            api.post("/agents", json={"name": "Lost"})
        api.get("/calls", params={"limit": 5})
        lost, listed = sandbox.requests()
        assert (lost["method"], lost["path"], lost["status"]) == ("POST", "/v1/agents", None)
        assert (listed["query"], listed["status"]) == ("limit=5", 200)
        assert "oi_sk" not in json.dumps(sandbox.requests())

    def test_keeps_what_was_sent(self, sandbox: Sandbox, api: httpx.Client) -> None:
        api.post("/agents", json={"name": "Kept"})
        assert sandbox.requests("POST", "/v1/agents")[0]["body"] == {"name": "Kept"}


class TestTheSpecOfAFlag:
    def test_reads_a_kind_with_settings(self) -> None:
        fault = parse("latency:ms=800,path=/v1/calls*,times=3")
        assert fault == Fault(kind="latency", ms=800, path="/v1/calls*", times=3)

    def test_reads_a_number_as_a_status(self) -> None:
        assert parse("429:retry_after=5") == Fault(kind="status", status=429, retry_after="5")

    def test_reads_several_fields(self) -> None:
        assert parse("hostile:fields=name+summary").fields == ["name", "summary"]

    @pytest.mark.parametrize("spec", ["", "sulk", "latency:ms", "latency:ms=soon", "drop:if=true"])
    def test_refuses_what_no_fault_has(self, spec: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            parse(spec)

    @pytest.mark.parametrize(
        ("spec", "words"),
        [
            ("nonsense", "'nonsense' is no fault. There are latency, status, drop, "),
            ("drop:speed=3", "'speed' in 'drop:speed=3' is no setting. There are path, method, "),
            ("latency:ms=soon", "ms in 'latency:ms=soon': Input should be a valid integer"),
        ],
    )
    def test_says_in_a_sentence_what_there_is(self, spec: str, words: str) -> None:
        with pytest.raises(ValueError, match=re.escape(words)) as refused:
            parse(spec)
        assert "http" not in str(refused.value)
        assert "\n" not in str(refused.value)

    def test_is_listed_in_the_help_of_the_command(self) -> None:
        help_text = CliRunner().invoke(command, ["--help"]).output
        assert all(kind in help_text for kind in get_args(Kind))
        assert all(setting in help_text for setting in Fault.model_fields if setting != "kind")
