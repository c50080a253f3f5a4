"""Every command of the public guides works when nothing but the host is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.curl import run
from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

STOP = """curl -X POST https://api.oneinbox.ai/v1/calls/<call_id>/stop \\
  -H "Authorization: Bearer <api_key>\""""
GET_CALL = """curl https://api.oneinbox.ai/v1/calls/<call_id> \\
  -H "Authorization: Bearer <api_key>\""""

CALL_FIELDS = """id agent_id type status from_number to_number room_name direction scheduled_at
variables started_at ended_at duration_seconds end_reason transcript messages recording_url
analysis latency cost_cents metadata created_at updated_at twilio_call_sid outcome ai_summary
credits_used"""


class Reader:
    """Somebody who works through a guide, and keeps the ids that come back."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.blanks = {"api_key": "oi_sk_sandbox"}

    def runs(self, command: str, **kept: str) -> Any:
        """Run a command and keep fields of its answer, e.g. `agent_id="id"`."""
        answer = run(command, self.sandbox.url, self.blanks)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        self.blanks.update((blank, told[field]) for blank, field in kept.items())
        return told


@pytest.fixture(scope="module")
def empty_account() -> Iterator[Sandbox]:
    with running_sandbox(empty=True) as running:
        yield running


@pytest.fixture
def reader(empty_account: Sandbox) -> Reader:
    return Reader(empty_account)


class TestTheQuickstart:
    def test_works_from_the_first_agent_to_the_results(self, reader: Reader) -> None:
        made = reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/agents \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{ "name": "My First Agent" }'""",
            agent_id="id",
            llm_id="llm_id",
        )
        assert made["name"] == "My First Agent"
        assert made["first_message"] is None

        web_call = reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/calls/web \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{ "agent_id": "<agent_id>" }'""",
            call_id="id",
        )
        assert web_call["server_url"] == "wss://voice.oneinbox.ai"
        assert web_call["participant_token"].startswith("eyJ")

        model = reader.runs(
            """curl -X PATCH https://api.oneinbox.ai/v1/models/<llm_id> \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "system_prompt": "You are a helpful support agent for Acme Corp. Keep replies short.",
    "temperature": 0.7
  }'"""
        )
        assert model["system_prompt"].startswith("You are a helpful support agent")

        agent = reader.runs(
            """curl -X PATCH https://api.oneinbox.ai/v1/agents/<agent_id> \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "first_message": "Hi! Thanks for reaching out to Acme. How can I help?",
    "silence_timeout_seconds": 10,
    "enable_recording": true
  }'"""
        )
        assert agent["enable_recording"] is True

        reader.sandbox.advance(30)
        reader.runs(STOP)
        reader.sandbox.advance(3)
        ended = reader.runs(GET_CALL)
        assert ended["status"] == "completed"
        assert ended["messages"]
        assert {"outcome", "summary"} <= set(ended["analysis"])


class TestTheGuideToWebCalls:
    def test_greets_by_name_and_knows_the_order(self, reader: Reader) -> None:
        agent = run(
            """curl -X POST https://api.oneinbox.ai/v1/agents \\
  -H "Authorization: Bearer <api_key>" -H "Content-Type: application/json" \\
  -d '{ "name": "Shop", "first_message": "Hi {{customer_name}}!" }'""",
            reader.sandbox.url,
            reader.blanks,
        ).json()
        reader.blanks |= {"agent_id": agent["id"], "llm_id": agent["llm_id"]}
        reader.runs(
            """curl -X PATCH https://api.oneinbox.ai/v1/models/<llm_id> \\
  -H "Authorization: Bearer <api_key>" -H "Content-Type: application/json" \\
  -d '{ "system_prompt": "You are speaking with {{customer_name}}. Order {{order_id}}." }'"""
        )
        reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/calls/web \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "agent_id": "<agent_id>",
    "variables": {
      "customer_name": "Sama",
      "order_id": "ORD-001"
    }
  }'""",
            call_id="id",
        )
        assert reader.runs(GET_CALL)["status"] == "initiated"
        behind = reader.sandbox.behind(reader.blanks["call_id"])
        assert behind["system_prompt"] == "You are speaking with Sama. Order ORD-001."

        reader.sandbox.advance(70)
        ended = reader.runs(GET_CALL)
        assert ended["messages"][0] == {"role": "agent", "content": "Hi Sama!"}


class TestTheGuideToPhoneCalls:
    def test_works_from_the_integration_to_the_results(self, reader: Reader) -> None:
        reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/agents \\
  -H "Authorization: Bearer <api_key>" -H "Content-Type: application/json" \\
  -d '{ "name": "Sales" }'""",
            agent_id="id",
            new_agent_id="id",
        )
        kept = reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/credentials \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "My Carrier",
    "provider": "twilio",
    "api_key": "<your_provider_api_key>"
  }'""".replace("<your_provider_api_key>", "0123456789abcdef"),
            crd_abc123="id",
        )
        assert (kept["name"], kept["provider"]) == ("My Carrier", "twilio")
        assert "0123456789abcdef" not in str(kept)

        number = reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/phone-numbers \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "phone_number": "+15739693824",
    "friendly_name": "Sales Line",
    "provider": "twilio",
    "agent_id": "<agent_id>",
    "credential_id": "<crd_abc123>"
  }'""",
            phone_id="id",
        )
        assert (number["phone_number"], number["status"]) == ("+15739693824", "active")

        placed = reader.runs(
            """curl -X POST https://api.oneinbox.ai/v1/calls \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "agent_id": "<agent_id>",
    "to_number": "+919876543210",
    "from_number": "+15739693824",
    "variables": { "customer_name": "Sama", "order_id": "ORD-001" },
    "webhook_url": "https://your-server.com/per-call-webhook"
  }'""",
            call_id="id",
        )
        assert placed["status"] == "initiated"
        assert (placed["from_number"], placed["to_number"]) == ("+15739693824", "+919876543210")

        reader.sandbox.advance(20)
        reader.runs(STOP)
        reader.sandbox.advance(3)
        assert reader.runs(GET_CALL)["messages"]

        moved = reader.runs(
            """curl -X PATCH https://api.oneinbox.ai/v1/phone-numbers/<phone_id> \\
  -H "Authorization: Bearer <api_key>" \\
  -H "Content-Type: application/json" \\
  -d '{ "agent_id": "<new_agent_id>" }'"""
        )
        assert moved["agent_id"] == reader.blanks["new_agent_id"]

    def test_finds_available_numbers(self, reader: Reader) -> None:
        found = reader.runs(
            'curl "https://api.oneinbox.ai/v1/phone-numbers/search'
            '?country=US&area_code=415&limit=10" \\\n  -H "Authorization: Bearer <api_key>"'
        )
        assert len(found) == 10
        assert all(number["phone_number"].startswith("+1415") for number in found)


class TestTheReference:
    def test_creates_a_call_with_every_field(self, sandbox: Sandbox, api: httpx.Client) -> None:
        number = api.get("/phone-numbers").json()["items"][0]
        answer = run(
            """curl --request POST \\
  --url https://api.oneinbox.ai/v1/calls \\
  --header 'Authorization: Bearer <token>' \\
  --header 'Content-Type: application/json' \\
  --data '
{
  "agent_id": "<agent>",
  "to_number": "<to>",
  "from_number": "<from>",
  "scheduled_at": "2023-11-07T05:31:56Z",
  "variables": {},
  "webhook_url": "<string>",
  "overrides": {
    "llm": {
      "model": "<string>",
      "temperature": 123,
      "system_prompt": "<string>"
    },
    "transcriber": {
      "model": "<string>",
      "language": "<string>"
    },
    "tts": {
      "voice_id": "<string>",
      "model": "<string>",
      "speed": 123,
      "stability": 123
    },
    "first_message": "<string>"
  },
  "metadata": {}
}
'""",
            sandbox.url,
            {
                "token": "oi_sk_sandbox",
                "agent": number["agent_id"],
                "from": number["phone_number"],
                "to": "+14155550111",
                "string": "text",
            },
        )
        assert answer.status_code == 201, answer.text
        assert set(answer.json()) == set(CALL_FIELDS.split())

    def test_creates_a_web_call_token(self, sandbox: Sandbox, api: httpx.Client) -> None:
        agent_id = api.get("/agents").json()["items"][0]["id"]
        answer = run(
            """curl --request POST \\
  --url https://api.oneinbox.ai/v1/web-calls/token \\
  --header 'Authorization: Bearer <token>' \\
  --header 'Origin: http://localhost' \\
  --header 'Content-Type: application/json' \\
  --data '
{
  "agent_id": "<string>",
  "variables": {
    "customer_name": "Suman"
  },
  "metadata": {
    "source": "homepage_widget"
  }
}
'""",
            sandbox.url,
            {"token": "oi_pk_sandbox", "string": agent_id},
        )
        assert answer.status_code == 201, answer.text
        told = answer.json()
        assert (told["type"], told["agent_id"]) == ("web", agent_id)
        assert told["room_name"].startswith("web-")
        kept = api.get(f"/calls/{told['id']}").json()
        assert kept["metadata"]["source"] == "homepage_widget"
