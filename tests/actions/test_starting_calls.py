"""Starts whose answer was lost: what the journal says of them in the end."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from console.actions.calls import CallActions, PhoneCallDraft, Unsure, WebCallDraft
from console.api.errors import ApiError, Trouble
from console.live.board import Presence, place_of
from tests.fakes import until

if TYPE_CHECKING:
    from tests.actions.conftest import Desk


@pytest.fixture
async def draft(desk: Desk) -> PhoneCallDraft:
    number = (await desk.session.client.numbers.list())[0]
    return PhoneCallDraft(
        agent_id=(await desk.an_agent()).id,
        to_number="+4915112345678",
        from_number=str(number.phone_number),
    )


def last_line(desk: Desk) -> tuple[str, str]:
    last = desk.journal.entries()[-1]
    return last.phase, last.what


class TestAStartWhoseAnswerWasLost:
    async def test_is_written_down_as_found_when_the_call_is_seen(
        self, desk: Desk, draft: PhoneCallDraft
    ) -> None:
        desk.sandbox.fault("lost", method="POST", path="/v1/calls", times=1)
        started = await CallActions(desk.session, desk.journal).start(draft)
        assert isinstance(started, Unsure)
        place = place_of(started.request_id)
        page = await desk.session.client.calls.page(limit=1)
        desk.session.live.put(page.items[0])
        found = desk.session.board.resolve(place)
        assert found == page.items[0].id
        assert place not in desk.session.board.rows
        await until(lambda: last_line(desk) == ("done", f"found as {found}"))
        assert desk.journal.unfinished() == ()

    async def test_is_written_down_as_not_seen_after_a_minute(
        self, desk: Desk, draft: PhoneCallDraft
    ) -> None:
        desk.sandbox.fault("drop", method="POST", path="/v1/calls", times=1)
        started = await CallActions(desk.session, desk.journal).start(draft)
        assert isinstance(started, Unsure)
        desk.session.board.give_up(desk.session.clock.monotonic() + 61)
        place = place_of(started.request_id)
        assert desk.session.board.rows[place].presence is Presence.NOT_SEEN
        await until(lambda: last_line(desk) == ("unknown", "not seen after 60 s"))


class TestAStartThatIsAnswered:
    async def test_tells_that_a_lost_server_is_back(
        self, desk: Desk, draft: PhoneCallDraft
    ) -> None:
        async def nobody() -> None:
            raise ApiError(Trouble.UNREACHABLE, "Nobody answers.")

        link, actions = desk.session.link, CallActions(desk.session, desk.journal)
        for start in (
            lambda: actions.start(draft),
            lambda: actions.start_web(WebCallDraft(agent_id=draft.agent_id)),
        ):
            while link.up:
                with suppress(ApiError):
                    await link.ask(nobody)
            await start()
            assert link.up
