"""Every endpoint of the API notes: what is asked, and how the answer is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.api.errors import ApiError, Trouble
from tests.faults.fault_server import FaultServer, raw, reply_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from console.api.client import OneInbox

    Ask = Callable[[OneInbox], Awaitable[Any]]

DIAL: dict[str, Any] = {"agent_id": "a", "to_number": "+49151", "from_number": "+1415"}
AT_NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
NO_ROUTE = reply_json({"detail": "Not Found"}, status="404 Not Found")

READS: dict[str, Ask] = {
    "/v1/calls?offset=0&limit=100": lambda api: api.calls.page(),
    "/v1/calls?agent_id=a&status=queued&offset=40&limit=20": lambda api: api.calls.page(
        agent_id="a", status="queued", limit=20, offset=40
    ),
    "/v1/calls/cursor?status=queued&cursor=a%2Bb%3D&limit=5": lambda api: api.calls.cursor_page(
        status="queued", cursor="a+b=", limit=5
    ),
    "/v1/calls/call_1": lambda api: api.calls.get("call_1"),
    "/v1/calls/a%2F..%3Fb%23c": lambda api: api.calls.get("a/..?b#c"),
    "/v1/agents?offset=0&limit=100": lambda api: api.agents.page(),
    "/v1/agents/agt_1": lambda api: api.agents.get("agt_1"),
    "/v1/models?offset=0&limit=100": lambda api: api.models.page(),
    "/v1/models/llm_1": lambda api: api.models.get("llm_1"),
    "/v1/credentials?offset=0&limit=100": lambda api: api.credentials.page(),
    "/v1/credentials/crd_1": lambda api: api.credentials.get("crd_1"),
    "/v1/phone-numbers?offset=0&limit=100": lambda api: api.numbers.page(),
    "/v1/phone-numbers/phn_1": lambda api: api.numbers.get("phn_1"),
    "/v1/webhooks?offset=0&limit=100": lambda api: api.webhooks.page(),
    "/v1/webhooks/wh_1": lambda api: api.webhooks.get("wh_1"),
    "/v1/webhooks/wh_1/deliveries?offset=0&limit=50": lambda api: api.webhooks.deliveries("wh_1"),
    "/v1/tools?offset=0&limit=100": lambda api: api.tools.page(),
    "/v1/tools/tool_1": lambda api: api.tools.get("tool_1"),
    "/v1/knowledge-bases?offset=0&limit=100": lambda api: api.knowledge_bases.page(),
    "/v1/knowledge-bases/kb_1": lambda api: api.knowledge_bases.get("kb_1"),
    "/v1/voices?provider=cartesia&offset=0&limit=200": lambda api: api.voices.page(
        provider="cartesia"
    ),
    "/v1/workspace/call-outcomes": lambda api: api.outcomes.list(),
    "/v1/usage": lambda api: api.account.usage(),
    "/v1/health": lambda api: api.account.health(),
    "/v1/audit-events?action=x&limit=100": lambda api: api.account.audit(action="x"),
}
WRITES: dict[str, tuple[Ask, dict[str, Any] | None]] = {
    "POST /v1/calls": (lambda api: api.calls.start(**DIAL), DIAL),
    "POST /v1/calls/web": (
        lambda api: api.calls.start_web(agent_id="a", overrides={"tts": {"speed": 1.1}}),
        {"agent_id": "a", "overrides": {"tts": {"speed": 1.1}}},
    ),
    "POST /v1/web-calls/token": (
        lambda api: api.calls.web_token(agent_id="a", origin="http://localhost"),
        {"agent_id": "a"},
    ),
    "POST /v1/calls/call_1/stop": (lambda api: api.calls.stop("call_1"), None),
    "PATCH /v1/calls/call_1": (
        lambda api: api.calls.set_outcome("call_1", "Interested"),
        {"outcome": "Interested"},
    ),
    "POST /v1/agents": (lambda api: api.agents.create({"name": "Anna"}), {"name": "Anna"}),
    "PATCH /v1/agents/a": (
        lambda api: api.agents.update("a", {"first_message": None}),
        {"first_message": None},
    ),
    "POST /v1/models": (lambda api: api.models.create({"name": "x"}), {"name": "x"}),
    "PATCH /v1/models/m": (lambda api: api.models.update("m", {"name": "y"}), {"name": "y"}),
    "POST /v1/credentials": (
        lambda api: api.credentials.create({"name": "x", "api_key": SecretStr("carrier key")}),
        {"name": "x", "api_key": "carrier key"},
    ),
    "PATCH /v1/credentials/c": (
        lambda api: api.credentials.update("c", {"api_key": SecretStr("new")}),
        {"api_key": "new"},
    ),
    "POST /v1/phone-numbers": (
        lambda api: api.numbers.create({"phone_number": "+1", "provider": "twilio"}),
        {"phone_number": "+1", "provider": "twilio"},
    ),
    "PATCH /v1/phone-numbers/n": (
        lambda api: api.numbers.update("n", {"inbound_routing": {"fallback": None}}),
        {"inbound_routing": {"fallback": None}},
    ),
    "POST /v1/phone-numbers/purchase": (
        lambda api: api.numbers.purchase(country="US", area_code="415"),
        {"country": "US", "area_code": "415"},
    ),
    "POST /v1/webhooks": (lambda api: api.webhooks.create({"name": "x"}), {"name": "x"}),
    "PATCH /v1/webhooks/w": (
        lambda api: api.webhooks.update("w", {"status": "disabled"}),
        {"status": "disabled"},
    ),
    "POST /v1/webhooks/w/test": (lambda api: api.webhooks.test("w"), None),
    "POST /v1/tools": (lambda api: api.tools.create({"type": "end_call"}), {"type": "end_call"}),
    "PATCH /v1/tools/t": (lambda api: api.tools.update("t", {"name": "x"}), {"name": "x"}),
    "POST /v1/voices/import": (lambda api: api.voices.import_voice({"a": 1}), {"a": 1}),
    "POST /v1/workspace/call-outcomes": (
        lambda api: api.outcomes.create(label="Call back"),
        {"label": "Call back"},
    ),
    "PATCH /v1/workspace/call-outcomes/o": (
        lambda api: api.outcomes.update("o", {"is_active": False}),
        {"is_active": False},
    ),
}
DELETES: dict[str, Ask] = {
    "/v1/calls/x": lambda api: api.calls.delete("x"),
    "/v1/agents/x": lambda api: api.agents.delete("x"),
    "/v1/models/x": lambda api: api.models.delete("x"),
    "/v1/credentials/x": lambda api: api.credentials.delete("x"),
    "/v1/phone-numbers/x": lambda api: api.numbers.delete("x"),
    "/v1/webhooks/x": lambda api: api.webhooks.delete("x"),
    "/v1/tools/x": lambda api: api.tools.delete("x"),
}


def asked(server: FaultServer) -> list[str]:
    return [request.target for request in server.requests]


class TestWhatIsAsked:
    @pytest.mark.parametrize("target", READS)
    async def test_by_a_read(self, server: FaultServer, client: OneInbox, target: str) -> None:
        server.answers(reply_json({"id": "x", "items": []}))

        await READS[target](client)

        assert [(r.method, r.target, r.body) for r in server.requests] == [("GET", target, b"")]

    @pytest.mark.parametrize("line", WRITES)
    async def test_by_a_write(self, server: FaultServer, client: OneInbox, line: str) -> None:
        server.answers(reply_json({"id": "x"}, status="201 Created"))
        ask, body = WRITES[line]

        await ask(client)

        assert [f"{r.method} {r.target}" for r in server.requests] == [line]
        assert server.requests[0].json() == body

    @pytest.mark.parametrize("target", DELETES)
    async def test_by_a_deletion(self, server: FaultServer, client: OneInbox, target: str) -> None:
        server.answers(raw(b"HTTP/1.1 204 No Content\r\n\r\n"))

        await DELETES[target](client)

        assert [(r.method, r.target) for r in server.requests] == [("DELETE", target)]

    async def test_by_a_dial_with_everything(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json({"id": "x"}))

        await client.calls.start(
            **DIAL,
            scheduled_at=AT_NOON,
            variables={"name": "Zoë \ud83d"},
            webhook_url="https://example.com/hook",
            overrides={"llm": {"temperature": 0.2}},
            metadata={"request": "r1"},
        )

        assert server.requests[0].json() == {
            **DIAL,
            "scheduled_at": "2025-03-01T12:00:00+00:00",
            "variables": {"name": "Zoë \ud83d"},
            "webhook_url": "https://example.com/hook",
            "overrides": {"llm": {"temperature": 0.2}},
            "metadata": {"request": "r1"},
        }

    async def test_by_a_web_page_comes_from_its_origin(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json({"id": "x"}))

        await client.calls.web_token(agent_id="a", origin="http://localhost")

        assert server.requests[0].headers["origin"] == "http://localhost"


class TestWhatIsRead:
    async def test_a_started_call(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json({"id": "call_9", "status": "queued"}, status="201 Created"))

        call = await client.calls.start(**DIAL)

        assert (call.id, call.status) == ("call_9", "queued")

    async def test_numbers_on_offer(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json([{"phone_number": "+14155550100", "locality": "San Francisco"}]))

        (number,) = await client.numbers.search(country="US", area_code="415")

        assert (number.phone_number, number.locality) == ("+14155550100", "San Francisco")
        assert asked(server) == ["/v1/phone-numbers/search?country=US&area_code=415&limit=10"]

    async def test_outcomes_of_every_kind(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(
            reply_json(
                {"builtin": ["Voicemail", None], "items": [{"id": "o1", "label": "Call back"}]}
            )
        )

        outcomes = await client.outcomes.list()

        assert [(o.label, o.builtin) for o in outcomes] == [
            ("Voicemail", True),
            ("Call back", None),
        ]

    async def test_usage(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json({"calls_made_today": 12, "cost_cents_this_month": 99.5}))

        usage = await client.account.usage()

        assert (usage.calls_made_today, usage.cost_cents_this_month) == (12, 99.5)

    async def test_something_else_is_not_taken_for_it(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json(["what?"]))

        with pytest.raises(ApiError) as caught:
            await client.calls.get("call_1")

        assert caught.value.kind is Trouble.NOT_THE_API


class TestAWholeList:
    async def test_is_read_page_after_page(self, server: FaultServer, client: OneInbox) -> None:
        first = [{"id": f"a{n}"} for n in range(99)]
        server.answers(
            reply_json({"items": [*first, None], "total": 101}),
            reply_json({"items": [{"id": "a100"}], "total": 101}),
        )

        agents = await client.agents.list()

        assert len(agents) == 100
        assert asked(server)[1] == "/v1/agents?offset=100&limit=100"

    async def test_that_shifts_while_it_is_read_has_no_record_twice(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(
            reply_json({"items": [{"id": "a"}, {"id": "b", "name": "old"}], "total": 3}),
            reply_json({"items": [{"id": "b", "name": "new"}], "total": 3}),
        )

        agents = await client.agents.list()

        assert [(agent.id, agent.name) for agent in agents] == [("a", None), ("b", "new")]

    async def test_without_an_end_is_left_when_it_repeats_itself(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json([{"id": f"a{n}"} for n in range(100)]))

        assert len(await client.agents.list()) == 100
        assert len(server.requests) == 2


class TestCredentials:
    async def test_are_sought_under_their_newer_name_and_found_there_ever_after(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(NO_ROUTE, reply_json([{"id": "crd_1"}]))

        await client.credentials.list()
        await client.credentials.list()

        paths = [target.partition("?")[0] for target in asked(server)]
        assert paths == ["/v1/credentials", "/v1/integrations", "/v1/integrations"]

    async def test_are_sought_again_when_the_name_they_had_is_gone(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json([]), NO_ROUTE, reply_json([]), NO_ROUTE, reply_json([]))

        for _ in range(3):
            await client.credentials.list()

        paths = [target.partition("?")[0] for target in asked(server)]
        older, newer = "/v1/credentials", "/v1/integrations"
        assert paths == [older, older, newer, newer, older]

    async def test_keep_their_name_where_it_is_known(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json([{"id": "crd_1"}]), NO_ROUTE)
        await client.credentials.list()

        with pytest.raises(ApiError):
            await client.credentials.get("gone")

        assert asked(server)[1:] == ["/v1/credentials/gone"]

    async def test_that_are_nowhere_leave_the_name_open(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(NO_ROUTE, NO_ROUTE, reply_json({"id": "crd_1"}))
        with pytest.raises(ApiError):
            await client.credentials.get("gone")

        assert (await client.credentials.get("crd_1")).id == "crd_1"
        assert asked(server)[2] == "/v1/credentials/crd_1"


class TestWalkingThroughCalls:
    async def walk(self, client: OneInbox) -> list[str]:
        return [call.id async for page in client.calls.walk(limit=2) for call in page.items]

    async def test_goes_by_cursor(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(
            reply_json({"items": [{"id": "a"}, {"id": "b"}], "next_cursor": "n", "has_more": True}),
            reply_json({"items": [{"id": "c"}], "next_cursor": None, "has_more": False}),
        )

        assert await self.walk(client) == ["a", "b", "c"]
        assert asked(server) == ["/v1/calls/cursor?limit=2", "/v1/calls/cursor?cursor=n&limit=2"]

    @pytest.mark.parametrize(
        "status", ["404 Not Found", "405 Method Not Allowed", "422 Unprocessable Content"]
    )
    async def test_goes_by_offset_where_there_are_no_cursors_and_remembers(
        self, server: FaultServer, client: OneInbox, status: str
    ) -> None:
        pages = [
            reply_json({"items": [{"id": "a"}, {"id": "b"}], "total": 3}),
            reply_json({"items": [{"id": "c"}], "total": 3}),
        ]
        server.answers(reply_json({"detail": "no"}, status=status), *pages, *pages)

        assert await self.walk(client) == ["a", "b", "c"]
        assert await self.walk(client) == ["a", "b", "c"]
        assert [target.partition("?")[0] for target in asked(server)] == [
            "/v1/calls/cursor",
            *["/v1/calls"] * 4,
        ]

    async def test_ends_when_a_cursor_comes_again(
        self, server: FaultServer, client: OneInbox
    ) -> None:
        server.answers(reply_json({"items": [{"id": "a"}], "next_cursor": "n", "has_more": True}))

        assert await self.walk(client) == ["a", "a"]

    async def test_that_fails_is_told(self, server: FaultServer, client: OneInbox) -> None:
        server.answers(reply_json({}, status="500 Internal Server Error"))

        with pytest.raises(ApiError):
            await self.walk(client)

        assert asked(server) == ["/v1/calls/cursor?limit=2"]
