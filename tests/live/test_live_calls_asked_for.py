"""The board and the operator: what somebody looks at, asks for, or has just done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.live.board import Presence, place_of
from tests.live.platform_double import Console, Platform, at, unreachable

if TYPE_CHECKING:
    from tests.fakes import FakeClock

SPOKEN: dict[str, Any] = {
    "messages": [{"role": "agent", "content": "Hello"}],
    "analysis": {"summary": "They spoke."},
}


class TestAttention:
    async def test_a_call_asked_for_goes_before_a_long_sweep(self, clock: FakeClock) -> None:
        platform = Platform(clock)
        console = Console(platform)
        for n in range(3000):
            platform.has(f"c{n}", created_at=at(-n))
        from tests.fakes import running

        async with running(clock, console.link.run, console.live.run):
            await clock.advance(3.0)
            console.live.look_again("c2999")
            await clock.advance(0.5)
            assert platform.read_ids == ["c2999"]

    async def test_a_watched_call_is_read_every_two_seconds_while_it_moves(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a")
        await clock.advance(1.0)
        console.live.watch("a")
        await clock.advance(10.0)
        assert 5 <= len(platform.read_ids) <= 6
        platform.has("a", "completed", **SPOKEN)
        await clock.advance(5.0)
        platform.read_ids.clear()
        await clock.advance(60.0)
        assert len(platform.read_ids) <= 2

    async def test_a_watched_call_that_is_gone_is_said_to_be(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a")
        await clock.advance(1.0)
        console.live.watch("a")
        platform.known.clear()
        await clock.advance(1.5)
        assert console.board.rows["a"].presence is Presence.GONE

    async def test_an_unattended_board_costs_little(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        console.live.attended = False
        await clock.advance(10.0)
        platform.count()
        await clock.advance(60.0)
        assert platform.count().total() <= 4 * 5


class TestWrites:
    async def test_the_answer_to_a_start_is_shown_at_once(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        platform.has("a", "queued")
        console.live.put(await platform.get("a"))
        assert console.changes[-1].added == ("a",)

    async def test_a_start_whose_answer_was_lost_is_found_in_the_list(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        console.live.expect("r1", {"to_number": "+4915112345678"})
        assert console.board.rows[place_of("r1")].presence is Presence.EXPECTED
        platform.has("a", "queued", metadata={"client_request_id": "r1"})
        console.live.look_again()
        await clock.advance(2.0)
        assert set(console.board.rows) == {"a"}
        assert console.board.resolve(place_of("r1")) == "a"

    async def test_a_place_that_is_held_is_not_read_by_its_made_up_id(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        await clock.advance(1.0)
        console.live.expect("r1", {"to_number": "+4915112345678"})
        console.live.watch(place_of("r1"))
        console.live.look_again(place_of("r1"))
        await clock.advance(10.0)
        assert console.board.rows[place_of("r1")].presence is Presence.EXPECTED
        platform.has("a", "queued", metadata={"client_request_id": "r1"})
        await clock.advance(10.0)
        assert set(platform.read_ids) == {"a"}

    async def test_a_start_that_never_happened_is_not_seen_after_a_minute_of_looking(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        def fail() -> None:
            raise unreachable()

        await clock.advance(1.0)
        console.live.expect("r1", {"to_number": "+4915112345678"})
        platform.fault = fail
        await clock.advance(90.0)
        assert console.board.rows[place_of("r1")].presence is Presence.EXPECTED
        platform.fault = lambda: None
        await clock.advance(130.0)
        assert console.board.rows[place_of("r1")].presence is Presence.NOT_SEEN

    async def test_a_stop_is_shown_until_the_end_is_read(
        self, console: Console, platform: Platform, clock: FakeClock
    ) -> None:
        platform.has("a")
        await clock.advance(1.0)
        console.live.doing("a", "stopping")
        await clock.advance(4.0)
        assert console.board.rows["a"].doing == "stopping"
        platform.has("a", "completed")
        console.live.look_again("a")
        await clock.advance(1.0)
        assert console.board.rows["a"].doing is None
