"""Who gives a prompt's variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.actions.forms.given import agents_with, given_of, recent_calls
from tests.fakes import until

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from tests.actions.conftest import Desk


async def an_agent(desk: Desk, name: str, like: Agent | None = None, **fields: Any) -> Agent:
    """An agent with a model of its own, or with that of another."""
    body = {"name": name, **fields} | ({"llm_id": like.llm_id} if like else {})
    agent = await desk.session.client.agents.create(body)
    desk.session.agents.look_again()
    await until(lambda: agent.id in desk.session.agents.records)
    return desk.session.agents.records[agent.id]


async def call(desk: Desk, agent: Agent, **variables: str) -> str:
    """A call of an agent, known on the board."""
    started = await desk.session.client.calls.start_web(agent_id=agent.id, variables=variables)
    desk.session.live.look_again(started.id)
    await until(lambda: started.id in desk.session.board.rows)
    return started.id


class TestWhatIsGiven:
    async def test_by_an_agents_defaults_is_told_by_its_name(self, reading_desk: Desk) -> None:
        agent = await an_agent(reading_desk, "Sales EN", dynamic_variables={"company": "Acme"})
        given = given_of(reading_desk.session, str(agent.llm_id))
        assert given == {"company": "Sales EN defaults"}

    async def test_by_several_agents_is_told_by_their_number(self, reading_desk: Desk) -> None:
        company = {"company": "Acme"}
        agent = await an_agent(reading_desk, "Sales EN", dynamic_variables=company)
        await an_agent(reading_desk, "Sales US", agent, dynamic_variables=company)
        given = given_of(reading_desk.session, str(agent.llm_id))
        assert given == {"company": "defaults of 2 agents"}

    async def test_by_calls_is_told_by_how_many_of_them(self, reading_desk: Desk) -> None:
        agent = await an_agent(reading_desk, "Sales EN", dynamic_variables={"company": "Acme"})
        await call(reading_desk, agent, order_id="ORD-1", company="Other")
        given = given_of(reading_desk.session, str(agent.llm_id))
        assert given == {"company": "Sales EN defaults", "order_id": "the last call"}
        await call(reading_desk, agent, order_id="ORD-2", city="Bonn")
        given = given_of(reading_desk.session, str(agent.llm_id))
        assert given["order_id"] == "2 of the last 2 calls"
        assert given["city"] == "1 of the last 2 calls"

    async def test_to_a_model_without_agents_is_nothing(self, reading_desk: Desk) -> None:
        assert agents_with(reading_desk.session, "llm_nobodys") == ()
        assert given_of(reading_desk.session, "llm_nobodys") == {}


class TestRecentCalls:
    async def test_are_those_of_the_models_agents_newest_first(self, reading_desk: Desk) -> None:
        agent = await an_agent(reading_desk, "Sales EN")
        other = await an_agent(reading_desk, "Sales US", agent)
        stranger = await an_agent(reading_desk, "Alone")
        older = await call(reading_desk, agent)
        reading_desk.sandbox.advance(1)
        await call(reading_desk, stranger)
        newer = await call(reading_desk, other)
        agents = agents_with(reading_desk.session, str(agent.llm_id))
        assert [each.id for each in recent_calls(reading_desk.session, agents)] == [newer, older]

    async def test_are_none_that_only_may_have_been_placed(self, reading_desk: Desk) -> None:
        agent = await an_agent(reading_desk, "Sales EN")
        reading_desk.session.live.expect("a-request", {"agent_id": agent.id})
        assert recent_calls(reading_desk.session, (agent,)) == ()
