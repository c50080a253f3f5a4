"""Who may ask for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.sandbox_server import Sandbox


def ask(sandbox: Sandbox, **headers: str) -> httpx.Response:
    return httpx.get(f"{sandbox.url}/v1/calls", headers=headers)


class TestTheSecretKey:
    def test_opens_everything(self, api: httpx.Client) -> None:
        assert api.get("/calls").status_code == 200

    def test_does_not_stand_in_for_a_publishable_one(self, api: httpx.Client) -> None:
        assert api.post("/web-calls/token", json={"agent_id": "any"}).status_code == 403

    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer oi_sk_other", "Basic b2k6c2s="])
    def test_must_be_the_right_one(self, sandbox: Sandbox, header: str) -> None:
        refused = ask(sandbox, Authorization=header)
        assert refused.status_code == 401
        assert "API key" in refused.json()["detail"]

    def test_is_not_asked_for_by_the_health_check(self, sandbox: Sandbox) -> None:
        assert httpx.get(f"{sandbox.url}/v1/health").json()["status"] == "ok"


class TestThePublishableKey:
    def token(self, sandbox: Sandbox, agent_id: str, **headers: str) -> httpx.Response:
        with sandbox.api("oi_pk_sandbox") as api:
            return api.post("/web-calls/token", json={"agent_id": agent_id}, headers=headers)

    @pytest.fixture
    def agent_id(self, api: httpx.Client) -> str:
        return api.get("/agents").json()["items"][0]["id"]

    def test_starts_a_web_call_from_its_origin(self, sandbox: Sandbox, agent_id: str) -> None:
        assert self.token(sandbox, agent_id, Origin="http://localhost").status_code == 201

    @pytest.mark.parametrize("headers", [{}, {"Origin": "https://example.com"}])
    def test_starts_none_from_elsewhere(
        self, sandbox: Sandbox, agent_id: str, headers: dict[str, str]
    ) -> None:
        refused = self.token(sandbox, agent_id, **headers)
        assert refused.status_code == 403
        assert "ORIGIN_NOT_ALLOWED" in refused.json()["detail"]

    def test_opens_nothing_else(self, sandbox: Sandbox) -> None:
        assert ask(sandbox, Authorization="Bearer oi_pk_sandbox").status_code == 403

    def test_takes_no_overrides(self, sandbox: Sandbox, agent_id: str) -> None:
        with sandbox.api("oi_pk_sandbox") as api:
            body = {"agent_id": agent_id, "overrides": {"first_message": "Hi"}}
            refused = api.post(
                "/web-calls/token", json=body, headers={"Origin": "http://localhost"}
            )
        assert refused.status_code == 422
