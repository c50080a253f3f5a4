"""How far an account is from its first phone call, told by its records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from console.actions.setting_up import (
    Held,
    Stand,
    Step,
    StepState,
    call_to_read,
    carriers_of,
    has_nothing,
    held_by,
    newest,
    next_step,
    step_to_stand_on,
    steps_of,
)
from console.api.records.agent import Agent
from console.api.records.call import Call
from console.api.records.credential import Credential
from console.api.records.number import PhoneNumber
from tests.fakes import until

if TYPE_CHECKING:
    from tests.actions.conftest import Desk

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
NOTHING = Held((), (), ())


def credential(name: str, provider: str = "twilio", day: int = 1) -> Credential:
    made = f"2026-05-{day:02}T10:00:00Z"
    return Credential.read({"id": name, "name": name, "provider": provider, "created_at": made})


def agent(name: str, day: int = 1) -> Agent:
    made = f"2026-05-{day:02}T10:00:00Z"
    return Agent.read({"id": f"agt_{name}", "name": name, "created_at": made})


def number(phone_number: str, agent_id: str | None = None) -> PhoneNumber:
    return PhoneNumber.read(
        {"id": phone_number, "phone_number": phone_number, "agent_id": agent_id}
    )


def call(status: str, minutes_ago: float = 1.0, **fields: Any) -> Call:
    moment = (NOW - timedelta(minutes=minutes_ago)).isoformat()
    return Call.read(
        {
            "id": f"call_{status}_{minutes_ago:g}",
            "type": "outbound",
            "direction": "outbound",
            "to_number": "+14155550111",
            "status": status,
            "created_at": moment,
            "ended_at": moment,
            **fields,
        }
    )


def landed(minutes_ago: float = 1.0) -> Call:
    messages = [{"role": "agent", "content": "Hi!"}]
    return call("completed", minutes_ago, messages=messages, outcome="Interested")


def steps(held: Held) -> dict[Step, StepState]:
    states = steps_of(held, NOW, lambda call: str(call.status))
    return {state.step: state for state in states}


def of(step: Step, held: Held) -> tuple[Stand, str]:
    state = steps(held)[step]
    return state.stand, state.words


class TestAnAccountWithNothing:
    def test_has_every_step_before_it(self) -> None:
        assert list(steps(NOTHING)) == list(Step)
        assert {state.stand for state in steps(NOTHING).values()} == {Stand.MISSING}
        assert next_step(steps(NOTHING).values()) is Step.CREDENTIAL

    def test_is_not_told_from_one_that_is_not_read_yet(self) -> None:
        unread = steps(Held(None, None, None, calls_read=False))
        assert {state.stand for state in unread.values()} == {Stand.UNREAD}
        assert next_step(unread.values()) is None


class TestTheStepToStandOn:
    NONE = steps(NOTHING)
    CALLED = steps(replace(NOTHING, last=call("in_progress")))

    def test_is_the_first_that_something_is_to_be_done_for(self) -> None:
        held = replace(NOTHING, credentials=[credential("Main")])
        assert step_to_stand_on(Step.CREDENTIAL, {}, steps(held)) is Step.AGENT

    def test_stays_where_somebody_has_gone(self) -> None:
        assert step_to_stand_on(Step.CALL, self.NONE, self.NONE) is Step.CALL
        assert step_to_stand_on(Step.RESULTS, self.NONE, self.CALLED) is Step.RESULTS
        done = steps(replace(NOTHING, last=landed(), landed=landed()))
        assert step_to_stand_on(Step.RESULTS, self.CALLED, done) is Step.RESULTS

    def test_is_the_call_again_when_it_has_failed(self) -> None:
        failed = steps(replace(NOTHING, last=call("failed")))
        assert step_to_stand_on(Step.RESULTS, self.CALLED, failed) is Step.CALL
        assert step_to_stand_on(Step.RESULTS, failed, failed) is Step.RESULTS


class TestTheCredential:
    def test_is_named(self) -> None:
        held = replace(NOTHING, credentials=[credential("Main"), credential("EU", "telnyx")])
        assert of(Step.CREDENTIAL, held) == (Stand.DONE, "2 credentials: Main, EU")

    def test_of_many_only_the_first_are_named(self) -> None:
        held = replace(NOTHING, credentials=[credential(name) for name in "ABCDE"])
        assert of(Step.CREDENTIAL, held)[1] == "5 credentials: A, B, C and 2 more"

    def test_must_be_of_a_carrier(self) -> None:
        held = replace(NOTHING, credentials=[credential("Brain", "openai")])
        words = "1 key, but none of Twilio or Telnyx"
        assert of(Step.CREDENTIAL, held) == (Stand.MISSING, words)

    def test_is_not_needed_where_numbers_come_without_one(self) -> None:
        held = replace(NOTHING, numbers=[number("+15739693824")])
        assert of(Step.CREDENTIAL, held)[0] is Stand.NEEDLESS
        assert next_step(steps(held).values()) is Step.AGENT

    def test_that_the_next_number_goes_by_is_the_newest_of_a_carrier(self) -> None:
        known = [credential("Old", day=1), credential("New", day=3), credential("B", "openai", 9)]
        assert [each.name for each in carriers_of(known)] == ["New", "Old"]


class TestAgentAndNumber:
    def test_a_number_is_named_with_who_answers(self) -> None:
        numbers = [number("+15739693824", "agt_Aria"), number("+442079460180")]
        held = replace(NOTHING, agents=[agent("Aria")], numbers=numbers)
        assert of(Step.AGENT, held) == (Stand.DONE, "1 agent: Aria")
        words = "2 numbers: +1 573-969-3824 (Aria), +44 20 7946 0180 (nobody answers)"
        assert of(Step.NUMBER, held) == (Stand.DONE, words)

    def test_the_newest_agent_is_the_one_that_was_made_last(self) -> None:
        assert newest([agent("A", 1), agent("B", 3), agent("C", 2)]) == agent("B", 3)
        assert newest([]) is None


class TestTheCall:
    def test_under_way_is_told_as_it_stands_and_its_results_are_awaited(self) -> None:
        held = replace(NOTHING, last=call("ringing"))
        assert of(Step.CALL, held) == (Stand.UNDER_WAY, "+1 415-555-0111  ringing")
        assert of(Step.RESULTS, held)[0] is Stand.UNDER_WAY

    def test_that_nobody_answered_is_to_be_made_again(self) -> None:
        held = replace(NOTHING, last=call("failed", end_reason="user_busy"))
        assert of(Step.CALL, held) == (Stand.FAILED, "+1 415-555-0111  failed: busy")
        assert of(Step.RESULTS, held) == (Stand.MISSING, "none: nobody spoke on that call")

    @pytest.mark.parametrize(
        ("minutes", "stand", "words"),
        [
            (1, Stand.UNDER_WAY, "the platform is writing the transcript"),
            (5, Stand.UNDER_WAY, "the transcript is late"),
            (40, Stand.FAILED, "the transcript has not come"),
        ],
    )
    def test_without_a_transcript_is_waited_for_as_long_as_there_is_hope(
        self, minutes: float, stand: Stand, words: str
    ) -> None:
        held = replace(NOTHING, last=call("completed", minutes))
        assert of(Step.CALL, held)[0] is Stand.DONE
        assert of(Step.RESULTS, held) == (stand, words)

    def test_with_a_transcript_is_the_end_of_the_way(self) -> None:
        held = replace(NOTHING, last=landed(), landed=landed())
        assert of(Step.RESULTS, held) == (Stand.DONE, "+1 415-555-0111  Interested")

    def test_to_read_is_the_newest_unless_it_will_have_no_transcript(self) -> None:
        earlier = landed(30)
        for hopeless in (call("failed"), call("completed", 40)):
            assert call_to_read(Held((), (), (), hopeless, earlier), NOW) is earlier
        live = call("in_progress")
        assert call_to_read(Held((), (), (), live, earlier), NOW) is live
        assert call_to_read(NOTHING, NOW) is None


class TestWhatAnAccountHolds:
    async def test_is_the_newest_phone_call_and_the_newest_with_a_transcript(
        self, reading_desk: Desk
    ) -> None:
        web = call("completed", 0, type="web", messages=[{"role": "agent", "content": "Hi!"}])
        calls = [landed(30), call("failed", 1), landed(20), web]
        held = held_by(reading_desk.session, calls, calls_read=True)
        assert held.last == calls[1]
        assert held.landed == calls[2]

    async def test_counts_a_call_just_asked_for_as_the_newest(self, reading_desk: Desk) -> None:
        place = call("queued", created_at=None)
        held = held_by(reading_desk.session, [landed(0), place], calls_read=True)
        assert held.last == place

    async def test_is_nothing_only_once_that_is_read(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        feeds = (session.credentials, session.agents, session.numbers)
        await until(lambda: all(feed.freshness.last_good is not None for feed in feeds))
        assert not has_nothing(session)
        assert held_by(session, (), calls_read=True).agents
