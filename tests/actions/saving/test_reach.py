"""Who is affected by a change, and what a deletion breaks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from console.actions.saving.reach import reach_of_agent, reach_of_model, what_breaks
from tests.fakes import until

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from console.api.records.number import PhoneNumber
    from tests.actions.conftest import Desk


async def an_agent_of_its_own(desk: Desk) -> Agent:
    """An agent with a model that nobody else uses and that no number reaches."""
    agent = await desk.session.client.agents.create({"name": "Alone"})
    desk.session.agents.look_again()
    await until(lambda: agent.id in desk.session.agents.records)
    return agent


async def route(desk: Desk, *fields: dict[str, Any]) -> list[PhoneNumber]:
    """Lay fields over the first numbers, and wait until the session has read them."""
    numbers = list(desk.session.numbers.records.values())[: len(fields)]
    for number, laid in zip(numbers, fields, strict=True):
        desk.sandbox.edit("phone-numbers", number.id, **laid)
    desk.session.numbers.look_again()
    await until(
        lambda: all(
            desk.session.numbers.records[number.id].raw.get(name) == value
            for number, laid in zip(numbers, fields, strict=True)
            for name, value in laid.items()
        )
    )
    return numbers


class TestAModel:
    async def test_reaches_its_agents_their_numbers_and_live_calls(
        self, reading_desk: Desk
    ) -> None:
        agent = await an_agent_of_its_own(reading_desk)
        client = reading_desk.session.client
        other = await client.agents.create({"name": "Also", "llm_id": agent.llm_id})
        call = await client.calls.start_web(agent_id=other.id)
        reading_desk.session.agents.look_again()
        reading_desk.session.live.look_again(call.id)
        await until(lambda: other.id in reading_desk.session.agents.records)
        await until(lambda: call.id in reading_desk.session.board.rows)
        [number] = await route(reading_desk, {"agent_id": agent.id, "inbound_routing": None})

        reach = reach_of_model(reading_desk.session, str(agent.llm_id))

        assert {each.id for each in reach.agents} == {agent.id, other.id}
        assert [each.id for each in reach.numbers] == [number.id]
        assert [each.id for each in reach.live_calls] == [call.id]
        assert reach.words == "2 agents, 1 number, 1 call live"

    async def test_reaches_no_call_that_has_ended(self, reading_desk: Desk) -> None:
        agent = await an_agent_of_its_own(reading_desk)
        call = await reading_desk.session.client.calls.start_web(agent_id=agent.id)
        reading_desk.session.live.look_again(call.id)
        await until(lambda: call.id in reading_desk.session.board.rows)

        reading_desk.session.live.put(await reading_desk.session.client.calls.stop(call.id))

        assert reach_of_agent(reading_desk.session, agent.id).live_calls == ()

    async def test_reaches_no_call_whose_time_is_still_to_come(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        agent = await an_agent_of_its_own(reading_desk)
        later = session.clock.now() + timedelta(hours=1)
        number = next(each.phone_number for each in session.numbers.records.values())
        call = await session.client.calls.start(
            agent_id=agent.id,
            to_number="+442079460958",
            from_number=str(number),
            scheduled_at=later,
        )
        session.live.look_again(call.id)
        await until(lambda: call.id in session.board.rows)

        assert reach_of_agent(session, agent.id).live_calls == ()


class TestANumber:
    async def test_reaches_the_agent_that_its_calls_are_routed_to(self, reading_desk: Desk) -> None:
        agent = await an_agent_of_its_own(reading_desk)
        other = next(iter(reading_desk.session.agents.records))
        routed, backed, _ = await route(
            reading_desk,
            {"agent_id": other, "inbound_routing": {"agent_id": agent.id}},
            {"agent_id": other, "inbound_routing": {"fallback": {"agent_id": agent.id}}},
            {"agent_id": agent.id, "inbound_routing": {"agent_id": other, "fallback": "odd"}},
        )

        reached = reach_of_agent(reading_desk.session, agent.id).numbers

        assert [number.id for number in reached] == [routed.id, backed.id]


class TestADeletion:
    async def test_names_the_numbers_and_calls_that_it_breaks(self, reading_desk: Desk) -> None:
        agent = await an_agent_of_its_own(reading_desk)
        call = await reading_desk.session.client.calls.start_web(agent_id=agent.id)
        reading_desk.session.live.look_again(call.id)
        await until(lambda: call.id in reading_desk.session.board.rows)
        await route(
            reading_desk,
            {"agent_id": agent.id, "friendly_name": "Sales", "inbound_routing": None},
            {"friendly_name": None, "inbound_routing": {"fallback": {"agent_id": agent.id}}},
        )

        first, second, third = what_breaks(reading_desk.session, agent.id)

        assert first.endswith("(Sales) loses its agent: nobody answers its inbound calls.")
        assert second.endswith("loses its fallback.")
        assert third == "1 call live with it; what becomes of it is not documented."

    async def test_that_breaks_nothing_says_nothing(self, reading_desk: Desk) -> None:
        agent = await an_agent_of_its_own(reading_desk)
        assert what_breaks(reading_desk.session, agent.id) == ()


class TestWhatIsNotReadYet:
    async def test_may_be_more(self, desk: Desk) -> None:
        reach = reach_of_agent(desk.session, "agt_1")
        assert reach.words == "at least 0 agents, 0 numbers, 0 calls live"
        assert what_breaks(desk.session, "agt_1") == (
            "Not everything has been read yet: there may be more.",
        )
