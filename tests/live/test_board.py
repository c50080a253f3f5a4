"""The board: what it keeps, what it believes, and what it says has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from console.live.board import Board, Presence, Settled, place_of
from console.live.changes import Change
from tests.fakes import NOON
from tests.live.platform_double import at, call

if TYPE_CHECKING:
    from console.api.records.call import Call

BODY = {"agent_id": "agt_1", "to_number": "+4915112345678", "from_number": "+493012345"}


class TestReads:
    def test_new_calls_are_added_and_known_ones_are_not(self) -> None:
        board = Board()
        assert board.apply([call("a"), call("b")], 1.0) == Change(added=("a", "b"))
        assert board.apply([call("a"), call("b")], 2.0) == Change(unchanged=("a", "b"))
        assert board.rows["a"].as_of == 2.0

    def test_an_equal_read_keeps_the_record_that_is_held(self) -> None:
        board = Board()
        held = call("a")
        board.apply([held], 1.0)
        board.apply([call("a")], 2.0)
        assert board.rows["a"].call is held

    def test_one_changed_field_changes_one_call(self) -> None:
        board = Board()
        board.apply([call("a", "queued"), call("b")], 1.0)
        change = board.apply([call("a", "in_progress"), call("b")], 2.0)
        assert change == Change(changed=("a",), unchanged=("b",))

    def test_the_same_call_twice_in_a_read_is_one_row_and_the_newest_wins(self) -> None:
        board = Board()
        change = board.apply(
            [
                call("a", "in_progress", updated_at=at(5)),
                call("b"),
                call("a", "queued", updated_at=at(2)),
            ],
            1.0,
        )
        assert change == Change(added=("a", "b"))
        assert board.rows["a"].call.status == "in_progress"

    def test_a_late_answer_changes_nothing_and_makes_nothing_younger(self) -> None:
        board = Board()
        board.apply([call("a", "in_progress")], 5.0)
        assert board.apply([call("a", "queued")], 3.0) == Change(unchanged=("a",))
        assert board.rows["a"].as_of == 5.0

    def test_a_terminal_status_stays(self) -> None:
        board = Board()
        board.apply([call("a", "completed", updated_at=at(1))], 1.0)
        board.apply([call("a", "in_progress", updated_at=at(9))], 2.0)
        assert board.rows["a"].ended
        assert board.rows["a"].call.status == "completed"

    def test_an_unknown_status_counts_as_live(self) -> None:
        board = Board()
        board.apply([call("a", "teleporting"), call("b", None)], 1.0)
        assert board.live_unseen_since(2.0) == ["a", "b"]

    def test_rows_older_than_a_sleep_know_it(self) -> None:
        board = Board()
        board.apply([call("a")], 10.0)
        board.slept(3600)
        assert board.rows["a"].as_of == -3590


class TestPresence:
    def test_a_call_that_left_and_came_back_is_here_again(self) -> None:
        board = Board()
        board.apply([call("a")], 1.0)
        assert board.lose(["a"], NOON, 2.0) == Change(changed=("a",))
        assert board.apply([call("a")], 2.0) == Change(changed=("a",))
        assert board.rows["a"].presence is Presence.HERE

    def test_a_call_that_is_gone_is_not_looked_for_again(self) -> None:
        board = Board()
        board.apply([call("a")], 1.0)
        board.lose(["a"], NOON, 2.0)
        assert board.live_unseen_since(9.0) == []

    def test_a_call_that_is_gone_tells_when_it_was_last_seen(self) -> None:
        board = Board()
        board.apply([call("a")], 1.0)
        board.lose(["a"], NOON, 41.0)
        assert board.rows["a"].last_seen == NOON - timedelta(seconds=40)
        board.lose(["a"], NOON, 50.0)
        assert board.rows["a"].last_seen == NOON - timedelta(seconds=40)

    def test_saying_it_twice_is_no_change(self) -> None:
        board = Board()
        board.apply([call("a")], 1.0)
        board.set_presence(["a", "unknown"], Presence.CHECKING)
        assert not board.set_presence(["a", "unknown"], Presence.CHECKING)


class TestExpiry:
    def test_ended_calls_leave_after_their_time_and_live_ones_never(self) -> None:
        board = Board(keep=timedelta(minutes=30))
        board.apply(
            [
                call("old", "completed", ended_at=at(-1900)),
                call("fresh", "completed", ended_at=at(-60)),
                call("live", "in_progress", created_at=at(-90000)),
            ],
            1.0,
        )
        assert board.expire(NOON, 2.0) == Change(removed=("old",))
        assert set(board.rows) == {"fresh", "live"}

    def test_of_too_many_the_longest_ended_leave(self) -> None:
        board = Board(most_ended=2)
        board.apply([call(f"c{n}", "completed", ended_at=at(-n)) for n in range(5)], 1.0)
        board.expire(NOON, 2.0)
        assert set(board.rows) == {"c0", "c1"}

    def test_a_call_that_was_let_go_is_not_taken_in_again(self) -> None:
        board = Board(most_ended=1)
        calls = [call(f"c{n}", "completed", ended_at=at(-n)) for n in range(3)]
        board.apply([*calls, call("old", "completed", ended_at=at(-1900))], 1.0)
        board.expire(NOON, 2.0)
        assert board.apply([*calls, call("old", "completed")], 3.0) == Change(
            added=("old",), unchanged=("c0",)
        )

    def test_a_call_that_ended_before_the_board_began_is_not_taken_in(self) -> None:
        board = Board()
        board.expire(NOON, 0.0)
        assert not board.apply([call("old", "completed", ended_at=at(-1900))], 1.0)

    def test_a_call_that_is_gone_leaves_some_minutes_after_it_was_missed(self) -> None:
        board = Board(keep=timedelta(minutes=30))
        board.apply([call("a")], 0.0)
        board.lose(["a"], NOON, 1000.0)
        assert not board.expire(NOON, 1000.0)
        assert not board.expire(NOON, 1299.0)
        assert board.expire(NOON, 1301.0) == Change(removed=("a",))

    def test_a_call_that_came_back_meanwhile_stays(self) -> None:
        board = Board()
        board.apply([call("a")], 0.0)
        board.lose(["a"], NOON, 1.0)
        board.expire(NOON, 1.0)
        board.apply([call("a")], 100.0)
        assert not board.expire(NOON, 400.0)

    def test_a_call_that_was_never_seen_leaves_some_minutes_later(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        board.give_up(62.0)
        assert not board.expire(NOON, 62.0)
        assert board.expire(NOON, 363.0) == Change(removed=(place_of("r1"),))


class TestMarks:
    def test_stay_until_a_read_confirms_what_was_asked_for(self) -> None:
        board = Board()
        board.apply([call("a")], 1.0)
        assert board.mark("a", "stopping", 2.0) == Change(changed=("a",))
        board.apply([call("a")], 3.0)
        assert board.rows["a"].doing == "stopping"
        board.apply([call("a", "completed")], 4.0)
        assert board.rows["a"].doing is None

    def test_are_not_confirmed_by_a_read_from_before(self) -> None:
        def sold(call: Call) -> bool:
            return call.outcome == "sold"

        board = Board()
        board.apply([call("a", outcome="sold")], 1.0)
        board.mark("a", "saving the outcome", 5.0, sold)
        board.apply([call("a", outcome="sold")], 4.0)
        assert board.rows["a"].doing == "saving the outcome"
        board.apply([call("a", outcome="sold")], 6.0)
        assert board.rows["a"].doing is None

    def test_are_taken_away_when_the_write_was_refused_or_a_minute_has_passed(self) -> None:
        board = Board()
        board.apply([call("a"), call("b")], 1.0)
        board.mark("a", "stopping", 2.0)
        board.mark("b", "stopping", 2.0)
        assert board.unmark("a") == Change(changed=("a",))
        assert not board.give_up(60.0)
        assert board.give_up(63.0) == Change(changed=("b",))
        assert board.rows["b"].doing is None


class TestExpectedCalls:
    def test_hold_a_place_that_shows_what_was_asked_for(self) -> None:
        board = Board()
        assert board.expect("r1", BODY, 1.0) == Change(added=(place_of("r1"),))
        row = board.rows[place_of("r1")]
        assert row.presence is Presence.EXPECTED
        assert row.call.to_number == "+4915112345678"

    def test_give_their_place_to_the_call_that_carries_their_id(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        found = call("a", "queued", metadata={"client_request_id": "r1"})
        change = board.apply([call("b"), found], 2.0)
        assert change == Change(added=("b", "a"), removed=(place_of("r1"),))
        assert board.resolve(place_of("r1")) == "a"
        assert board.resolve("b") == "b"

    def test_need_no_place_when_the_call_is_there_already(self) -> None:
        board = Board()
        board.apply([call("a", "queued", metadata={"client_request_id": "r1"})], 1.0)
        assert not board.expect("r1", BODY, 2.0)
        assert board.resolve(place_of("r1")) == "a"

    def test_are_not_seen_after_a_minute(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        assert not board.give_up(60.0)
        assert board.give_up(62.0) == Change(changed=(place_of("r1"),))
        assert board.rows[place_of("r1")].presence is Presence.NOT_SEEN

    def test_are_bound_even_when_they_appear_late(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        board.give_up(62.0)
        board.apply([call("a", metadata={"client_request_id": "r1"})], 70.0)
        assert set(board.rows) == {"a"}

    def test_are_bound_by_a_later_read_when_the_first_one_did_not_tell(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        board.apply([call("a", "queued")], 2.0)
        tells = call("a", "queued", metadata={"client_request_id": "r1"})
        assert board.apply([tells], 3.0) == Change(changed=("a",), removed=(place_of("r1"),))

    def test_are_bound_by_the_answer_to_the_request(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        assert board.bind("r1", "a") == Change(removed=(place_of("r1"),))
        assert board.resolve(place_of("r1")) == "a"

    def test_are_taken_away_on_demand_only_when_they_were_not_seen(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        assert not board.dismiss(place_of("r1"))
        board.give_up(62.0)
        assert board.dismiss(place_of("r1")) == Change(removed=(place_of("r1"),))

    def test_are_told_as_seen_or_not_seen_even_after_their_row_has_left(self) -> None:
        board = Board()
        told: list[Settled] = []
        board.on_settled.add(told.append)
        board.expect("r1", BODY, 1.0)
        board.expect("r2", BODY, 1.0)
        board.apply([call("a", metadata={"client_request_id": "r1"})], 2.0)
        board.give_up(62.0)
        board.dismiss(place_of("r2"))
        board.apply([call("b", metadata={"client_request_id": "r2"})], 400.0)
        assert told == [Settled("r1", "a"), Settled("r2", None), Settled("r2", "b")]

    def test_leave_when_it_is_certain_that_they_were_refused(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        assert board.forget("r1") == Change(removed=(place_of("r1"),))

    def test_are_not_read_by_their_made_up_id(self) -> None:
        board = Board()
        board.expect("r1", BODY, 1.0)
        assert board.live_unseen_since(99.0) == []
