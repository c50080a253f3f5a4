"""Calls, from the order to the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


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


class TestACallThatIsPlaced:
    def test_is_initiated_then_live_then_completed(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        placed = order(api)
        assert placed.status_code == 201
        call = f"/calls/{placed.json()['id']}"
        assert placed.json()["status"] == "initiated"
        sandbox.advance(6)
        assert api.get(call).json()["status"] == "in_progress"
        sandbox.advance(60)
        assert api.get(call).json()["status"] == "completed"

    def test_has_no_messages_until_some_seconds_after_its_end(
        self, sandbox: Sandbox, api: httpx.Client
    ) -> None:
        call = f"/calls/{order(api).json()['id']}"
        sandbox.advance(15)
        api.post(f"{call}/stop")
        stopped = api.get(call).json()
        assert (stopped["status"], stopped["messages"], stopped["analysis"]) == (
            "completed",
            [],
            {},
        )
        sandbox.advance(3)
        read = api.get(call).json()
        assert read["messages"]
        assert {"outcome", "summary"} <= set(read["analysis"])

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
        call = f"/calls/{order(api, f'+1415555{ending}').json()['id']}"
        sandbox.advance(120)
        ended = api.get(call).json()
        assert (ended["status"], ended["end_reason"]) == (status, reason)
