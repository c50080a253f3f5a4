"""The board kept up to date: what is asked, and what becomes of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from console.api.errors import ApiError, Trouble
from console.live.board import Presence
from console.live.freshness import Standing
from tests.live.platform_double import Console, Platform, at, unreachable

if TYPE_CHECKING:
    from tests.fakes import FakeClock

SPOKEN: dict[str, Any] = {
    "messages": [{"role": "agent", "content": "Hello"}],
    "analysis": {"summary": "They spoke."},
}


class TestWhatHappens:
    async def test_calls_appear_change_and_end(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", "queued")
        await clock.advance(1.0)
        assert console.statuses() == {"a": "queued"}
        platform.has("a", "in_progress")
        await clock.advance(4.0)
        assert console.statuses() == {"a": "in_progress"}
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(4.0)
        assert console.statuses() == {"a": "completed"}
        assert console.board.rows["a"].presence is Presence.HERE

    async def test_a_call_that_began_and_ended_between_two_polls_is_seen(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        platform.has("short", "queued")
        platform.has("short", "failed")
        await clock.advance(4.0)
        assert console.statuses() == {"short": "failed"}

    async def test_an_old_call_that_ends_is_read_by_its_id(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("old", created_at=at(-3000))
        for n in range(300):
            platform.has(f"c{n}", "no_answer", created_at=at(-n))
        await clock.advance(10.0)
        platform.has("old", "completed", **SPOKEN)
        await clock.advance(5.0)
        assert console.board.rows["old"].ended
        assert platform.read_ids == ["old"]

    async def test_an_unchanged_poll_says_nothing(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(250):
            platform.has(f"c{n}")
        await clock.advance(10.0)
        console.changes.clear()
        await clock.advance(30.0)
        assert console.changes == []

    async def test_every_page_of_a_large_list_is_read_once_a_call(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(250):
            platform.has(f"c{n}", created_at=at(-n))
        await clock.advance(3.0)
        assert len(console.board.rows) == 250
        added = [call_id for change in console.changes for call_id in change.added]
        assert len(added) == len(set(added)) == 250

    async def test_the_first_reading_brings_what_ended_lately(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for minute in range(400):
            moment = at(-60 * minute)
            platform.has(f"c{minute}", "no_answer", created_at=moment, ended_at=moment)
        await clock.advance(3.0)
        assert set(console.statuses()) == {f"c{minute}" for minute in range(30)}

    @pytest.mark.parametrize("newest_first", [True, False, None])
    async def test_the_order_of_the_list_does_not_matter(
        self, console: Console, platform: Platform, clock: FakeClock, newest_first: bool | None
    ) -> None:
        platform.newest_first = newest_first
        for n in range(350):
            platform.has(f"c{n}", "no_answer", created_at=at(-n), ended_at=at(-n))
        await clock.advance(3.0)
        for n in range(30):
            platform.has(f"new{n}", "queued")
            await clock.advance(0.1)
        await clock.advance(4.0)
        assert {f"new{n}" for n in range(30)} <= set(console.statuses())
        for n in range(30):
            platform.has(f"new{n}", "completed", **SPOKEN)
        await clock.advance(12.0)
        assert all(console.board.rows[f"new{n}"].ended for n in range(30))


class TestStatuses:
    async def test_a_live_spelling_nobody_documented_is_asked_for_once_seen(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", "Ringing")
        await clock.advance(1.0)
        platform.count()
        await clock.advance(4.0)
        assert platform.count()["status:Ringing"] == 1
        assert console.statuses() == {"a": "Ringing"}
        assert platform.read_ids == []

    async def test_a_spelling_the_server_refuses_to_list_costs_nothing_but_reads_by_id(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        def refuse() -> None:
            if platform.asked[-1] == "status:ringing":
                raise ApiError(Trouble.INVALID, "No such status.", status=422, sent=True)

        platform.fault = refuse
        platform.has("a", "ringing", created_at=at(-3000))
        platform.has("b", "in_progress")
        await clock.advance(20.0)
        platform.count()
        await clock.advance(60.0)
        counted = platform.count()
        assert counted["status:ringing"] == 0
        assert counted["by id"] <= 4
        assert console.live.freshness.standing(clock.monotonic()) is Standing.LIVE
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(40.0)
        assert console.board.rows["a"].ended

    async def test_a_server_that_invents_a_status_for_each_call_is_not_asked_for_all(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(60):
            platform.has(f"c{n}", f"state {n}")
        await clock.advance(60.0)
        platform.count()
        await clock.advance(60.0)
        assert len(console.board.rows) == 60
        asked = {question for question in platform.count() if question.startswith("status:")}
        assert len(asked) <= 12

    async def test_a_server_that_ignores_the_filter_is_not_read_to_its_end(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        read = platform.page

        async def page(*, status: str | None = None, **where: Any) -> Any:
            del status
            return await read(**where)

        platform.page = page  # pyright: ignore[reportAttributeAccessIssue]
        for n in range(5000):
            platform.has(f"c{n}", "no_answer", created_at=at(-n), ended_at=at(-n))
        platform.has("live", "in_progress", created_at=at(1))
        await clock.advance(10.0)
        platform.count()
        await clock.advance(30.0)
        assert platform.count().total() <= 60
        assert console.statuses()["live"] == "in_progress"


class TestReadsThatDisagree:
    async def test_a_call_that_left_the_lists_but_lives_stays(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", created_at=at(-3000))
        for n in range(300):
            platform.has(f"c{n}", "no_answer", created_at=at(-n))
        await clock.advance(10.0)
        hidden = platform.known.pop("a")
        vanished = dict(platform.known)
        platform.fault = lambda: platform.known.update(
            {"a": hidden} if platform.asked[-1] == "by id" else {}
        )
        await clock.advance(4.0)
        platform.fault = lambda: None
        platform.known = {**vanished, "a": hidden}
        await clock.advance(10.0)
        assert console.board.rows["a"].presence is Presence.HERE
        assert platform.read_ids == ["a"]

    async def test_a_call_the_platform_no_longer_knows_is_gone_but_stays_in_view(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a")
        await clock.advance(1.0)
        held = platform.known.pop("a")
        await clock.advance(5.0)
        assert console.board.rows["a"].presence is Presence.GONE
        platform.known["a"] = held
        await clock.advance(5.0)
        assert console.board.rows["a"].presence is Presence.HERE

    async def test_no_calls_at_all_after_many_is_heard_twice(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(60):
            platform.has(f"c{n}")
        await clock.advance(5.0)
        held = dict(platform.known)
        platform.known.clear()
        platform.count()
        while not console.live.freshness.confirming:
            await clock.advance(0.1)
        assert platform.count()["by id"] == 0
        assert {row.presence for row in console.board.rows.values()} == {Presence.HERE}
        platform.known.update(held)
        await clock.advance(3.0)
        assert not console.live.freshness.confirming
        assert platform.count()["by id"] == 0

    async def test_hundreds_that_are_gone_at_once_are_known_to_be_within_seconds(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(300):
            platform.has(f"c{n}")
        await clock.advance(10.0)
        platform.known.clear()
        for n in range(30):
            platform.has(f"new{n}")
        await clock.advance(12.0)
        gone = {i for i, row in console.board.rows.items() if row.presence is Presence.GONE}
        assert gone == {f"c{n}" for n in range(300)}
        platform.read_ids.clear()
        await clock.advance(400.0)
        assert set(console.board.rows) == {f"new{n}" for n in range(30)}
        platform.read_ids.clear()
        await clock.advance(60.0)
        assert platform.read_ids == []

    async def test_of_many_that_left_the_one_that_is_there_is_found_after_all(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(300):
            platform.has(f"c{n}", created_at=at(-n))
        await clock.advance(10.0)
        held = platform.known["c299"]
        platform.known.clear()
        platform.known["c299"] = {**held, "status": "ended in a way nobody lists"}
        for n in range(300):
            platform.has(f"new{n}", "no_answer", created_at=at(n))
        await clock.advance(200.0)
        assert console.board.rows["c299"].presence is Presence.HERE

    async def test_no_calls_at_all_twice_is_believed(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        for n in range(12):
            platform.has(f"c{n}")
        await clock.advance(5.0)
        platform.known.clear()
        await clock.advance(15.0)
        assert {row.presence for row in console.board.rows.values()} == {Presence.GONE}


class TestFailures:
    async def test_rows_stay_and_age_while_the_server_is_away_and_recover(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        def fail() -> None:
            raise unreachable()

        platform.has("a")
        await clock.advance(1.0)
        platform.fault = fail
        await clock.advance(3600.0)
        assert console.statuses() == {"a": "in_progress"}
        assert console.live.freshness.standing(clock.monotonic()) is Standing.OFFLINE
        age = console.live.freshness.age(clock.monotonic())
        assert age is not None
        assert age > 3590
        platform.fault = lambda: None
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(62.0)
        assert console.statuses() == {"a": "completed"}
        assert console.live.freshness.standing(clock.monotonic()) is Standing.LIVE

    async def test_a_poll_that_breaks_off_makes_no_call_leave(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        def fail_late() -> None:
            if platform.asked[-1] == "status:in_progress":
                raise unreachable()

        platform.has("a", "queued")
        platform.has("b", "in_progress")
        await clock.advance(1.0)
        platform.fault = fail_late
        await clock.advance(10.0)
        assert {row.presence for row in console.board.rows.values()} == {Presence.HERE}
        assert platform.read_ids == []

    async def test_a_call_that_cannot_be_read_is_tried_again(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        def fail_by_id() -> None:
            if platform.asked[-1] == "by id":
                raise ApiError(Trouble.SERVER, "Oops.", status=500, sent=True)

        platform.has("a")
        await clock.advance(1.0)
        del platform.known["a"]
        platform.fault = fail_by_id
        await clock.advance(10.0)
        assert console.board.rows["a"].presence is Presence.CHECKING
        platform.fault = lambda: None
        await clock.advance(15.0)
        assert console.board.rows["a"].presence is Presence.GONE


class TestWhatComesAfterTheEnd:
    async def test_a_transcript_is_read_within_a_second_of_its_landing(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", "in_progress", created_at=at(-3000))
        for n in range(300):
            platform.has(f"c{n}", "no_answer", created_at=at(-n))
        await clock.advance(10.0)
        platform.has("a", "completed")
        while not console.board.rows["a"].ended:
            await clock.advance(0.1)
        await clock.advance(2.4)
        assert not console.board.rows["a"].call.messages
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(0.8)
        assert console.board.rows["a"].call.messages

    async def test_what_never_comes_is_asked_for_less_and_less_and_then_no_more(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", "completed", ended_at=at(0))
        await clock.advance(31.0)
        assert len(platform.read_ids) == 5
        await clock.advance(600.0)
        assert 13 <= len(platform.read_ids) <= 15
        await clock.advance(1800.0)
        asked = len(platform.read_ids)
        assert asked <= 35
        assert not console.board.rows
        await clock.advance(3600.0)
        assert len(platform.read_ids) == asked

    async def test_what_has_come_is_asked_for_no_more(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a", "completed", ended_at=at(0))
        await clock.advance(2.5)
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(3.0)
        assert console.board.rows["a"].call.messages
        platform.read_ids.clear()
        await clock.advance(300.0)
        assert platform.read_ids == []


class TestClocks:
    async def test_a_server_clock_that_is_ahead_costs_no_row(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.clock_skew = -7200.0
        platform.has("a", "completed", ended_at=at(-7260), updated_at=at(-7260), **SPOKEN)
        await clock.advance(10.0)
        assert set(console.board.rows) == {"a"}

    async def test_after_a_sleep_all_is_old_and_asked_for_at_once(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a")
        await clock.advance(1.0)
        platform.count()
        console.live.slept(3600.0)
        assert console.live.freshness.standing(clock.monotonic()) is Standing.STALE
        assert console.board.rows["a"].as_of < -3500
        await clock.advance(0.0)
        assert platform.count()["newest"] == 1
        assert console.live.freshness.standing(clock.monotonic()) is Standing.LIVE
