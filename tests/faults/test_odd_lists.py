"""Rows 13, 16 to 24 and 43: answers in proper form that hold what nobody expects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from console.insight.state import Kind, state_of
from console.live.board import Presence
from console.live.freshness import Standing
from console.text import clean
from console.tui.glyphs import UNICODE
from console.tui.screens.calls.columns import CallColumns
from console.tui.screens.calls.view import BoardView
from console.tui.widgets.live_table.drawing import pieces
from tests.faults.fault_server import Fault, reply, reply_json
from tests.faults.faulty_platform import CALLS, FaultyPlatform, Received

if TYPE_CHECKING:
    from tests.faults.watch import Watch

LIVE = f"{CALLS}?status=in_progress"
HOSTILE = (
    "[/]",
    "[@click=app.quit]press[/]",
    "[pause]",
    "\x1b]52;c;Y3VybCBldmlsfHNo\x07",
    "\x1b]0;owned\x1b\\",
    "\x9b31m",
    "\x1b[2J",
    "\u202egnp.exe",
    "\0",
    "x" * 200_000,
)


def listed(*records: object) -> Fault:
    """A list of calls with these records."""
    return reply_json({"items": records, "total": len(records)})


def written(body: str) -> Fault:
    """A list of calls, its records exactly so."""
    return reply(f'{{"items": [{body}]}}'.encode())


def cells(watch: Watch, call_id: str) -> dict[str, str]:
    """What the board's columns show of a call."""
    view = BoardView(lambda: watch.session.agents.records, watch.clock.now)
    columns = CallColumns(view, UNICODE).wide()
    row = watch.rows[call_id]
    return {
        column.key: "".join(piece.text for piece in pieces(column.cell(row))) for column in columns
    }


class TestNoCallsAfterMany:
    async def test_are_believed_when_the_next_poll_agrees_and_marked_until_then(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.has(*(f"call_{n}" for n in range(60)))
        await watch.next_poll()
        platform.calls.clear()

        await watch.next_poll()
        assert watch.line.startswith("● live · ")
        assert watch.line.endswith(" · confirming")
        assert {row.presence for row in watch.rows.values()} == {Presence.HERE}

        await watch.next_poll()
        assert watch.line == "● live · 0 s"
        await watch.clock.advance(30)
        assert {row.presence for row in watch.rows.values()} == {Presence.GONE}

    async def test_that_were_a_slip_cost_nothing(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.has(*(f"call_{n}" for n in range(60)))
        await watch.next_poll()
        platform.fails(listed(), path=CALLS)
        await watch.next_poll()
        platform.mends()

        await watch.next_poll()

        assert watch.freshness.confirming is False
        assert {row.presence for row in watch.rows.values()} == {Presence.HERE}


class TestNumbersThatAreNone:
    @pytest.mark.parametrize(
        "number", ["NaN", "-Infinity", "9" * 5000, '"12"', "true", "[]"], ids=lambda n: n[:9]
    )
    async def test_are_dashes_in_their_cells(
        self, platform: FaultyPlatform, watch: Watch, number: str
    ) -> None:
        call = f'{{"id": "call_1", "status": "completed", "cost_cents": {number}}}'
        platform.fails(written(call), path=f"{CALLS}?offset=0")

        await watch.next_poll()

        assert watch.standing is Standing.LIVE
        assert watch.statuses["call_1"] == "completed"
        assert cells(watch, "call_1")["cost"] == ("12¢" if number == '"12"' else "–")
        assert cells(watch, "call_1")["lasted"] == ""  # nothing came


class TestText:
    async def test_in_another_encoding_shows_what_cannot_be_read(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        call = '{"id": "call_1", "status": "in_progress", "agent_name": "Jürgen"}'
        body = f'{{"items": [{call}]}}'.encode("latin-1")
        platform.fails(reply(body), path=CALLS)

        await watch.next_poll()

        assert watch.standing is Standing.LIVE
        assert "J\N{REPLACEMENT CHARACTER}rgen" in str(dict(watch.rows["call_1"].call.raw))

    async def test_after_a_byte_order_mark_is_read_as_it_is(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        body = b"\xef\xbb\xbf" + json.dumps({"items": [{"id": "new", "status": "queued"}]}).encode()
        platform.fails(reply(body), path=f"{CALLS}?status=queued")

        await watch.next_poll()

        assert watch.statuses["new"] == "queued"

    async def test_with_half_a_character_costs_that_character_alone(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        said = '[{"role": "user", "content": "well \\ud83d"}]'
        torn = f'{{"id": "torn", "status": "in_progress", "messages": {said}}}'
        platform.fails(written(f'{torn}, {{"id": "call_1", "status": "in_progress"}}'), path=LIVE)

        await watch.next_poll()

        assert {"torn", "call_1"} <= watch.rows.keys()
        assert watch.rows["torn"].call.messages[0].content == "well \N{REPLACEMENT CHARACTER}"

    @pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
    async def test_that_is_hostile_shows_as_visible_signs(
        self, platform: FaultyPlatform, watch: Watch, text: str
    ) -> None:
        fields = ("status", "agent_name", "from_number", "to_number", "end_reason", "outcome")
        told: dict[str, Any] = dict.fromkeys(fields, text)
        told |= {"variables": {text: text}, "metadata": {text: text}}
        platform.fails(listed({"id": "call_1", **told}), path=CALLS)

        await watch.next_poll()

        shown = cells(watch, "call_1")
        assert watch.statuses["call_1"] == clean(text)
        assert all(cell == clean(cell, limit=10_000) for cell in shown.values())
        assert clean(text)[:12] in shown["state"]


class TestAnUnknownStatus:
    async def test_is_shown_as_it_is_and_alarms_nobody(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        platform.has("call_1", status="warm_transfer")

        await watch.next_poll()

        state = state_of(watch.rows["call_1"].call, watch.clock.now())
        assert (state.kind, state.word) == (Kind.UNKNOWN, "warm_transfer")
        assert "warm_transfer" in cells(watch, "call_1")["state"]


class TestUnreadableRecords:
    ODD: tuple[object, ...] = ({"status": "in_progress"}, None, [], "call")

    async def test_are_counted_while_the_others_are_shown(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        good = [{"id": f"call_{n}", "status": "in_progress"} for n in range(8)]
        platform.fails(listed(*good, *self.ODD), path=LIVE)

        await watch.next_poll()

        assert len(watch.rows) == 8
        assert watch.line == "● live · 0 s · 4 could not be read"
        platform.mends()
        await watch.next_poll()
        assert watch.line == "● live · 0 s"

    async def test_are_counted_in_the_slow_lists_too(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        named = [{"id": f"agt_{n}", "name": "One"} for n in range(8)]
        platform.fails(listed(*named, *self.ODD), path="/v1/agents")
        agents = watch.session.agents

        agents.look_again()
        await watch.clock.advance(2)

        assert (len(agents.records), agents.freshness.unreadable) == (8, 4)
        platform.mends()
        agents.look_again()
        await watch.clock.advance(2)
        assert agents.freshness.unreadable == 0

    async def test_in_the_majority_leave_the_board_as_it_was(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        rows = watch.rows
        platform.fails(listed({"id": "other"}, {"id": "more"}, *self.ODD[:3]), path=CALLS)

        await watch.next_poll()

        assert watch.line.startswith("A suspicious answer: 3 of 5 records cannot be read. ✕")
        assert watch.rows == rows
        platform.mends()
        await watch.next_poll()
        assert watch.line == "● live · 0 s"

    async def test_but_for_their_ids_are_rows_with_gaps(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        known = set(type(watch.rows["call_1"].call).model_fields)
        wrong: dict[str, Any] = {name: {"no": ["such", None]} for name in known - {"raw"}}
        platform.fails(listed({**wrong, "id": "call_1"}), path=CALLS)

        await watch.next_poll()

        assert watch.standing is Standing.LIVE
        assert cells(watch, "call_1")["other"] == "–"


class TestTheSameCallTwice:
    async def test_is_one_row_as_it_was_changed_last(
        self, platform: FaultyPlatform, watch: Watch
    ) -> None:
        early, late = "2026-03-02T11:58:00+00:00", "2026-03-02T11:59:00+00:00"
        newer = {"id": "call_1", "status": "in_progress", "to_number": "+1", "updated_at": late}
        older = {"id": "call_1", "status": "queued", "to_number": "+2", "updated_at": early}
        platform.fails(listed(newer, older), path=CALLS)

        await watch.next_poll()

        assert [call_id for call_id in watch.rows if call_id == "call_1"] == ["call_1"]
        assert watch.rows["call_1"].call.to_number == "+1"


class TestAListThatChangesWhileItIsRead:
    async def test_loses_and_doubles_no_call(self, platform: FaultyPlatform, watch: Watch) -> None:
        platform.has(*(f"call_{n}" for n in range(1, 251)))
        await watch.next_poll()
        here = {f"call_{n}" for n in range(1, 251)}
        assert watch.rows.keys() == here

        def move(received: Received) -> None:
            """After each page one new call comes in front, and one from the first page ends."""
            if received.target.startswith(LIVE):
                platform.has(f"new_{len(platform.calls)}")
                ended = platform.calls[f"call_{250 - len(platform.calls) % 50}"]
                ended["status"] = "completed"

        platform.after = move
        await watch.next_poll()
        platform.after = lambda _: None
        await watch.next_poll()

        expected = {call_id: call["status"] for call_id, call in platform.calls.items()}
        assert watch.statuses == expected
        assert all(row.presence is Presence.HERE for row in watch.rows.values())
