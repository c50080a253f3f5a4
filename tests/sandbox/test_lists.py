"""Lists: pages that fit together, in every form the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


def by_cursor(api: httpx.Client, **query: str | int) -> Iterator[list[str]]:
    """The ids on each page."""
    cursor: str | None = None
    more = True
    while more:
        page = api.get("/calls/cursor", params={**query, **({"cursor": cursor} if cursor else {})})
        told = page.json()
        cursor, more = told["next_cursor"], told["has_more"]
        yield [call["id"] for call in told["items"]]
    assert cursor is None


class TestPagesByOffset:
    def test_hold_each_call_once_the_newest_first(self, api: httpx.Client) -> None:
        pages = [api.get("/calls", params={"limit": 15, "offset": at}).json() for at in (0, 15, 30)]
        calls = [call for page in pages for call in page["items"]]
        assert {page["total"] for page in pages} == {len(calls)}
        assert len({call["id"] for call in calls}) == len(calls)
        made = [call["created_at"] for call in calls]
        assert made == sorted(made, reverse=True)

    def test_have_twenty_items_unless_told(self, api: httpx.Client) -> None:
        page = api.get("/calls").json()
        assert (len(page["items"]), page["limit"], page["offset"]) == (20, 20, 0)

    def test_can_be_asked_for_one_agent_or_status(self, api: httpx.Client) -> None:
        agent_id = api.get("/calls").json()["items"][0]["agent_id"]
        theirs = api.get("/calls", params={"agent_id": agent_id}).json()["items"]
        assert {call["agent_id"] for call in theirs} == {agent_id}
        completed = api.get("/calls", params={"status": "completed"}).json()["items"]
        assert {call["status"] for call in completed} == {"completed"}
        assert api.get("/calls", params={"status": "unheard-of"}).json()["total"] == 0

    @pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "limit=many"])
    def test_have_bounds(self, api: httpx.Client, query: str) -> None:
        assert api.get(f"/calls?{query}").status_code == 422


class TestPagesByCursor:
    def test_hold_what_the_pages_by_offset_hold(self, api: httpx.Client) -> None:
        listed = [call["id"] for call in api.get("/calls?limit=100").json()["items"]]
        assert [each for page in by_cursor(api, limit=7) for each in page] == listed

    def test_neither_repeat_nor_skip_while_calls_arrive_and_go(self) -> None:
        with running_sandbox(history=30, calls_per_minute=20.0) as sandbox, sandbox.api() as api:
            before = {call["id"] for call in api.get("/calls?limit=100").json()["items"]}
            pages = by_cursor(api, limit=10)
            seen = next(pages)
            sandbox.advance(120)
            api.delete(f"/calls/{seen[-1]}")
            seen += [each for page in pages for each in page]
        assert len(seen) == len(set(seen))
        assert set(seen) == before

    def test_refuse_a_cursor_they_did_not_give(self, api: httpx.Client) -> None:
        refused = api.get("/calls/cursor?cursor=nonsense")
        assert refused.status_code == 422
        assert refused.json()["detail"][0]["loc"] == ["query", "cursor"]


class TestTenThousandLiveCalls:
    @pytest.fixture(scope="class")
    def crowd(self) -> Iterator[Sandbox]:
        with running_sandbox(live=10_000, history=0) as running:
            yield running

    def test_are_all_there_and_paged_through(self, crowd: Sandbox) -> None:
        with crowd.api() as api:
            found = {
                each
                for status in ("queued", "initiated", "in_progress")
                for page in by_cursor(api, status=status, limit=100)
                for each in page
            }
        assert len(found) == 10_000


class TestAnAnswer:
    def test_is_packed_when_asked(self, api: httpx.Client) -> None:
        packed = api.get("/calls?limit=100", headers={"Accept-Encoding": "gzip"})
        plain = api.get("/calls?limit=100", headers={"Accept-Encoding": "identity"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert packed.json() == plain.json()
