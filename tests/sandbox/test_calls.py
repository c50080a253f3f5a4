"""Calls, from the order to the transcript."""

from __future__ import annotations

import io
import wave
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5) as running:
        yield running


def order(api: httpx.Client, to_number: str = "+14155550111", **more: Any) -> httpx.Response:
    number = api.get("/phone-numbers").json()["items"][0]
    body = {
        "agent_id": number["agent_id"],
        "from_number": number["phone_number"],
        "to_number": to_number,
    }
    return api.post("/calls", json=body | more)


def follow(sandbox: Sandbox, api: httpx.Client, placed: httpx.Response, seconds: float) -> Any:
    """The call's record after some time."""
    assert placed.status_code == 201, placed.text
    sandbox.advance(seconds)
    return api.get(f"/calls/{placed.json()['id']}").json()


class TestACallThatIsPlaced:
    def test_is_initiated_then_live_then_completed(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        placed = order(api)
        assert placed.json()["status"] == "initiated"
        assert follow(sandbox, api, placed, 6)["status"] == "in_progress"
        assert follow(sandbox, api, placed, 60)["status"] == "completed"

    def test_has_no_messages_until_some_seconds_after_its_end(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        placed = order(api)
        follow(sandbox, api, placed, 40)
        api.post(f"/calls/{placed.json()['id']}/stop")
        stopped = follow(sandbox, api, placed, 0)
        assert stopped["status"] == "completed"
        assert (stopped["messages"], stopped["analysis"]) == ([], {})
        ended = follow(sandbox, api, placed, 3)
        assert ended["messages"]
        assert ended["transcript"].startswith("Agent: ")
        assert {"outcome", "summary"} <= set(ended["analysis"])
        assert ended["updated_at"] > stopped["updated_at"]

    def test_keeps_what_the_caller_gave(self, sandbox: Sandbox, api: httpx.Client) -> None:
        given: dict[str, Any] = {
            "variables": {"customer_name": "Sama"},
            "metadata": {"campaign": "spring"},
        }
        call = follow(sandbox, api, order(api, **given), 0)
        assert call["variables"] == given["variables"]
        assert call["metadata"]["campaign"] == "spring"
        assert "concurrency_at_dispatch" in call["metadata"]
        assert (call["type"], call["direction"]) == ("outbound", "outbound")

    @pytest.mark.parametrize(
        ("ending", "status", "reason"),
        [
            ("0199", "busy", "user_busy"),
            ("0198", "no_answer", "no_answer"),
            ("0197", "completed", "voicemail"),
            ("0196", "failed", "sip_603"),
            ("0194", "failed", "agent_error"),
            ("0192", "failed", "CARRIER_REJECTED"),
        ],
    )
    def test_goes_as_the_end_of_the_number_says(
        self, sandbox: Sandbox, api: httpx.Client, ending: str, status: str, reason: str
    ) -> None:
        call = follow(sandbox, api, order(api, f"+1415555{ending}"), 120)
        assert (call["status"], call["end_reason"]) == (status, reason)

    @pytest.mark.parametrize(("ending", "status"), [("0195", "initiated"), ("0193", "in_progress")])
    def test_stays_where_it_is_when_the_number_says_so(
        self, sandbox: Sandbox, api: httpx.Client, ending: str, status: str
    ) -> None:
        call = follow(sandbox, api, order(api, f"+1415555{ending}"), 1800)
        assert (call["status"], call["ended_at"]) == (status, None)

    def test_is_refused_in_a_country_that_is_switched_off(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        call = follow(sandbox, api, order(api, "+8801711000000"), 10)
        assert (call["status"], call["started_at"]) == ("failed", None)
        assert "21215" in call["analysis"]["summary"]

    def test_waits_in_the_queue_until_its_time(self, sandbox: Sandbox, api: httpx.Client) -> None:
        scheduled_at = (sandbox.now() + timedelta(minutes=5)).isoformat()
        placed = order(api, scheduled_at=scheduled_at)
        assert (placed.json()["status"], placed.json()["room_name"]) == ("queued", None)
        assert follow(sandbox, api, placed, 299)["status"] == "queued"
        assert follow(sandbox, api, placed, 2)["status"] == "initiated"

    def test_ends_at_the_longest_duration_of_its_agent(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        agent = api.post("/agents", json={"name": "Brief", "max_duration_seconds": 10}).json()
        call = follow(sandbox, api, order(api, agent_id=agent["id"]), 30)
        assert (call["end_reason"], call["duration_seconds"]) == ("max_duration", 10)


class TestVariablesAndOverrides:
    def test_fill_the_first_message_and_the_prompt(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        body = {
            "name": "Greeter",
            "first_message": "Hi {{ name }}, {{greeting}}. {{unknown}}",
            "dynamic_variables": {"greeting": "good morning", "name": "friend"},
            "job_description": "You greet {{name}}.",
        }
        agent = api.post("/agents", json=body).json()
        placed = order(api, agent_id=agent["id"], variables={"name": "[Ana] 🙂"})
        behind = sandbox.behind(placed.json()["id"])
        assert behind["first_message"] == "Hi [Ana] 🙂, good morning. {{unknown}}"
        assert behind["system_prompt"].startswith("You greet [Ana] 🙂.\n\n")
        call = follow(sandbox, api, placed, 80)
        assert call["messages"][0]["content"] == behind["first_message"]

    def test_overrides_are_obeyed_and_not_recorded(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        overrides = {
            "llm": {"model": "other-model", "system_prompt": "Be {{mood}}."},
            "tts": {"voice_id": "other-voice"},
            "transcriber": {"model": "flux-en"},
            "first_message": "Good day, {{mood}} one.",
        }
        placed = order(api, overrides=overrides, variables={"mood": "calm"})
        behind = sandbox.behind(placed.json()["id"])
        assert behind["system_prompt"] == "Be calm."
        assert behind["providers"]["llm"].endswith("/other-model")
        assert behind["providers"]["tts"].endswith("/other-voice")
        assert behind["providers"]["stt"].endswith("/flux-en")
        call = follow(sandbox, api, placed, 80)
        assert call["messages"][0] == {"role": "agent", "content": "Good day, calm one."}
        assert "overrides" not in call
        assert "other-model" not in str(call["metadata"])


class TestStopping:
    def test_ends_a_conversation(self, sandbox: Sandbox, api: httpx.Client) -> None:
        placed = order(api)
        follow(sandbox, api, placed, 8)
        stopped = api.post(f"/calls/{placed.json()['id']}/stop").json()
        assert (stopped["status"], stopped["end_reason"]) == ("completed", "api_stop")
        assert stopped["duration_seconds"] is not None

    def test_cancels_a_call_that_nobody_has_answered(self, api: httpx.Client) -> None:
        stopped = api.post(f"/calls/{order(api).json()['id']}/stop").json()
        assert (stopped["status"], stopped["end_reason"]) == ("canceled", "api_stop")
        assert stopped["duration_seconds"] is None

    def test_changes_nothing_about_a_call_that_has_ended(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        placed = order(api)
        ended = follow(sandbox, api, placed, 80)
        assert api.post(f"/calls/{ended['id']}/stop").json() == ended


class TestAnEndedCall:
    def test_can_be_given_another_outcome(self, sandbox: Sandbox, api: httpx.Client) -> None:
        ended = follow(sandbox, api, order(api), 80)
        sandbox.advance(1)
        judged = api.patch(f"/calls/{ended['id']}", json={"outcome": "Not Interested"}).json()
        assert judged["outcome"] == "Not Interested"
        assert judged["updated_at"] > ended["updated_at"]

    def test_can_be_changed_in_no_other_way(self, api: httpx.Client) -> None:
        call = f"/calls/{order(api).json()['id']}"
        assert api.patch(call, json={"status": "completed"}).status_code == 422

    def test_can_be_deleted(self, api: httpx.Client) -> None:
        call = f"/calls/{order(api).json()['id']}"
        assert api.delete(call).status_code == 204
        assert api.get(call).status_code == 404

    def test_has_a_link_to_its_recording_that_is_new_at_each_read(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        agent = api.post("/agents", json={"name": "Recorder", "enable_recording": True}).json()
        placed = order(api, agent_id=agent["id"])
        first = follow(sandbox, api, placed, 80)["recording_url"]
        assert first.startswith(f"{sandbox.url}/recordings/")
        assert follow(sandbox, api, placed, 60)["recording_url"] != first

    def test_has_a_recording_that_its_link_alone_opens(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        agent = api.post("/agents", json={"name": "Recorder", "enable_recording": True}).json()
        call = follow(sandbox, api, order(api, agent_id=agent["id"]), 80)
        link = call["recording_url"]
        sound = httpx.get(link)
        with wave.open(io.BytesIO(sound.content)) as file:
            assert file.getnframes() / file.getframerate() == call["duration_seconds"]
        assert api.get(link).status_code == 400
        assert httpx.get(link.replace("signature=", "signature=0")).status_code == 403
        assert httpx.get(link.replace("call_", "call_0")).status_code == 404
        sandbox.advance(4 * 3600 + 1)
        expired = httpx.get(link)
        assert (expired.status_code, expired.json()) == (403, {"detail": "The link has expired"})


class TestAnOrderThatCannotBeFollowed:
    def test_for_an_agent_that_is_not_there(self, api: httpx.Client) -> None:
        refused = order(api, agent_id="agt_nobody")
        assert refused.status_code == 404
        assert refused.json() == {"detail": "Agent 'agt_nobody' not found"}

    def test_from_a_number_that_is_not_registered(self, api: httpx.Client) -> None:
        refused = order(api, from_number="+15550001111")
        assert refused.status_code == 422
        (problem,) = refused.json()["detail"]
        assert problem["loc"] == ["body", "from_number"]
        assert "+15550001111" in problem["msg"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("to_number", "4155550111"),
            ("to_number", "+0155550111"),
            ("from_number", "sales"),
            ("scheduled_at", "tomorrow"),
            ("variables", ["Sama"]),
            ("overrides", {"llm": {"temperature": "warm"}}),
            ("overides", {}),
        ],
    )
    def test_with_a_value_that_is_not_valid_says_where(
        self, api: httpx.Client, field: str, value: Any
    ) -> None:
        refused = order(api, **{field: value})
        assert refused.status_code == 422
        (problem,) = refused.json()["detail"]
        assert problem["loc"][:2] == ["body", field]
        assert problem.keys() >= {"loc", "msg", "type", "input"}

    def test_with_a_body_that_is_not_json(self, api: httpx.Client) -> None:
        refused = api.post("/calls", content=b"{", headers={"Content-Type": "application/json"})
        assert refused.status_code == 422

    @pytest.mark.parametrize("path", ["", "/stop"])
    def test_about_a_call_that_is_not_there(self, api: httpx.Client, path: str) -> None:
        method = "POST" if path else "GET"
        assert api.request(method, f"/calls/call_none{path}").status_code == 404
