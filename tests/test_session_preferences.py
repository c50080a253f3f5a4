"""How often a session asks, how long it keeps and how soon it worries, as a person wants it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from pydantic import SecretStr

from console.accounts.preferences import Preferences
from console.api.client import open_client
from console.session import Session
from tests.fakes import FakeClock


async def test_are_those_that_a_person_has_chosen() -> None:
    clock = FakeClock()
    client = open_client("http://localhost:1", SecretStr("oi_sk_none"), clock=clock)
    session = Session(client, clock, Random(1))
    session.prefer(
        Preferences(
            refresh_seconds=20,
            requests_per_second=2,
            ended_minutes=90,
            waiting_late_seconds=30,
            waiting_stuck_seconds=90,
            talking_late_percent=50,
            talking_stuck_seconds=10,
        )
    )
    assert session.live.freshness.interval == 20
    assert session.link.budget.rate == 2
    assert session.board.keep == timedelta(minutes=90)
    patience = session.patience
    assert (patience.waiting_late, patience.waiting_stuck) == (30, 90)
    assert (patience.talking_late, patience.talking_stuck) == (0.5, 10)
    await session.close()


async def test_are_the_sessions_own_where_nothing_was_chosen() -> None:
    clock = FakeClock()
    client = open_client("http://localhost:1", SecretStr("oi_sk_none"), clock=clock)
    session = Session(client, clock, Random(1))

    def told() -> tuple[object, ...]:
        return (
            session.live.freshness.interval,
            session.link.budget.rate,
            session.board.keep,
            session.patience,
        )

    before = told()
    session.prefer(Preferences())
    assert told() == before
    await session.close()
