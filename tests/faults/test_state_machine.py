"""Anything may happen, in any order: the server, the network, the clock and the operator.

What holds all the while is told by the invariants. `make fuzz` lets much more happen: it sets
`EXAMPLES` and `STEPS`.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from console.actions.calls import CallActions, PhoneCallDraft, redial_draft
from console.actions.journal import Journal
from console.api.vocabulary import is_terminal
from console.live.board import Presence
from console.live.freshness import Standing
from console.sandbox.faults.hostile import TEXTS
from console.text import clean
from tests.faults.fault_server import Fault, raw, reply_json, reset, truncated
from tests.faults.faulty_platform import CALLS, FaultyPlatform
from tests.faults.watch import KEY, NetworkClock, Watch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Iterator

    from console.live.board import Row

FAULTS: dict[str, Fault] = {
    "reset": reset(),
    "closed": raw(b""),
    "cut off": truncated({"items": []}),
    "web page": raw(b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>"),
    "garbage": raw(b"\x16\x03\x01 nothing like HTTP\r\n\r\n"),
    "500": reply_json({"detail": "Oops"}, status="500 Internal Server Error"),
    "403": reply_json({"detail": "Not yours."}, status="403 Forbidden"),
    "429": reply_json({}, status="429 Too Many Requests", headers={"retry-after": "7"}),
}
REJECTED = reply_json({"detail": "No such key."}, status="401 Unauthorized")
LIVE = ("queued", "initiated", "in_progress")
ENDED = ("completed", "failed", "no_answer", "busy")
DRAFT = PhoneCallDraft(agent_id="agt_1", to_number="+4915112345678", from_number="+14155550100")
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(TEXTS), st.text(), st.none(), st.integers(), st.lists(st.text(), max_size=2)
)
PICK = st.integers(0, 1000)


class AnAccountUnderWatch(RuleBasedStateMachine):
    """A session on a platform that fails, with somebody who dials."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.clock = NetworkClock()
        self.said: defaultdict[str, set[str | None]] = defaultdict(set)
        self.heard = self.clock.now()
        self.dials = 0
        self.key_lost = False
        self.log = Log()
        logging.getLogger().addHandler(self.log)
        self._do(self._begin())

    async def _begin(self) -> None:
        self.platform = FaultyPlatform(self.clock.monotonic)
        self.platform.now = self.clock.now
        self.platform.after = lambda _: self._hear()
        self.platform.has("call_1", "call_2", "call_3")
        await self.platform.server.start()
        self.watch = Watch(self.platform.url, self.clock)
        self.journal_file = Path(self.folder.name) / "journal.jsonl"
        journal = Journal(self.journal_file, "acme", self.clock)
        self.actions = CallActions(self.watch.session, journal)
        await self.watch.opens()

    def teardown(self) -> None:
        self._do(self._end())
        self.runner.close()
        self.folder.cleanup()
        logging.getLogger().removeHandler(self.log)

    async def _end(self) -> None:
        """All is well again: the board shows what there is."""
        self.platform.mends()
        self.watch.session.look_again()
        async with asyncio.timeout(30):
            while self.watch.standing is not Standing.LIVE or self._unlike():
                await self.clock.advance(5)
        await self.watch.close()
        await self.platform.server.close()

    # The server

    @rule(status=st.sampled_from(LIVE), text=ODD)
    def a_call_begins(self, status: str, text: Any) -> None:
        name = f"call_{len(self.said) + 1}"
        self.platform.has(name, status=status, to_number=text, variables={"name": text})

    @rule(pick=PICK, status=st.sampled_from(ENDED), why=ODD)
    def a_call_ends(self, pick: int, status: str, why: Any) -> None:
        if calls := self._calls(live=True):
            call = calls[pick % len(calls)]
            call |= {"status": status, "end_reason": why, "ended_at": self._moment()}

    @rule(pick=PICK)
    def a_call_is_deleted(self, pick: int) -> None:
        if calls := self._calls():
            del self.platform.calls[calls[pick % len(calls)]["id"]]

    @rule(
        pick=PICK,
        field=st.sampled_from(
            ("agent_id", "from_number", "metadata", "variables", "duration_seconds", "outcome")
        ),
        value=ODD,
    )
    def a_call_is_changed(self, pick: int, field: str, value: Any) -> None:
        if calls := self._calls():
            calls[pick % len(calls)] |= {field: value, "updated_at": self._moment()}

    @rule(fault=st.sampled_from(sorted(FAULTS)), times=st.integers(1, 12))
    def answers_fail(self, fault: str, times: int) -> None:
        self.platform.fails(FAULTS[fault], times=times)

    @precondition(lambda self: not self.key_lost)
    @rule()
    def the_key_is_rejected(self) -> None:
        self.platform.fails(REJECTED)
        self.key_lost = True

    # Time

    @rule()
    def the_board_is_read(self) -> None:
        next_try = self.watch.freshness.next_try
        self.time_passes(max(0.1, next_try - self.clock.monotonic()) if next_try else 60)

    @rule(seconds=st.floats(0.1, 120))
    def time_passes(self, seconds: float) -> None:
        asked, frozen = len(self.platform.server.requests), self.watch.freshness.frozen
        self._do(self.clock.advance(seconds))
        if frozen:
            assert len(self.platform.server.requests) == asked

    @rule(seconds=st.floats(10, 100_000))
    def the_machine_sleeps(self, seconds: float) -> None:
        self.clock.suspend(seconds)
        self._do(self.clock.advance(1))  # in which it notices

    # The operator

    @rule(fault=st.sampled_from([None, *sorted(FAULTS)]), works=st.booleans())
    def somebody_is_called(self, fault: str | None, works: bool) -> None:
        self._dial(DRAFT, fault, works=works)

    @rule(pick=PICK, fault=st.sampled_from([None, *sorted(FAULTS)]), works=st.booleans())
    def somebody_is_called_again(self, pick: int, fault: str | None, works: bool) -> None:
        rows = [*self.watch.rows.values()]
        if not rows:
            return
        try:
            draft = redial_draft(rows[pick % len(rows)].call)
        except ValueError:
            return
        self._dial(draft, fault, works=works)

    @rule(pick=PICK)
    def a_call_is_stopped(self, pick: int) -> None:
        if ids := list(self.watch.rows):
            self._do(self._passing(self.actions.stop([ids[pick % len(ids)]])))

    @rule()
    def somebody_asks_again(self) -> None:
        if self.key_lost:
            self.platform.mends()
            self.key_lost = False
        self.watch.session.look_again()
        self.time_passes(1)

    # What holds

    @invariant()
    def the_board_shows_nothing_that_the_server_has_not_said(self) -> None:
        self._note()
        for row in self._rows():
            assert row.call.id in self.said
            assert row.call.status in self.said[row.call.id]

    @invariant()
    def nothing_is_older_than_it_is_said_to_be(self) -> None:
        age = self.watch.freshness.age(self.clock.monotonic())
        assert age is not None
        true_age = (self.clock.now() - self.heard).total_seconds()
        assert age >= true_age - 0.001
        latest = self.clock.monotonic() - true_age + 0.001
        assert [row for row in self._rows() if row.as_of > latest] == [], latest

    @invariant()
    def each_dial_is_one_request_at_most(self) -> None:
        dialled = [each for each in self.platform.asked(CALLS, "POST") if each.target == CALLS]
        assert len(dialled) <= self.dials
        names = [each.json()["metadata"]["client_request_id"] for each in dialled]
        assert len(names) == len(set(names))

    @invariant()
    def the_key_is_nowhere(self) -> None:
        written = self.journal_file.read_text("utf-8") if self.journal_file.exists() else ""
        assert KEY.get_secret_value() not in "\n".join((*self.log.lines, written))

    @invariant()
    def every_text_is_clean(self) -> None:
        for row in self.watch.rows.values():
            for text in texts_of(row):
                assert clean(text, lines=True, limit=100_000) == text

    @invariant()
    def nothing_has_ended_on_a_fault(self) -> None:
        assert self.watch.is_running
        assert self.log.faults == []

    def _rows(self) -> Iterable[Row]:
        unseen = {Presence.EXPECTED, Presence.NOT_SEEN}
        return (row for row in self.watch.rows.values() if row.presence not in unseen)

    def _unlike(self) -> list[str]:
        """The calls on the platform that the board shows otherwise, or not at all."""
        shown = self.watch.statuses
        live = [call for call in self._calls(live=True) if self.said[call["id"]] <= {*LIVE}]
        return [call["id"] for call in live if shown.get(call["id"]) != call["status"]]

    def _calls(self, *, live: bool = False) -> list[dict[str, Any]]:
        calls = self.platform.calls.values()
        return [call for call in calls if not (live and is_terminal(call["status"]))]

    def _note(self) -> None:
        for call in self.platform.calls.values():
            self.said[call["id"]].add(call["status"])

    def _hear(self) -> None:
        self._note()
        self.heard = self.clock.now()

    def _moment(self) -> str:
        return self.clock.now().isoformat()

    def _dial(self, draft: PhoneCallDraft, fault: str | None, *, works: bool) -> None:
        if fault is not None:
            self.platform.fails(FAULTS[fault], method="POST", path=CALLS, times=1, works=works)
        self.dials += 1
        self._do(self._passing(self.actions.start(draft)))

    async def _passing(self, doing: Awaitable[object]) -> None:
        """Let time pass until something is done: requests wait for their turn."""
        task = asyncio.ensure_future(doing)
        while not task.done():
            await self.clock.advance(0.1)
            await asyncio.sleep(0.001)
        task.result()

    def _do(self, doing: Awaitable[object]) -> None:
        async def until_done() -> None:
            async with asyncio.timeout(30):
                await doing

        self.runner.run(until_done())
        self._note()


class Log(logging.Handler):
    """Everything that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        if record.levelno >= logging.ERROR:
            self.faults.append(record.getMessage())


def texts_of(row: Row) -> Iterator[str]:
    """Every text that the board may show of a call."""
    for name in type(row.call).model_fields:
        value = getattr(row.call, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping) and name != "raw":
            pairs = cast("Mapping[object, object]", value)
            yield from (each for each in (*pairs, *pairs.values()) if isinstance(each, str))


TestAnAccountUnderWatch = pytest.mark.timeout(0)(AnAccountUnderWatch.TestCase)
AnAccountUnderWatch.TestCase.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "12")),
    stateful_step_count=int(os.environ.get("STEPS", "25")),
    derandomize="EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
