"""Rows 35 to 39: a dial is one request, whatever becomes of its answer."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from console.actions.calls import CallActions, PhoneCallDraft, Refused, Started, Unsure
from console.actions.journal import Journal
from console.clock import SystemClock
from console.live.board import REQUEST_ID, Presence, place_of
from tests.fakes import until
from tests.faults.fault_server import Fault, raw, reply_json, reset, silence, truncated
from tests.faults.faulty_platform import CALLS, FaultyPlatform

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.watch import Watch

DRAFT = PhoneCallDraft(agent_id="agt_1", to_number="+4915112345678", from_number="+14155550100")
LOST: dict[str, Fault] = {
    "reset": reset(),
    "closed": raw(b""),
    "cut off": truncated({"id": "call_4"}),
    "silence": silence(),
    "500": reply_json({"detail": "Oops"}, status="500 Internal Server Error"),
    "web page": raw(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>"),
}
DIALS_AND_WAITS = """
import asyncio, sys
from pathlib import Path
from random import Random
from pydantic import SecretStr
from console.actions.calls import CallActions, PhoneCallDraft
from console.actions.journal import Journal
from console.api.client import open_client
from console.clock import SystemClock
from console.session import Session

url, journal, *call = sys.argv[1:]

async def dial():
    clock = SystemClock()
    session = Session(open_client(url, SecretStr("oi_sk_12345678"), clock=clock), clock, Random(7))
    await CallActions(session, Journal(Path(journal), "acme", clock)).start(PhoneCallDraft(*call))

asyncio.run(dial())
"""


@pytest.fixture
def journal(tmp_path: Path, watch: Watch) -> Journal:
    return Journal(tmp_path / "journal.jsonl", "acme", watch.clock)


@pytest.fixture
def actions(watch: Watch, journal: Journal) -> CallActions:
    return CallActions(watch.session, journal)


def phases(journal: Journal) -> list[str]:
    return [entry.phase for entry in journal.entries()]


class TestADialWithoutAConnection:
    async def test_was_not_sent_and_may_be_tried_again(
        self, platform: FaultyPlatform, watch: Watch, actions: CallActions, journal: Journal
    ) -> None:
        await platform.server.close()

        refused = await actions.start(DRAFT)

        assert isinstance(refused, Refused)
        assert refused.words.endswith("connection refused. Nothing was sent. Try again?")
        assert not refused.error.sent
        assert platform.asked(method="POST") == []
        assert phases(journal) == ["sending", "refused"]
        assert set(watch.rows) == {"call_1", "call_2", "call_3"}

        await platform.server.start(port=platform.server.port)
        assert isinstance(await actions.start(DRAFT), Started)
        assert len(platform.asked(method="POST")) == 1


class TestADialWhoseAnswerIsLost:
    @pytest.mark.parametrize("name", LOST)
    async def test_is_found_in_the_list_and_never_sent_again(
        self,
        platform: FaultyPlatform,
        watch: Watch,
        actions: CallActions,
        journal: Journal,
        *,
        name: str,
    ) -> None:
        platform.fails(LOST[name], method="POST")
        if name == "silence":
            watch.deadlines.shorten()

        unsure = await actions.start(DRAFT)

        assert isinstance(unsure, Unsure)
        assert watch.rows[place_of(unsure.request_id)].presence is Presence.EXPECTED
        watch.deadlines.extend()
        await watch.next_poll()
        assert watch.rows["call_4"].call.to_number == DRAFT.to_number
        assert watch.session.board.resolve(place_of(unsure.request_id)) == "call_4"
        await watch.clock.advance(15)
        (dialled,) = platform.asked(method="POST")
        assert dialled.json()["metadata"] == {REQUEST_ID: unsure.request_id}
        await until(lambda: phases(journal) == ["sending", "unknown", "done"])

    async def test_and_that_never_came_to_be_is_not_seen_after_a_minute(
        self, platform: FaultyPlatform, watch: Watch, actions: CallActions
    ) -> None:
        platform.fails(reset(), method="POST", works=False)
        unsure = await actions.start(DRAFT)
        assert isinstance(unsure, Unsure)

        await watch.clock.advance(59)
        assert watch.rows[place_of(unsure.request_id)].presence is Presence.EXPECTED
        await watch.clock.advance(10)

        assert watch.rows[place_of(unsure.request_id)].presence is Presence.NOT_SEEN
        assert len(platform.asked(method="POST")) == 1


class TestAConsoleThatIsKilledWhileItDials:
    async def test_leaves_the_attempt_in_the_journal_and_the_call_in_the_list(
        self, platform: FaultyPlatform, watch: Watch, tmp_path: Path
    ) -> None:
        path = tmp_path / "killed.jsonl"
        platform.fails(silence(), method="POST", path=CALLS)
        call = (DRAFT.agent_id, DRAFT.to_number, DRAFT.from_number)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", DIALS_AND_WAITS, platform.url, str(path), *call
        )
        await platform.server.received(len(platform.server.requests) + 1)

        process.kill()
        await process.wait()

        (unfinished,) = Journal(path, "acme", SystemClock()).unfinished()
        assert (unfinished.action, unfinished.phase) == ("start_call", "sending")
        assert unfinished.what == "agt_1 from +14…0100 to +49…5678"
        assert len(platform.asked(method="POST")) == 1
        await watch.next_poll()
        assert watch.rows["call_4"].call.to_number == DRAFT.to_number
