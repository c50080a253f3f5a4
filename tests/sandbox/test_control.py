"""The strings behind the world."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox_server import START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5) as running:
        yield running


class TestTheClock:
    def test_stands_still_until_it_is_moved(self, sandbox: Sandbox) -> None:
        assert sandbox.now() == sandbox.now() == START
        sandbox.advance(90.5)
        assert sandbox.now() == START + timedelta(seconds=90.5)

    def test_dates_every_answer(self, sandbox: Sandbox, api: httpx.Client) -> None:
        dated = parsedate_to_datetime(api.get("/health").headers["Date"])
        assert dated == sandbox.now().replace(microsecond=0)

    def test_never_goes_back(self, sandbox: Sandbox) -> None:
        assert sandbox.control.post("/advance", json={"seconds": -1}).status_code == 422

    def test_runs_at_its_speed_otherwise(self) -> None:
        with running_sandbox(speed=1000.0) as running:
            assert running.now() < running.now()


class TestEditing:
    @pytest.mark.parametrize(
        "value", ["[bold]x[/]", "\x1b[2J", "lone \ud800", None, 12, [], {"a": [1]}, True]
    )
    def test_puts_any_json_into_any_field(
        self, sandbox: Sandbox, api: httpx.Client, value: Any
    ) -> None:
        call_id = api.get("/calls").json()["items"][0]["id"]
        sandbox.edit("calls", call_id, end_reason=value, unheard_of=value)
        shown = api.get(f"/calls/{call_id}").json()
        assert shown["end_reason"] == shown["unheard_of"] == value

    def test_is_seen_by_filters(self, sandbox: Sandbox, api: httpx.Client) -> None:
        call_id = api.get("/calls").json()["items"][0]["id"]
        sandbox.edit("calls", call_id, status="in-progress")
        found = api.get("/calls", params={"status": "in-progress"}).json()["items"]
        assert [call["id"] for call in found] == [call_id]

    @pytest.mark.parametrize(
        "path",
        ["agents", "models", "phone-numbers", "credentials", "voices", "webhooks", "tools",
         "knowledge-bases"],
    )  # fmt: skip
    def test_works_on_every_resource(self, sandbox: Sandbox, api: httpx.Client, path: str) -> None:
        record_id = api.get(f"/{path}").json()["items"][0]["id"]
        sandbox.edit(path, record_id, name="[/]")
        assert api.get(f"/{path}").json()["items"][0]["name"] == "[/]"

    @pytest.mark.parametrize("value", [None, 12, [], {}, "text"])
    def test_never_breaks_the_world(self, value: Any) -> None:
        with running_sandbox(calls_per_minute=600.0) as running, running.api() as api:
            for path in ("agents", "models", "phone-numbers"):
                for record in api.get(f"/{path}?limit=100").json()["items"]:
                    running.edit(path, record["id"], **dict.fromkeys(record, value))
            running.advance(60)
            calls = api.get("/calls?limit=100")
            assert calls.status_code == 200
            assert calls.json()["total"] > 100

    def test_is_undone_by_a_change_over_the_api(self, sandbox: Sandbox, api: httpx.Client) -> None:
        agent_id = api.post("/agents", json={"name": "True"}).json()["id"]
        sandbox.edit("agents", agent_id, name="[/]", language=7)
        changed = api.patch(f"/agents/{agent_id}", json={"name": "Truer"}).json()
        assert (changed["name"], changed["language"]) == ("Truer", 7)

    def test_says_when_there_is_nothing_to_edit(self, sandbox: Sandbox) -> None:
        assert sandbox.control.post("/agents/none", json={}).status_code == 404
        assert sandbox.control.post("/dreams/none", json={}).status_code == 422
