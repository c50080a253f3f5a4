"""Watching the calls over a credential whose key was changed."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from console.actions.key_watch import KeyWatch
from console.actions.uses import Uses
from console.api.client import open_client
from console.api.records.agent import Agent
from console.api.records.call import Call
from console.api.records.number import PhoneNumber
from console.insight.key_change import Fared
from console.session import Session
from tests.fakes import FakeClock, until
from tests.sandbox_server import SECRET_KEY

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from tests.actions.conftest import Desk
    from tests.sandbox_server import Sandbox

KEY = "crd_1"
OURS = PhoneNumber.read({"id": "phn_1", "phone_number": "+14155550132"})
OTHER = "+12125550187"
_NUMBERS = itertools.count(1)


@pytest.fixture
async def session(sandbox: Sandbox) -> AsyncGenerator[Session]:
    """A session that reads nothing by itself, on a clock that stands still."""
    clock = FakeClock(now=datetime(2026, 6, 1, 10, 0, tzinfo=UTC))
    session = Session(
        open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock), clock, Random(7)
    )
    yield session
    await session.close()


@pytest.fixture
def clock(session: Session) -> FakeClock:
    assert isinstance(session.clock, FakeClock)
    return session.clock


def show(session: Session, begun: datetime, status: str = "failed", **fields: object) -> str:
    """Let the board show a call, from our number if nothing else is said; the call's id."""
    number = {"direction": "outbound", "from_number": OURS.phone_number}
    call_id = f"call_{next(_NUMBERS)}"
    record = {"id": call_id, "status": status, "created_at": begun.isoformat(), **number}
    session.live.put(Call.read(record | fields))
    return call_id


def since(watch: KeyWatch) -> Fared:
    aftermath = watch.aftermath(KEY)
    assert aftermath is not None
    return aftermath.since


class TestTheCallsSinceANewKey:
    def test_are_those_that_began_since_then_over_its_numbers(self, session: Session) -> None:
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(numbers=(OURS,)))
        now = session.clock.now()
        show(session, now - timedelta(seconds=1))
        show(session, now, from_number=OTHER)
        show(session, now, "ringing")
        assert since(watch) == Fared()

        show(session, now)
        show(session, now, "completed")
        show(session, now, "no_answer")
        inbound = {"direction": "inbound", "from_number": OTHER, "to_number": OURS.phone_number}
        show(session, now, "failed", **inbound)
        assert since(watch) == Fared(ended=4, failed=2)

    def test_count_once_however_often_they_are_read(self, session: Session) -> None:
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(perhaps=(OURS,)))
        now = session.clock.now()
        call_id = show(session, now, "in_progress")
        show(session, now, "failed", id=call_id)
        show(session, now, "failed", id=call_id, end_reason="carrier rejected it")
        assert since(watch) == Fared(ended=1, failed=1)

    def test_are_those_of_the_agents_that_use_it(self, session: Session) -> None:
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(agents=(Agent.read({"id": "agt_1"}),)))
        now = session.clock.now()
        show(session, now, agent_id="agt_1")
        show(session, now, agent_id="agt_2")
        assert since(watch) == Fared(ended=1, failed=1)

    def test_begin_anew_with_the_next_key(self, session: Session) -> None:
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(numbers=(OURS,)))
        show(session, session.clock.now())
        watch.begin(KEY, Uses(numbers=(OURS,)))
        assert since(watch) == Fared()

    async def test_are_news_for_a_day(self, session: Session, clock: FakeClock) -> None:
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(numbers=(OURS,)))
        await clock.advance(86_399)
        assert watch.aftermath(KEY) is not None
        await clock.advance(1)
        assert watch.aftermath(KEY) is None

    def test_of_a_key_that_was_not_changed_are_none(self, session: Session) -> None:
        assert KeyWatch(session).aftermath(KEY) is None

    async def test_of_agents_whose_model_thinks_with_it_count_too(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        agent = next(each for each in session.agents.records.values() if each.llm_id)
        watch = KeyWatch(session)
        watch.begin(KEY, Uses(models=(session.models.records[agent.llm_id or ""],)))
        begun = session.clock.now() + timedelta(minutes=1)
        show(session, begun, agent_id=agent.id, from_number=OTHER)
        assert since(watch) == Fared(ended=1, failed=1)


class TestTheDayBefore:
    async def test_is_the_day_without_the_calls_since(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        now, number = session.clock.now(), OURS.phone_number or ""
        session.day.attend()
        await until(lambda: session.day.complete)
        known = session.day.of_number(number)
        for status in ("completed", "failed"):
            show(session, now - timedelta(minutes=5), status)
        await until(lambda: session.day.of_number(number).ended == known.ended + 2)
        before = Fared(known.ended + 2, known.failed + 1)

        watch = KeyWatch(session)
        watch.begin(KEY, Uses(numbers=(OURS,)))
        aftermath = watch.aftermath(KEY)
        assert aftermath is not None
        assert (aftermath.before, aftermath.since) == (before, Fared())

        show(session, session.clock.now() + timedelta(minutes=1))
        await until(lambda: session.day.of_number(number).ended == known.ended + 3)
        aftermath = watch.aftermath(KEY)
        assert aftermath is not None
        assert (aftermath.before, aftermath.since) == (before, Fared(1, 1))


class TestMoreFailuresThanBefore:
    def test_are_told_once(self, session: Session) -> None:
        watch = KeyWatch(session)
        told: list[str] = []
        watch.on_worse.add(told.append)
        watch.begin(KEY, Uses(numbers=(OURS,)))
        now = session.clock.now()
        show(session, now)
        assert told == []
        show(session, now)
        assert told == [KEY]
        show(session, now)
        assert told == [KEY]

    def test_are_told_again_after_another_key(self, session: Session) -> None:
        watch = KeyWatch(session)
        told: list[str] = []
        watch.on_worse.add(told.append)
        for _ in range(2):
            watch.begin(KEY, Uses(numbers=(OURS,)))
            show(session, session.clock.now())
            show(session, session.clock.now())
        assert told == [KEY, KEY]
