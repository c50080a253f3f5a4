"""Correcting the outcome of calls, one or many, on a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.actions.outcomes import Correction, OutcomeActions, Standing, change_words, labels
from console.api.records.call import Call

if TYPE_CHECKING:
    from tests.actions.conftest import Desk


@pytest.fixture
def outcomes(desk: Desk) -> OutcomeActions:
    return OutcomeActions(desk.session, desk.journal, desk.archive.calls)


async def some_ids(desk: Desk, count: int = 3) -> list[str]:
    return [call.id for call in (await desk.session.client.calls.page(limit=count)).items]


async def corrected(outcomes: OutcomeActions, ids: list[str], to: str) -> list[Correction]:
    return [each async for each in outcomes.correct(ids, to)]


def standings(corrections: list[Correction]) -> list[Standing]:
    return [each.standing for each in corrections]


class TestCorrecting:
    async def test_changes_the_outcome_alone_of_each(
        self, desk: Desk, outcomes: OutcomeActions
    ) -> None:
        ids = await some_ids(desk)
        done = await corrected(outcomes, ids, "Callback wanted")
        assert done == [Correction(call_id, Standing.DONE) for call_id in ids]
        assert desk.patched() == [{"outcome": "Callback wanted"}] * 3
        assert desk.phases("set_outcome") == ["sending", "done"] * 3
        kept = await desk.archive.calls.get(ids[0])
        assert kept is not None
        assert kept.outcome == "Callback wanted"

    async def test_shows_on_the_board(self, desk: Desk, outcomes: OutcomeActions) -> None:
        call = (await desk.session.client.calls.page(limit=1)).items[0]
        desk.session.live.put(call)
        await corrected(outcomes, [call.id], "Interested")
        assert desk.session.board.rows[call.id].call.outcome == "Interested"

    async def test_sends_no_more_to_one_who_asks_for_no_more(
        self, desk: Desk, outcomes: OutcomeActions
    ) -> None:
        series = outcomes.correct(await some_ids(desk), "Interested")
        await anext(series)
        assert len(desk.patched()) == 1


class TestWhatFails:
    async def test_does_not_keep_the_others_from_it(
        self, desk: Desk, outcomes: OutcomeActions
    ) -> None:
        first, last = await some_ids(desk, 2)
        done = await corrected(outcomes, [first, "call_nowhere", last], "Interested")
        assert standings(done) == [Standing.DONE, Standing.REFUSED, Standing.DONE]
        assert done[1].words
        assert desk.phases("set_outcome")[3] == "refused"

    async def test_is_settled_by_reading_when_the_answer_was_lost(
        self, desk: Desk, outcomes: OutcomeActions
    ) -> None:
        desk.sandbox.fault("lost", method="PATCH", times=1)
        assert standings(await corrected(outcomes, await some_ids(desk, 1), "Interested")) == [
            Standing.DONE
        ]

    async def test_is_not_taken_for_done_when_the_call_shows_something_else(
        self, desk: Desk, outcomes: OutcomeActions
    ) -> None:
        desk.sandbox.fault("drop", method="PATCH", times=1)
        [only] = await corrected(outcomes, await some_ids(desk, 1), "Callback wanted")
        assert only.standing is Standing.UNKNOWN
        assert desk.phases("set_outcome") == ["sending", "unknown"]

    async def test_alike_three_times_ends_it(self, desk: Desk, outcomes: OutcomeActions) -> None:
        desk.sandbox.fault("status", method="PATCH", status=422, text="No.")
        done = await corrected(outcomes, await some_ids(desk, 5), "Interested")
        assert standings(done) == [Standing.REFUSED] * 3 + [Standing.NOT_SENT] * 2
        assert len(desk.patched()) == 3

    async def test_for_all_ends_it_at_once(self, desk: Desk, outcomes: OutcomeActions) -> None:
        desk.sandbox.fault("status", method="PATCH", status=401)
        done = await corrected(outcomes, await some_ids(desk, 3), "Interested")
        assert standings(done) == [Standing.REFUSED, Standing.NOT_SENT, Standing.NOT_SENT]


async def test_the_choice_is_the_platforms_and_the_accounts_own_that_are_in_use(
    desk: Desk,
) -> None:
    own = await desk.session.client.outcomes.create(label="Wrong person")
    off = await desk.session.client.outcomes.create(label="Old one")
    await desk.session.client.outcomes.update(off.id, {"is_active": False})
    names = labels(await desk.session.client.outcomes.list())
    assert "Interested" in names
    assert own.label in names
    assert off.label not in names


def test_a_change_is_told_and_another_spelling_is_none() -> None:
    call = Call.read({"id": "call_1", "outcome": "Appointment booked"})
    assert change_words(call, "Appointment Booked", "→") == "Appointment Booked already"
    assert change_words(call, "Voicemail", "→") == "Appointment booked → Voicemail"
    assert change_words(Call.read({"id": "call_2"}), "Voicemail", "→") == "none → Voicemail"
