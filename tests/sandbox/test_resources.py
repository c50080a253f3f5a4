"""Agents, models, numbers, credentials and the rest: made, read, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

MODEL = {"name": "Brain", "provider": "openai", "model": "gpt-4.1", "system_prompt": "Be kind."}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=60) as running:
        yield running


def first(api: httpx.Client, path: str) -> dict[str, Any]:
    return api.get(path).json()["items"][0]


class TestEveryResource:
    @pytest.mark.parametrize(
        ("path", "body", "change"),
        [
            ("/agents", {"name": "A"}, {"name": "B"}),
            ("/models", MODEL, {"temperature": 1.5}),
            ("/phone-numbers", {"phone_number": "+14155550175", "provider": "telnyx"},
             {"friendly_name": "Line"}),
            ("/credentials", {"name": "C", "provider": "twilio", "api_key": "k" * 20},
             {"name": "D"}),
            ("/integrations", {"name": "C", "provider": "telnyx", "api_key": "k" * 20},
             {"name": "D"}),
            ("/webhooks", {"name": "W", "url": "https://a.example", "events": ["call.ended"]},
             {"status": "disabled"}),
            ("/tools", {"name": "look_up", "type": "api_call"}, {"description": "Looks up."}),
            ("/knowledge-bases", {"name": "Docs"}, {"description": "All of them."}),
        ],
    )  # fmt: skip
    def test_is_made_read_changed_and_removed(
        self, sandbox: Sandbox, api: httpx.Client, path: str, body: Any, change: Any
    ) -> None:
        made = api.post(path, json=body)
        assert made.status_code == 201, made.text
        one = f"{path}/{made.json()['id']}"
        assert api.get(one).json().items() >= made.json().items()
        sandbox.advance(1)
        changed = api.patch(one, json=change).json()
        assert changed.items() >= change.items()
        assert changed["updated_at"] > made.json()["updated_at"]
        assert changed["id"] in {
            each["id"] for each in api.get(f"{path}?limit=100").json()["items"]
        }
        assert api.delete(one).status_code == 204
        assert api.get(one).status_code == api.delete(one).status_code == 404
        assert api.patch(one, json=change).status_code == 404


class TestAnAgent:
    def test_needs_only_a_name_and_gets_the_documented_defaults(self, api: httpx.Client) -> None:
        agent = api.post("/agents", json={"name": "Plain"}).json()
        assert agent["transcriber"] == {
            "provider": "deepgram", "model": "nova-3", "language": "en",
        }  # fmt: skip
        assert agent["max_duration_seconds"] == 600
        assert agent["silence_timeout_seconds"] == 10
        assert (agent["tts"]["speed"], agent["tts"]["stability"]) == (1, 0.5)
        assert agent["language"] == "en"
        assert (agent["enable_recording"], agent["voicemail_detection"]) == (False, False)
        assert api.get(f"/models/{agent['llm_id']}").json()["system_prompt"]

    def test_shows_the_prompt_its_model_gets_when_read_alone(self, api: httpx.Client) -> None:
        model = api.post("/models", json=MODEL).json()
        body = {"name": "N", "llm_id": model["id"], "job_description": "You sell."}
        agent = api.post("/agents", json=body).json()
        assert "effective_system_prompt" not in agent
        read = api.get(f"/agents/{agent['id']}").json()
        assert read["effective_system_prompt"] == "You sell.\n\nBe kind."

    def test_replaces_its_variables_and_keeps_the_rest_of_its_voice(
        self, api: httpx.Client
    ) -> None:
        body = {"name": "N", "dynamic_variables": {"a": "1"}, "tts": {"provider": "openai"}}
        agent = api.post("/agents", json=body).json()
        change = {"dynamic_variables": {"b": "2"}, "tts": {"speed": 1.2}}
        changed = api.patch(f"/agents/{agent['id']}", json=change).json()
        assert changed["dynamic_variables"] == {"b": "2"}
        assert (changed["tts"]["provider"], changed["tts"]["speed"]) == ("openai", 1.2)

    def test_empties_what_can_be_empty_on_null(self, api: httpx.Client) -> None:
        agent = api.post("/agents", json={"name": "N", "first_message": "Hi"}).json()
        change = {"first_message": None, "name": None}
        changed = api.patch(f"/agents/{agent['id']}", json=change).json()
        assert (changed["first_message"], changed["name"]) == (None, "N")

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({}, 422),
            ({"name": ""}, 422),
            ({"name": "N", "interruption_sensitivity": 2}, 422),
            ({"name": "N", "nickname": "N"}, 422),
            ({"name": "N", "llm_id": "llm_none"}, 404),
            ({"name": "N", "webhook_id": "wh_none"}, 404),
            ({"name": "N", "transcriber": {"provider": "ears"}}, 400),
            ({"name": "N", "transcriber": {"model": "nova-1"}}, 400),
            ({"name": "N", "tts": {"provider": "mouth"}}, 400),
        ],
    )
    def test_is_refused_when_it_cannot_work(
        self, api: httpx.Client, body: Any, status: int
    ) -> None:
        refused = api.post("/agents", json=body)
        assert refused.status_code == status
        assert refused.json()["detail"]

    def test_leaves_its_numbers_behind_when_deleted(self, api: httpx.Client) -> None:
        agent = api.post("/agents", json={"name": "Leaving"}).json()
        number = first(api, "/phone-numbers")
        api.patch(f"/phone-numbers/{number['id']}", json={"agent_id": agent["id"]})
        api.delete(f"/agents/{agent['id']}")
        assert api.get(f"/phone-numbers/{number['id']}").json()["agent_id"] is None


class TestAModel:
    def test_has_the_documented_defaults(self, api: httpx.Client) -> None:
        model = api.post("/models", json=MODEL).json()
        assert (model["temperature"], model["max_tokens"]) == (0.7, 4000)
        assert (model["tool_ids"], model["knowledge_base_ids"]) == ([], [])

    def test_replaces_its_whole_list_of_tools(self, api: httpx.Client) -> None:
        one, two = (tool["id"] for tool in api.get("/tools?limit=2").json()["items"])
        model = api.post("/models", json={**MODEL, "tool_ids": [one]}).json()
        changed = api.patch(f"/models/{model['id']}", json={"tool_ids": [two]}).json()
        assert changed["tool_ids"] == [two]

    @pytest.mark.parametrize(
        ("change", "status"),
        [({"temperature": 2.1}, 422), ({"max_tokens": 0}, 422), ({"provider": "openai"}, 422),
         ({"tool_ids": ["tool_none"]}, 404)],
    )  # fmt: skip
    def test_has_bounds(self, api: httpx.Client, change: Any, status: int) -> None:
        model = api.post("/models", json=MODEL).json()
        assert api.patch(f"/models/{model['id']}", json=change).status_code == status

    def test_stays_while_an_agent_uses_it(self, api: httpx.Client) -> None:
        used = first(api, "/agents")["llm_id"]
        assert api.delete(f"/models/{used}").status_code == 409


class TestANumber:
    @pytest.mark.parametrize(
        "where",
        [
            {"agent_id": ""},
            {"credential_id": ""},
            {"inbound_routing": {"agent_id": ""}},
        ],
    )
    def test_belongs_to_nobody_who_has_no_name(
        self, api: httpx.Client, where: dict[str, Any]
    ) -> None:
        body = {"phone_number": "+14155550199", "provider": "telnyx", **where}
        assert api.post("/phone-numbers", json=body).status_code == 404

    def test_is_registered_once(self, api: httpx.Client) -> None:
        known = first(api, "/phone-numbers")
        body = {"phone_number": known["phone_number"], "provider": "twilio"}
        assert api.post("/phone-numbers", json=body).status_code == 409

    def test_takes_a_trunk_instead_of_a_credential(self, api: httpx.Client) -> None:
        trunk = {"trunk_address": "sip.example.com", "auth_username": "me"}
        body = {"phone_number": "+4930901820", "provider": "telnyx", "provider_config": trunk}
        assert api.post("/phone-numbers", json=body).status_code == 201
        both = {**body, "credential_id": first(api, "/credentials")["id"]}
        assert api.post("/phone-numbers", json=both).status_code == 422

    def test_merges_its_routing_and_clears_the_fallback_on_null(self, api: httpx.Client) -> None:
        agents = [agent["id"] for agent in api.get("/agents").json()["items"][:2]]
        number = api.post("/phone-numbers/purchase", json={"country": "FR"}).json()
        one = f"/phone-numbers/{number['id']}"
        routing = {"agent_id": agents[0], "fallback": {"agent_id": agents[1]}}
        api.patch(one, json={"inbound_routing": routing})
        api.patch(one, json={"inbound_routing": {"voicemail_message": "Later"}})
        assert api.get(one).json()["inbound_routing"] == {**routing, "voicemail_message": "Later"}
        api.patch(one, json={"inbound_routing": {"fallback": None}})
        assert api.get(one).json()["inbound_routing"]["fallback"] is None

    def test_can_be_found_and_bought(self, api: httpx.Client) -> None:
        wishes = {"country": "DE", "area_code": "30", "contains": "77", "limit": 3}
        offers = api.get("/phone-numbers/search", params=wishes).json()
        assert len(offers) == 3
        wanted = offers[1]["phone_number"]
        assert wanted.startswith("+4930")
        assert "77" in wanted
        bought = api.post("/phone-numbers/purchase", json={"phone_number": wanted})
        assert (bought.status_code, bought.json()["phone_number"]) == (201, wanted)
        again = api.post("/phone-numbers/purchase", json={"phone_number": wanted})
        assert again.status_code == 409

    def test_is_not_found_where_there_are_none(self, api: httpx.Client) -> None:
        assert api.get("/phone-numbers/search?country=XX").json() == []


class TestACredential:
    def test_never_shows_its_key(self, api: httpx.Client) -> None:
        key = "a-very-secret-key-1234"
        body = {"name": "C", "provider": "openai", "api_key": key}
        made = api.post("/credentials", json=body).json()
        assert made["masked_key"] == "••••1234"
        assert key not in api.get("/credentials?limit=100").text

    def test_is_an_integration_too(self, api: httpx.Client) -> None:
        assert api.get("/credentials").json() == api.get("/integrations").json()

    def test_stays_while_a_number_uses_it(self, api: httpx.Client) -> None:
        body = {"name": "C", "provider": "twilio", "api_key": "k" * 20}
        kept = api.post("/credentials", json=body).json()["id"]
        number = {"phone_number": "+14155550188", "provider": "twilio", "credential_id": kept}
        api.post("/phone-numbers", json=number)
        refused = api.delete(f"/credentials/{kept}")
        assert refused.status_code == 409
        assert "+14155550188" in refused.json()["detail"]

    def test_that_the_carrier_refuses_is_mended_by_a_new_key(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        legacy = next(c for c in api.get("/credentials").json()["items"] if "old" in c["name"])
        agent_id = api.get("/agents").json()["items"][0]["id"]
        body = {
            "agent_id": agent_id,
            "from_number": "+12125550187",
            "to_number": "+14155550111",
        }
        refused = api.post("/calls", json=body).json()["id"]
        api.patch(f"/credentials/{legacy['id']}", json={"api_key": "a-new-key-that-works"})
        mended = api.post("/calls", json=body).json()["id"]
        sandbox.advance(90)
        assert api.get(f"/calls/{refused}").json()["end_reason"] == "provider_auth_failed"
        assert api.get(f"/calls/{mended}").json()["status"] == "completed"


class TestTheAccount:
    def test_has_outcomes_built_in_and_of_its_own(self, api: httpx.Client) -> None:
        path = "/workspace/call-outcomes"
        assert "Appointment Booked" in api.get(path).json()["builtin"]
        made = api.post(path, json={"label": "Call me later!"}).json()
        assert (made["name"], made["is_active"]) == ("call_me_later", True)
        assert api.post(path, json={"label": "Call me later!"}).status_code == 409
        off = api.patch(f"{path}/{made['id']}", json={"is_active": False}).json()
        assert off["is_active"] is False
        assert api.post(path, json={"label": "X", "name": "Bad Name"}).status_code == 422

    def test_counts_what_was_used(self, api: httpx.Client) -> None:
        before = api.get("/usage").json()
        api.post("/calls/web", json={"agent_id": api.get("/agents").json()["items"][0]["id"]})
        after = api.get("/usage").json()
        assert after["calls_made_today"] == before["calls_made_today"] + 1
        assert after["calls_remaining_today"] == before["calls_remaining_today"] - 1
        assert after["calls_this_month"] >= after["calls_made_today"]

    def test_remembers_who_changed_what(self, api: httpx.Client) -> None:
        earlier = api.post("/agents", json={"name": "Earlier"}).json()["id"]
        agent_id = api.post("/agents", json={"name": "Noted"}).json()["id"]
        api.patch(f"/agents/{agent_id}", json={"name": "Noted again"})
        query = {"resource_type": "agent", "limit": 2}
        page = api.get("/audit-events", params=query).json()
        assert [event["action"] for event in page["items"]] == ["update", "create"]
        assert {event["resource_id"] for event in page["items"]} == {agent_id}
        rest = api.get("/audit-events", params={**query, "cursor": page["next_cursor"]}).json()
        assert rest["items"][0]["resource_id"] == earlier
        assert agent_id not in {event["resource_id"] for event in rest["items"]}

    def test_has_voices_and_imports_more(self, api: httpx.Client) -> None:
        body = {"provider": "elevenlabs", "provider_voice_id": "v-1", "name": "New"}
        voice = api.post("/voices/import", json=body)
        assert voice.status_code == 201
        found = api.get("/voices?provider=elevenlabs&limit=200").json()["items"]
        assert voice.json() in found
        assert {each["provider"] for each in found} == {"elevenlabs"}


class TestAWebhook:
    def test_is_told_of_its_agents_calls(self, sandbox: Sandbox, api: httpx.Client) -> None:
        body = {"name": "W", "url": "https://a.example", "events": ["call.started", "call.ended"]}
        webhook = api.post("/webhooks", json=body).json()
        agent = api.post("/agents", json={"name": "Told", "webhook_id": webhook["id"]}).json()
        api.post("/calls/web", json={"agent_id": agent["id"]})
        sandbox.advance(180)
        told = api.get(f"/webhooks/{webhook['id']}/deliveries").json()
        assert [each["event"] for each in told["items"]] == ["call.ended", "call.started"]
        assert {each["status"] for each in told["items"]} == {"delivered"}

    def test_can_be_tried_out(self, api: httpx.Client) -> None:
        webhook = first(api, "/webhooks")
        trial = api.post(f"/webhooks/{webhook['id']}/test").json()
        assert trial["response_status"] == 200
        told = api.get(f"/webhooks/{webhook['id']}/deliveries?limit=200").json()["items"]
        assert trial in told

    def test_has_a_secret_and_known_events(self, api: httpx.Client) -> None:
        assert first(api, "/webhooks")["secret"].startswith("whsec_")
        body = {"name": "W", "url": "https://a.example", "events": ["call.dreamt"]}
        assert api.post("/webhooks", json=body).status_code == 422
