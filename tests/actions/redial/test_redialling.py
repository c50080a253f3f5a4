"""Many calls placed again on a real server: how fast, how many at once, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.actions.calls import CallActions
from console.actions.journal import Journal
from console.actions.redial.redialling import Redialling
from console.actions.redial.run import Pace, Progress, Run, Stage
from console.api.client import open_client
from console.api.records.call import Call
from console.insight.catalogue import built_in
from console.insight.redial import Again, RedialPlan
from console.session import Session
from tests.fakes import FakeClock, running, until
from tests.sandbox_server import SECRET_KEY, START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

TALKS, BUSY, STUCK = "0111", "0199", "0195"
"""What a number ends with decides what becomes of a call to it."""


@dataclass
class Bench:
    """A run on a sandbox whose time and ours go on together."""

    sandbox: Sandbox
    clock: FakeClock
    session: Session
    journal: Journal
    redialling: Redialling
    agent_id: str
    from_number: str

    def calls(self, *ends: str) -> list[Call]:
        """An earlier call to each number; numbers are told apart by their middle."""
        return [
            Call.read(
                {
                    "id": f"before_{number}",
                    "agent_id": self.agent_id,
                    "type": "outbound",
                    "direction": "outbound",
                    "status": "failed",
                    "from_number": self.from_number,
                    "to_number": f"+1415{200 + number}{end}",
                    "variables": {"n": str(number)},
                    "ended_at": (START - timedelta(hours=1)).isoformat(),
                }
            )
            for number, end in enumerate(ends)
        ]

    def begin(self, *ends: str, pace: Pace | None = None, after: float = 0) -> Run:
        not_before = START + timedelta(seconds=after) if after else None
        plan = RedialPlan(
            tuple(
                Again(call, call.to_number or "", not_before) for call in self.calls(*ends)
            ), ()
        )  # fmt: skip
        return self.redialling.begin(plan, pace or Pace(60, 10), built_in())

    def dialled(self) -> list[str]:
        """The numbers that the server was asked to call."""
        return [each["body"]["to_number"] for each in self.sandbox.requests("POST", "/v1/calls")]

    def tries(self) -> int:
        """How often the server was asked to call somebody."""
        return len(self.sandbox.requests("POST", "/v1/calls"))

    async def passes(self, seconds: float) -> None:
        """Let time pass here and there; what is sent meanwhile is answered."""
        while seconds > 0:
            step = min(seconds, 1.0)
            self.sandbox.advance(step)
            await self.clock.advance(step)
            await until(lambda: not self._dialling())
            await self.clock.settle()
            seconds -= step

    def _dialling(self) -> int:
        run = self.redialling.run
        return run.counts[Stage.DIALLING] if run else 0

    async def look(self) -> None:
        """Read the board's calls again, as the feeds would."""
        page = await self.session.client.calls.page(limit=50)
        for call in page.items:
            self.session.live.put(call)


@pytest.fixture
def world() -> dict[str, Any]:
    """Settings of the sandbox and the client."""
    return {}


@pytest.fixture
async def bench(tmp_path: Path, world: dict[str, Any]) -> AsyncGenerator[Bench]:
    read_only = world.get("read_only", False)
    with running_sandbox(history=0) as sandbox:
        clock = FakeClock(now=START)
        client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock, read_only=read_only)
        session = Session(client, clock, Random(7))
        journal = Journal(tmp_path / "journal.jsonl", "acme", clock)
        calls = CallActions(session, journal)
        redialling = Redialling(session, calls)
        agent = (await client.agents.page(limit=1)).items[0]
        number = (await client.numbers.list())[0]
        async with running(clock, redialling.follow):
            yield Bench(
                sandbox, clock, session, journal, redialling, agent.id, str(number.phone_number)
            )
        await session.close()


def stages(run: Run) -> list[str]:
    return [target.stage.value for target in run.targets.values()]


class TestARun:
    async def test_dials_each_once_at_its_pace(self, bench: Bench) -> None:
        bench.begin(TALKS, TALKS, TALKS, pace=Pace(6, 10))
        await bench.passes(1)
        assert bench.tries() == 1
        await bench.passes(9.5)
        assert bench.tries() == 2
        await bench.passes(10)
        assert bench.dialled() == [call.to_number for call in bench.calls(TALKS, TALKS, TALKS)]
        assert not bench.redialling.going

    async def test_sends_what_the_earlier_call_was_started_with(self, bench: Bench) -> None:
        bench.begin(TALKS)
        await bench.passes(1)
        [body] = [each["body"] for each in bench.sandbox.requests("POST", "/v1/calls")]
        assert body["variables"] == {"n": "0"}
        assert (body["agent_id"], body["from_number"]) == (bench.agent_id, bench.from_number)
        lines = [(line.action, line.phase) for line in bench.journal.entries()]
        assert lines == [("start_call", "sending"), ("start_call", "done")]

    async def test_has_no_more_live_at_once_than_was_said(self, bench: Bench) -> None:
        run = bench.begin(BUSY, TALKS, TALKS, pace=Pace(60, 2))
        await bench.passes(5)
        assert stages(run) == ["live", "live", "waiting"]
        await bench.passes(5)
        await bench.look()
        await bench.passes(1)
        assert stages(run) == ["ended", "live", "live"]
        assert run.targets["before_0"].words == "busy"

    async def test_waits_until_it_is_early_enough(self, bench: Bench) -> None:
        bench.begin(TALKS, after=20)
        await bench.passes(19)
        assert bench.dialled() == []
        await bench.passes(2)
        assert bench.tries() == 1

    async def test_is_paused_resumed_and_aborted_by_a_person(self, bench: Bench) -> None:
        run = bench.begin(TALKS, TALKS, TALKS, TALKS, pace=Pace(60, 10))
        await bench.passes(0.5)
        bench.redialling.pause()
        await bench.passes(3)
        assert (bench.tries(), run.progress, run.why) == (1, Progress.PAUSED, "")
        bench.redialling.resume()
        await bench.passes(0.5)
        assert bench.tries() == 2
        bench.redialling.abort()
        await bench.passes(3)
        assert bench.tries() == 2
        assert stages(run) == ["live", "live", "aborted", "aborted"]
        assert (run.placed, run.wanted) == (2, 4)
        bench.sandbox.advance(60)
        await bench.look()
        assert stages(run)[:2] == ["ended", "ended"]

    async def test_calls_nobody_who_is_on_the_line_by_then(self, bench: Bench) -> None:
        first, second = bench.calls(TALKS, TALKS)
        since = {**first.raw, "id": "since", "status": "in_progress", "ended_at": None}
        since["to_number"] = second.to_number
        run = bench.begin(TALKS, TALKS, pace=Pace(6, 10))
        bench.session.live.put(Call.read(since))
        await bench.passes(11)
        assert stages(run) == ["live", "left out"]
        assert run.targets["before_1"].words == "a call with this number is live or ordered"

    async def test_is_the_only_one(self, bench: Bench) -> None:
        bench.begin(TALKS)
        with pytest.raises(RuntimeError):
            bench.begin(TALKS)
        bench.redialling.clear()
        assert bench.redialling.run is not None
        bench.redialling.abort()
        bench.redialling.clear()
        assert bench.redialling.run is None


class TestALostAnswer:
    async def test_is_looked_for_and_never_sent_again(self, bench: Bench) -> None:
        bench.sandbox.fault("lost", method="POST", path="/v1/calls", times=1)
        run = bench.begin(TALKS)
        await bench.passes(1)
        assert stages(run) == ["unsure"]
        await bench.look()
        assert stages(run) == ["live"]
        assert bench.tries() == 1

    async def test_counts_as_live_until_it_is_settled(self, bench: Bench) -> None:
        bench.sandbox.fault("drop", method="POST", path="/v1/calls", times=1)
        run = bench.begin(TALKS, TALKS, pace=Pace(60, 1))
        await bench.passes(4)
        assert stages(run) == ["unsure", "waiting"]
        bench.session.board.give_up(bench.clock.monotonic() + 61)
        await bench.passes(2)
        assert stages(run) == ["unsure", "live"]
        assert "not seen for a minute" in run.targets["before_0"].words


class TestWhatStopsIt:
    @pytest.mark.parametrize("status", [401, 402, 403])
    async def test_what_hits_every_call_stops_it_at_once_and_costs_none(
        self, bench: Bench, status: int
    ) -> None:
        bench.sandbox.fault("status", method="POST", status=status, text="No credit left.")
        run = bench.begin(TALKS, TALKS)
        await bench.passes(5)
        assert (bench.tries(), run.progress) == (1, Progress.PAUSED)
        assert "No credit left." in run.why
        assert stages(run) == ["waiting", "waiting"]
        bench.sandbox.mend()
        bench.redialling.resume()
        await bench.passes(5)
        assert stages(run) == ["live", "live"]

    @pytest.mark.parametrize(("status", "stage"), [(422, "refused"), (503, "unsure")])
    async def test_the_same_three_times_in_a_row_stops_it(
        self, bench: Bench, status: int, stage: str
    ) -> None:
        bench.sandbox.fault("status", method="POST", status=status, text="Not now.")
        run = bench.begin(*[TALKS] * 5)
        await bench.passes(10)
        assert (bench.tries(), run.progress) == (3, Progress.PAUSED)
        assert run.why.startswith("3 times in a row: ")
        assert stages(run) == [stage] * 3 + ["waiting"] * 2

    async def test_one_that_is_refused_does_not(self, bench: Bench) -> None:
        bench.sandbox.fault("status", method="POST", status=422, text="No.", times=2)
        run = bench.begin(TALKS, TALKS, TALKS)
        await bench.passes(5)
        assert stages(run) == ["refused", "refused", "live"]
        assert run.progress is Progress.OVER

    async def test_a_rate_limit_is_waited_for(self, bench: Bench) -> None:
        bench.sandbox.fault("status", method="POST", status=429, retry_after="8", times=1)
        run = bench.begin(TALKS)
        await bench.passes(7)
        assert (bench.tries(), stages(run)) == (1, ["waiting"])
        await bench.passes(5)
        assert stages(run) == ["live"]

    async def test_a_lost_server_stops_it(self, bench: Bench) -> None:
        bench.session.link.probing = True
        run = bench.begin(TALKS)
        await bench.passes(2)
        assert (bench.dialled(), run.progress) == ([], Progress.PAUSED)
        assert run.why.startswith("offline")

    @pytest.mark.parametrize("world", [{"read_only": True}])
    async def test_a_profile_that_may_only_read_sends_nothing(self, bench: Bench) -> None:
        run = bench.begin(TALKS)
        await bench.passes(2)
        assert (bench.dialled(), run.progress) == ([], Progress.PAUSED)
        assert "only read" in run.why

    async def test_a_journal_that_cannot_be_written_stops_it(
        self, bench: Bench, tmp_path: Path
    ) -> None:
        (tmp_path / "journal.jsonl").mkdir()
        run = bench.begin(TALKS)
        await bench.passes(2)
        assert (bench.dialled(), stages(run)) == ([], ["waiting"])
        assert "cannot be written" in run.why


class TestAPace:
    def test_is_read_from_what_is_typed(self) -> None:
        assert Pace.read("12", " 3 ") == Pace(12, 3)

    @pytest.mark.parametrize("typed", ["", "0", "-1", "61", "six", "²", "1.5"])
    def test_says_what_can_be_typed(self, typed: str) -> None:
        with pytest.raises(ValueError, match="1 to 60 calls per minute"):
            Pace.read(typed, "2")

    def test_tells_about_how_long_it_takes(self) -> None:
        assert Pace(6, 10).seconds_for(7) == 6 * 10 + 60
        assert Pace(60, 2).seconds_for(7) == 6 * 30 + 60
        assert Pace().seconds_for(0) == 0
