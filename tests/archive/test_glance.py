"""A quick look into an archive's file, from beside the console that writes it."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.api.records.call import Call
from console.archive import glance
from console.archive.glance import AGENT_NAMES, agents_of, calls_of
from console.archive.marks import Mark
from tests.archive.conftest import opened

if TYPE_CHECKING:
    from pathlib import Path

    from console.archive.store import Archive

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def call(call_id: str, minutes: int = 0, **fields: Any) -> Call:
    """A call of some minutes after noon."""
    created = (NOON + timedelta(minutes=minutes)).isoformat()
    return Call.read({"id": call_id, "status": "completed", "created_at": created, **fields})


async def keep_one(path: Path) -> None:
    async with opened(path) as archive:
        await archive.calls.put([call("a")])


class TestCalls:
    async def test_are_those_that_begin_so_the_latest_first(
        self, archive: Archive, path: Path
    ) -> None:
        await archive.calls.put([call("call_1", 1), call("call_2", 2), call("other", 3)])
        assert [each.id for each in calls_of(path, "call_")] == ["call_2", "call_1"]
        assert [each.id for each in calls_of(path, "", at_most=2)] == ["other", "call_2"]
        assert calls_of(path, "call_3") == []

    async def test_are_the_latest_also_where_many_begin_so(
        self, archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(glance, "_FEW", 3)
        await archive.calls.put([call(f"call_{n}", -n) for n in range(9)])
        assert [each.id for each in calls_of(path, "call", at_most=2)] == ["call_0", "call_1"]

    async def test_tell_when_they_were_how_they_ended_and_which_number_they_had(
        self, archive: Archive, path: Path
    ) -> None:
        number: dict[str, Any] = {"direction": "outbound", "from_number": "+4930123"}
        timeless = Call.read({"id": "b", "status": "failed"})
        await archive.calls.put([call("a", **number), timeless])
        first, second = calls_of(path, "")
        assert first == ("a", "2026-06-01 12:00 completed +4930123")
        assert second == ("b", "failed")


class TestAgents:
    async def test_are_those_of_calls_and_those_whose_names_are_known(
        self, archive: Archive, path: Path
    ) -> None:
        await archive.calls.put([call("a", agent_id="agt_1"), call("b", agent_id="agt_2")])
        await archive.marks.keep(Mark(AGENT_NAMES, {"agt_2": "Front Desk", "agt_3": "Sales"}))
        known = {"agt_1": "", "agt_2": "Front Desk", "agt_3": "Sales"}
        assert agents_of(path) == known

    async def test_of_hostile_names_are_safe_to_print(self, archive: Archive, path: Path) -> None:
        await archive.marks.keep(Mark(AGENT_NAMES, {"agt_1": "\x1b]0;x\x07"}))
        assert agents_of(path) == {"agt_1": "␛]0;x␇"}


class TestTheFile:
    def test_is_left_as_it_is(self, path: Path) -> None:
        asyncio.run(keep_one(path))
        before = path.read_bytes()
        calls_of(path, "")
        assert path.read_bytes() == before

    def test_that_is_not_there_is_not_made(self, path: Path) -> None:
        with pytest.raises(sqlite3.Error):
            calls_of(path, "")
        assert not path.exists()
