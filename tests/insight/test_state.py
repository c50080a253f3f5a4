from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from console.insight.state import Artefacts, Kind, Level, Patience, artefacts_of, state_of

if TYPE_CHECKING:
    from conftest import MakeCall

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class TestTheKindOfACall:
    @pytest.mark.parametrize(
        ("status", "kind", "word"),
        [
            ("queued", Kind.QUEUED, "queued"),
            ("initiated", Kind.RINGING, "connecting"),
            ("Ringing", Kind.RINGING, "ringing"),
            ("in_progress", Kind.TALKING, "talking"),
            ("in-progress", Kind.TALKING, "talking"),
            ("completed", Kind.COMPLETED, "completed"),
            ("FAILED", Kind.FAILED, "failed"),
            ("no-answer", Kind.ENDED, "no answer"),
            ("busy", Kind.ENDED, "busy"),
            ("cancelled", Kind.ENDED, "canceled"),
            ("teleporting", Kind.UNKNOWN, "teleporting"),
            (None, Kind.UNKNOWN, "no status"),
        ],
    )
    def test_follows_its_status_however_it_is_spelled(
        self, a_call: MakeCall, now: datetime, status: str | None, kind: Kind, word: str
    ) -> None:
        state = state_of(a_call(status=status, created_at=now), now)
        assert (state.kind, state.word, state.level) == (kind, word, Level.CALM)

    def test_is_waiting_when_live_and_not_answered(self) -> None:
        assert {kind for kind in Kind if kind.waiting} == {Kind.QUEUED, Kind.RINGING}

    def test_is_over_when_it_ended_in_any_way(self) -> None:
        assert {kind for kind in Kind if kind.over} == {Kind.FAILED, Kind.COMPLETED, Kind.ENDED}


class TestTheClockOfACallThatWaits:
    @pytest.mark.parametrize("status", ["queued", "initiated", "ringing"])
    @pytest.mark.parametrize(
        ("seconds", "level"),
        [(119, Level.CALM), (120, Level.WARN), (299, Level.WARN), (300, Level.ALARM)],
    )
    def test_warns_after_two_minutes_and_alarms_after_five(
        self, a_call: MakeCall, now: datetime, status: str, seconds: int, level: Level
    ) -> None:
        state = state_of(a_call(status=status, created_at=now - seconds * SECOND), now)
        assert state.level is level
        assert (state.word == "stuck") == (level is Level.ALARM)
        assert state.since == now - seconds * SECOND

    def test_does_not_run_before_a_scheduled_calls_time(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        due = now + MINUTE
        call = a_call(status="queued", created_at=now - 900 * MINUTE, scheduled_at=due)
        state = state_of(call, now)
        assert (state.kind, state.level, state.since) == (Kind.SCHEDULED, Level.CALM, due)

    def test_starts_at_a_scheduled_calls_time(self, a_call: MakeCall, now: datetime) -> None:
        call = a_call(
            status="queued", created_at=now - 900 * MINUTE, scheduled_at=now - 30 * SECOND
        )
        state = state_of(call, now)
        assert (state.kind, state.level) == (Kind.QUEUED, Level.CALM)
        assert state.since == now - 30 * SECOND

    def test_does_not_alarm_without_knowing_since_when(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        assert state_of(a_call(status="queued"), now).level is Level.CALM


class TestTheClockOfAConversation:
    @pytest.mark.parametrize(
        ("seconds", "level"),
        [(479, Level.CALM), (480, Level.WARN), (659, Level.WARN), (660, Level.ALARM)],
    )
    def test_warns_at_four_fifths_of_the_agents_limit_and_alarms_a_minute_past_it(
        self, a_call: MakeCall, now: datetime, seconds: int, level: Level
    ) -> None:
        call = a_call(status="in_progress", started_at=now - seconds * SECOND)
        state = state_of(call, now, max_duration_seconds=600)
        assert state.level is level
        assert state.word == ("stuck" if level is Level.ALARM else "talking")

    def test_says_nothing_without_a_known_limit(self, a_call: MakeCall, now: datetime) -> None:
        call = a_call(status="in_progress", started_at=now - 600 * MINUTE)
        assert state_of(call, now).level is Level.CALM

    def test_falls_back_to_the_calls_creation(self, a_call: MakeCall, now: datetime) -> None:
        call = a_call(status="in_progress", created_at=now - MINUTE)
        assert state_of(call, now).since == now - MINUTE


class TestTheClockOfAnEndedCall:
    def test_runs_from_its_end_else_its_last_change(self, a_call: MakeCall, now: datetime) -> None:
        ended, changed = now - 3 * MINUTE, now - 2 * MINUTE
        call = a_call(status="completed", ended_at=ended, updated_at=changed)
        assert state_of(call, now).since == ended
        assert state_of(a_call(status="failed", updated_at=changed), now).since == changed


class TestATranscript:
    def test_is_not_there_while_the_call_is_live(self, a_call: MakeCall, now: datetime) -> None:
        assert artefacts_of(a_call(status="in_progress"), now) is Artefacts.NONE_YET

    def test_is_here_once_something_was_said(self, a_call: MakeCall, now: datetime) -> None:
        call = a_call(status="completed", messages=[{"role": "agent", "content": "Hi"}])
        assert artefacts_of(call, now) is Artefacts.HERE
        assert artefacts_of(a_call(status="completed", transcript="Hi"), now) is Artefacts.HERE

    @pytest.mark.parametrize(
        ("age", "artefacts"),
        [
            (0 * MINUTE, Artefacts.PENDING),
            (3 * MINUTE - SECOND, Artefacts.PENDING),
            (3 * MINUTE, Artefacts.LATE),
            (30 * MINUTE - SECOND, Artefacts.LATE),
            (30 * MINUTE, Artefacts.MISSING),
        ],
    )
    def test_is_pending_then_late_then_missing(
        self, a_call: MakeCall, now: datetime, age: timedelta, artefacts: Artefacts
    ) -> None:
        call = a_call(status="completed", ended_at=now - age, duration_seconds=60)
        assert artefacts_of(call, now) is artefacts

    @pytest.mark.parametrize("status", ["failed", "no_answer", "busy", "canceled"])
    def test_is_not_expected_of_a_call_that_nobody_answered(
        self, a_call: MakeCall, now: datetime, status: str
    ) -> None:
        assert artefacts_of(a_call(status=status, ended_at=now), now) is Artefacts.NONE
        call = a_call(status=status, ended_at=now, started_at=now, duration_seconds=0)
        assert artefacts_of(call, now) is Artefacts.NONE

    def test_is_expected_of_a_call_that_failed_in_conversation(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        call = a_call(status="failed", started_at=now - MINUTE, ended_at=now, duration_seconds=60)
        assert artefacts_of(call, now) is Artefacts.PENDING

    def test_is_missing_when_nobody_knows_when_the_call_ended(
        self, a_call: MakeCall, now: datetime
    ) -> None:
        assert artefacts_of(a_call(status="completed"), now) is Artefacts.MISSING


class TestAPatience:
    """What a person has set instead of the console's own limits."""

    @pytest.mark.parametrize(
        ("seconds", "level"), [(9, Level.CALM), (10, Level.WARN), (30, Level.ALARM)]
    )
    def test_says_from_when_on_waiting_worries(
        self, a_call: MakeCall, now: datetime, seconds: int, level: Level
    ) -> None:
        call = a_call(status="queued", created_at=now - timedelta(seconds=seconds))
        patience = Patience(waiting_late=10, waiting_stuck=30)
        assert state_of(call, now, patience=patience).level is level

    @pytest.mark.parametrize(
        ("seconds", "level"), [(49, Level.CALM), (50, Level.WARN), (105, Level.ALARM)]
    )
    def test_says_from_when_on_talking_worries(
        self, a_call: MakeCall, now: datetime, seconds: int, level: Level
    ) -> None:
        call = a_call(status="in-progress", started_at=now - timedelta(seconds=seconds))
        patience = Patience(talking_late=0.5, talking_stuck=5)
        assert state_of(call, now, 100, patience).level is level
