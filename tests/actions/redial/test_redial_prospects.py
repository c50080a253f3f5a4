"""What is found out before calls are placed again: in the history, and on the board."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.redial.prospects import Prospects, look_into
from console.api.records.call import Call
from console.archive.store import Archive
from console.insight.catalogue import built_in

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ONE, OTHER = "+4930901820", "+4930901821"


def call(id_: str, to: str, minutes_ago: float, **fields: Any) -> Call:
    ended = NOON - timedelta(minutes=minutes_ago)
    usual = {
        "agent_id": "agt_1",
        "type": "outbound",
        "direction": "outbound",
        "status": "busy",
        "from_number": "+15739693824",
        "to_number": to,
        "created_at": (ended - timedelta(minutes=1)).isoformat(),
        "ended_at": ended.isoformat(),
    }
    return Call.read({"id": id_, **usual, **fields})


@pytest.fixture
async def archive() -> AsyncGenerator[Archive]:
    archive = Archive(None)
    yield archive
    await archive.close()


async def prospects(
    archive: Archive, calls: Sequence[Call], board: Sequence[Call] = ()
) -> Prospects:
    return await look_into(
        calls, board=board, archive=archive.calls, catalogue=built_in()
    )  # fmt: skip


class TestWhatWasSince:
    async def test_is_found_in_the_history(self, archive: Archive) -> None:
        talked = call("z", ONE, 2, status="completed", end_reason="user_hangup")
        await archive.calls.put([talked, call("y", OTHER, 90, status="completed")])
        found = await prospects(archive, [call("a", ONE, 50), call("b", OTHER, 50)])
        plan = found.plan(NOON)
        assert [each.call.id for each in plan.to_dial] == ["b"]
        assert [out.why for out in plan.left_out] == ["they were reached since"]

    async def test_is_newer_on_the_board(self, archive: Archive) -> None:
        talked = call("z", ONE, 2, status="completed", end_reason="user_hangup")
        live = call("z", ONE, 2, status="in_progress", ended_at=None)
        await archive.calls.put([live])
        found = await prospects(archive, [call("a", ONE, 50)], [talked])
        assert [each.id for each in found.known] == ["z"]
        assert found.plan(NOON).left_out[0].why == "they were reached since"


class TestTheAdvice:
    async def test_names_the_most_frequent_first(self, archive: Archive) -> None:
        blocked = {"status": "failed", "end_reason": "Twilio error 21215"}
        calls = [call("a", ONE, 5), call("b", OTHER, 5, **blocked), call("c", OTHER, 6, **blocked)]
        found = await prospects(archive, calls)
        assert [(row.name, count) for row, count in found.advice] == [
            ("country blocked", 2),
            ("busy", 1),
        ]
        assert [row.name for row in found.to_mend] == ["country blocked"]
        assert [each.call.id for each in found.plan(NOON, mended=True).to_dial] == ["a", "b"]

    async def test_says_nothing_of_reasons_nobody_has_explained(self, archive: Archive) -> None:
        strange = call("a", ONE, 5, status="failed", end_reason="flux capacitor empty")
        found = await prospects(archive, [strange])
        assert (found.advice, found.to_mend) == ([], [])
        assert len(found.plan(NOON).to_dial) == 1
