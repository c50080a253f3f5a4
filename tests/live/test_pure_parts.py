"""The parts of the live engine that know no time but what they are told."""

from __future__ import annotations

from random import Random

import pytest

from console.api.errors import ApiError, Trouble
from console.insight.precedence import supersedes
from console.live.artefacts import next_read, patience_with
from console.live.backoff import pause, until_retry
from console.live.changes import Change, merge
from console.live.emptiness import Emptiness
from console.live.freshness import Freshness, Standing
from console.live.listeners import Listeners
from console.live.pages import Order, order_of
from tests.fakes import NOON
from tests.live.platform_double import at, call, unreachable


class TestChange:
    def test_is_nothing_when_all_is_as_it_was(self) -> None:
        assert not Change(unchanged=("a", "b"))
        assert Change(changed=("a",))

    @pytest.mark.parametrize(
        ("older", "newer", "together"),
        [
            ("added", "changed", "added"),
            ("added", "unchanged", "added"),
            ("changed", "unchanged", "changed"),
            ("unchanged", "changed", "changed"),
            ("changed", "removed", "removed"),
            ("removed", "added", "changed"),
        ],
    )
    def test_two_changes_of_one_call_become_one(
        self, older: str, newer: str, together: str
    ) -> None:
        merged = merge(Change(**{older: ("a",)}), Change(**{newer: ("a",)}))
        assert merged == Change(**{together: ("a",)})

    def test_what_came_and_went_never_was(self) -> None:
        assert merge(Change(added=("a",)), Change(removed=("a",))) == Change()

    def test_calls_that_only_one_of_them_names_stay(self) -> None:
        merged = merge(Change(added=("a",)), Change(changed=("b",), removed=("c",)))
        assert merged == Change(added=("a",), removed=("c",), changed=("b",))


class TestPrecedence:
    def test_an_ended_call_never_comes_back_to_life(self) -> None:
        ended = call("a", "completed", updated_at=at(10))
        live = call("a", "in_progress", updated_at=at(20))
        assert not supersedes(live, 9.0, ended, 1.0)
        assert supersedes(ended, 1.0, live, 9.0)

    def test_the_later_update_wins_over_the_later_read(self) -> None:
        newer = call("a", "in_progress", updated_at=at(20))
        older = call("a", "queued", updated_at=at(10))
        assert supersedes(newer, 1.0, older, 9.0)
        assert not supersedes(older, 9.0, newer, 1.0)

    def test_a_call_that_began_after_the_end_of_another_with_its_id_replaces_it(self) -> None:
        ended = call("a", "completed", created_at=at(0), ended_at=at(1), updated_at=at(300))
        again = call("a", "queued", created_at=at(1.5), updated_at=at(1.5))
        assert supersedes(again, 2.0, ended, 9.0)
        assert not supersedes(ended, 9.0, again, 2.0)

    def test_a_call_that_began_later_than_another_with_its_id_replaces_it(self) -> None:
        lost = call("a", "in_progress", created_at=at(0), updated_at=at(50))
        again = call("a", "queued", created_at=at(40), updated_at=at(40))
        assert supersedes(again, 2.0, lost, 1.0)
        assert not supersedes(lost, 3.0, again, 2.0)

    def test_a_time_of_creation_that_is_rounded_makes_no_other_call(self) -> None:
        ended = call("a", "completed", created_at=at(0), updated_at=at(10))
        live = call("a", "in_progress", created_at=at(0.7), updated_at=at(5))
        assert not supersedes(live, 9.0, ended, 1.0)

    def test_without_update_times_the_later_read_wins(self) -> None:
        assert supersedes(call("a", "in_progress"), 2.0, call("a", "queued"), 1.0)
        assert not supersedes(call("a", "queued"), 1.0, call("a", "in_progress"), 2.0)

    def test_of_two_ended_reads_the_later_update_wins(self) -> None:
        bare = call("a", "completed", updated_at=at(10))
        full = call("a", "completed", updated_at=at(13), outcome="Interested")
        assert supersedes(full, 1.0, bare, 2.0)
        assert not supersedes(bare, 2.0, full, 1.0)


class TestEmptiness:
    def test_nothing_after_many_is_believed_the_second_time(self) -> None:
        emptiness = Emptiness()
        assert not emptiness.believe(held=60, came=0)
        assert emptiness.confirming
        assert emptiness.believe(held=60, came=0)
        assert not emptiness.confirming

    def test_nothing_after_a_few_is_believed_at_once(self) -> None:
        assert Emptiness().believe(held=3, came=0)

    def test_an_answer_in_between_starts_anew(self) -> None:
        emptiness = Emptiness()
        emptiness.believe(held=60, came=0)
        assert emptiness.believe(held=60, came=59)
        assert not emptiness.believe(held=59, came=0)


class TestArtefacts:
    def test_are_looked_for_soon_and_then_each_minute_for_half_an_hour(self) -> None:
        moments = _moments(patience_with(call("a", "completed")))
        assert moments[:7] == [2, 3, 5, 10, 30, 90, 150]
        assert 1740 <= moments[-1] <= 1800

    def test_a_read_just_before_its_moment_was_the_read_for_it(self) -> None:
        assert next_read(1.99, patience=1800) == 3

    @pytest.mark.parametrize("status", ["in_progress", "no-answer", "busy", "cancelled"])
    def test_are_not_awaited_of_a_call_that_lives_or_never_became_one(self, status: str) -> None:
        assert patience_with(call("a", status)) == 0

    def test_are_awaited_of_a_failed_call_only_when_somebody_spoke(self) -> None:
        assert patience_with(call("a", "failed")) == 0
        assert patience_with(call("a", "failed", started_at=at(0), duration_seconds=31)) == 1800

    def test_are_awaited_for_half_a_minute_more_when_one_of_them_is_there(self) -> None:
        summary = {"summary": "They spoke."}
        for half in ({"messages": MESSAGES}, {"analysis": summary}):
            assert _moments(patience_with(call("a", "completed", **half)))[-1] == 30
        whole = call("a", "completed", messages=MESSAGES, analysis=summary)
        assert patience_with(whole) == 0


MESSAGES = [{"role": "agent", "content": "Hello"}]


def _moments(patience: float) -> list[float]:
    moments: list[float] = []
    age: float | None = 0.0
    while (age := next_read(age, patience)) is not None:
        moments.append(age)
    return moments


class TestBackoff:
    @pytest.mark.parametrize(
        ("kind", "failing_for", "shortest", "longest"),
        [
            (Trouble.UNREACHABLE, 0.0, 2, 5),
            (Trouble.BROKEN, 119.0, 2, 5),
            (Trouble.UNREACHABLE, 3600.0, 30, 60),
            (Trouble.SERVER, 0.0, 5, 10),
            (Trouble.TIMEOUT, 59.0, 5, 10),
            (Trouble.SERVER, 3600.0, 30, 60),
        ],
    )
    def test_is_short_at_first_and_shorter_where_there_is_no_way_to_the_server(
        self, kind: Trouble, failing_for: float, shortest: float, longest: float
    ) -> None:
        rng = Random(1)
        waits = [until_retry(kind, failing_for, rng) for _ in range(200)]
        assert shortest <= min(waits)
        assert longest * 0.9 < max(waits) <= longest

    def test_is_silent_for_longer_the_more_often_the_server_refuses(self) -> None:
        rng = Random(1)
        assert all(pause(1, rng) <= 2 for _ in range(100))
        assert 50 < max(pause(30, rng) for _ in range(100)) <= 60


class TestFreshness:
    def test_is_waiting_before_the_first_answer(self) -> None:
        assert Freshness(interval=3).standing(now=100) is Standing.WAITING
        assert Freshness(interval=3).age(now=100) is None

    def test_grows_stale_when_answers_stay_away(self) -> None:
        freshness = Freshness(interval=3, last_good=100)
        assert freshness.standing(now=107) is Standing.LIVE
        assert freshness.standing(now=109) is Standing.STALE
        assert freshness.age(now=109) == 9

    def test_is_offline_after_a_failure_and_frozen_when_nothing_is_tried(self) -> None:
        error = unreachable()
        failing = Freshness(interval=3, last_good=100, failing_since=NOON, error=error)
        assert failing.standing(now=101) is Standing.OFFLINE
        rejected = ApiError(Trouble.KEY_REJECTED, "Wrong key.")
        assert Freshness(interval=3, error=rejected, frozen=True).standing(1) is Standing.FROZEN

    def test_one_answer_that_went_wrong_is_not_yet_an_outage(self) -> None:
        error = ApiError(Trouble.SERVER, "Oops.", status=500, sent=True)
        once = Freshness(interval=3, last_good=100, failures=1, error=error)
        assert once.standing(now=104) is Standing.LIVE
        assert once.standing(now=109) is Standing.OFFLINE
        twice = Freshness(interval=3, last_good=100, failures=2, error=error)
        assert twice.standing(now=104) is Standing.OFFLINE


class TestOrder:
    def test_is_read_from_the_times_of_creation(self) -> None:
        a, b, c = (call(name, created_at=at(n)) for n, name in enumerate("abc"))
        assert order_of([c, b, a]) is Order.NEWEST_FIRST
        assert order_of([a, b, c]) is Order.OLDEST_FIRST
        assert order_of([b, a, c]) is Order.NONE

    def test_is_not_known_from_one_moment_or_from_none(self) -> None:
        assert order_of([call("a"), call("b")]) is None
        assert order_of([call("a", created_at=at(1)), call("b", created_at=at(1))]) is None


class TestListeners:
    def test_one_that_fails_keeps_the_news_from_nobody(self) -> None:
        heard: list[str] = []
        listeners: Listeners[str] = Listeners()

        def fail(_: str) -> None:
            raise KeyError

        listeners.add(fail)
        end = listeners.add(heard.append)
        listeners.tell("first")
        end()
        listeners.tell("second")
        assert heard == ["first"]
