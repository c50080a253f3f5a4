"""Which calls time alone makes late or stuck, and what all of them add up to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from console.api.records.agent import Agent
from console.api.records.call import Call
from console.live.board import Board, Presence
from console.live.changes import Change
from console.tui.screens.calls.levels import Levels
from console.tui.screens.calls.view import BoardView
from tests.fakes import NOON

if TYPE_CHECKING:
    from console.insight.state import CallState

SECOND = timedelta(seconds=1)


class Followed:
    """A board whose levels are followed, and a clock to move."""

    def __init__(self, **max_durations: float) -> None:
        self.now: datetime = NOON
        self.agents = {
            agent_id: Agent.read({"id": agent_id, "max_duration_seconds": seconds})
            for agent_id, seconds in max_durations.items()
        }
        self.board = Board()
        self.view = BoardView(lambda: self.agents, lambda: self.now)
        self.levels = Levels(self.view)

    def read(self, call_id: str, status: str, **fields: Any) -> None:
        """A read shows a call, of now unless it says otherwise."""
        raw = {"created_at": self.now, "started_at": self.now, "ended_at": self.now} | fields
        told = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in raw.items()}
        call = Call.read({"id": call_id, "status": status, **told})
        self.take(self.board.apply([call], as_of=0.0))

    def take(self, change: Change) -> None:
        self.levels.update(self.board.rows, change)

    def moved_after(self, seconds: float) -> tuple[str, ...]:
        """The calls that are told as moved when so many seconds have passed."""
        self.now += seconds * SECOND
        moved = self.levels.moved(self.board.rows)
        self.take(Change(changed=moved))
        return moved

    def state(self, call_id: str) -> CallState:
        return self.view.state(self.board.rows[call_id])

    def told_at(self, until: int) -> list[int]:
        """The seconds at which anything is told as moved, looking each second."""
        return [second for second in range(1, until + 1) if self.moved_after(1)]


class TestTimeAlone:
    def test_makes_a_waiting_call_late_after_two_minutes_and_stuck_after_five(self) -> None:
        followed = Followed()
        followed.read("a", "queued")
        assert followed.told_at(600) == [120, 300]

    def test_makes_a_conversation_late_and_stuck_by_its_agents_limit(self) -> None:
        followed = Followed(brief=100)
        followed.read("a", "in_progress", agent_id="brief")
        assert followed.told_at(300) == [80, 160]

    def test_makes_a_scheduled_call_due(self) -> None:
        followed = Followed()
        followed.read("a", "queued", scheduled_at=NOON + 1000 * SECOND)
        assert followed.told_at(1130) == [1000, 1120]

    def test_is_noticed_after_a_long_silence_too(self) -> None:
        followed = Followed()
        followed.read("a", "queued")
        assert followed.moved_after(299) == ("a",)
        assert followed.moved_after(1) == ("a",)

    def test_moves_only_the_calls_it_concerns(self) -> None:
        followed = Followed()
        followed.read("early", "queued")
        followed.moved_after(60)
        followed.read("later", "queued")
        assert followed.moved_after(60) == ("early",)
        assert followed.moved_after(60) == ("later",)

    def test_moves_no_call_that_has_ended_left_or_is_in_doubt(self) -> None:
        followed = Followed()
        for call_id in ("ended", "left", "doubtful"):
            followed.read(call_id, "queued")
        followed.read("ended", "completed", updated_at=NOON + SECOND)
        followed.take(followed.board.remove(["left"]))
        followed.take(followed.board.set_presence(["doubtful"], Presence.CHECKING))
        assert followed.told_at(600) == []


class TestAnAgentsLimit:
    def test_that_becomes_known_moves_its_calls(self) -> None:
        followed = Followed()
        followed.read("a", "in_progress", agent_id="brief")
        assert followed.moved_after(90) == ()
        followed.agents["brief"] = Agent.read({"id": "brief", "max_duration_seconds": 100})
        followed.take(Change(changed=("a",)))
        assert followed.state("a").level
        assert followed.moved_after(70) == ("a",)


class TestTheSum:
    def test_follows_reads_time_and_leaving(self) -> None:
        followed = Followed()
        followed.read("a", "queued")
        followed.read("b", "in_progress")
        assert (followed.levels.fleet().waiting, followed.levels.fleet().talking) == (1, 1)
        followed.moved_after(300)
        assert followed.levels.fleet().stuck == 1
        followed.read("b", "failed", updated_at=followed.now)
        assert followed.levels.fleet().failed_last_hour == 1
        followed.take(followed.board.remove(["a", "b"]))
        fleet = followed.levels.fleet()
        assert (fleet.waiting, fleet.stuck, fleet.failed_last_hour) == (0, 0, 0)

    def test_leaves_out_calls_that_the_platform_has_no_more(self) -> None:
        followed = Followed()
        followed.read("a", "in_progress")
        followed.take(followed.board.set_presence(["a"], Presence.GONE))
        assert followed.levels.fleet().talking == 0


CALLS = st.lists(
    st.tuples(
        st.sampled_from(["queued", "initiated", "in_progress", "completed"]),
        st.integers(-700, 400),
        st.sampled_from(["brief", "patient", "unknown"]),
    ),
    max_size=12,
)


class TestWhateverIsOnTheBoard:
    @given(CALLS, st.lists(st.integers(1, 200), max_size=12))
    @settings(max_examples=100, deadline=None)
    def test_exactly_what_time_has_moved_is_told(
        self, calls: list[tuple[str, int, str]], steps: list[int]
    ) -> None:
        followed = Followed(brief=60, patient=900)
        for number, (status, seconds, agent_id) in enumerate(calls):
            moment = NOON + seconds * SECOND
            due = moment if seconds > 0 else None
            followed.read(
                str(number), status, agent_id=agent_id, started_at=moment, created_at=moment,
                scheduled_at=due,
            )  # fmt: skip
        for step in steps:
            before = {call_id: followed.state(call_id) for call_id in followed.board.rows}
            told = followed.moved_after(step)
            after = {
                call_id: BoardView(lambda: followed.agents, lambda: followed.now).state(row)
                for call_id, row in followed.board.rows.items()
            }
            assert sorted(told) == sorted(i for i in before if before[i] != after[i])


class TestACallThatIsGone:
    def lost(self) -> Followed:
        followed = Followed(brief=100)
        followed.read("a", "in_progress", agent_id="brief")
        followed.read("b", "in_progress", agent_id="brief")
        followed.now += 100 * SECOND
        followed.take(followed.board.lose(["a"], followed.now, now=100.0))
        return followed

    def test_is_no_longer_counted_as_live(self) -> None:
        assert self.lost().levels.fleet().talking == 1

    def test_never_gets_stuck(self) -> None:
        followed = self.lost()
        followed.moved_after(3600)
        assert followed.levels.fleet().stuck == 1
        assert followed.state("a").word == "gone"

    def test_has_no_clock_but_tells_when_it_was_last_seen(self) -> None:
        followed = self.lost()
        assert followed.view.time(followed.board.rows["a"]) == "1 m"

    def test_stands_below_the_live_and_above_the_ended(self) -> None:
        followed = self.lost()
        followed.read("over", "completed")
        ranked = sorted(followed.board.rows.values(), key=followed.view.rank)
        assert [row.call.id for row in ranked] == ["b", "a", "over"]
