"""The client and the sandbox, built apart from the same notes, understand each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.api.client import OneInbox, open_client
from console.api.errors import ApiError, Trouble
from console.api.vocabulary import is_terminal
from tests.sandbox_server import SECRET_KEY, START, Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from tests.fakes import FakeClock

GROUPS = (
    "calls", "agents", "models", "credentials", "numbers", "webhooks", "tools", "knowledge_bases",
    "voices",
)  # fmt: skip


@pytest.fixture
def sandbox() -> Generator[Sandbox]:
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def api(sandbox: Sandbox, clock: FakeClock) -> AsyncGenerator[OneInbox]:
    client = open_client(sandbox.url, SecretStr(SECRET_KEY), clock=clock)
    yield client
    await client.close()


async def start_a_call(api: OneInbox) -> Any:
    agent, number = (await api.agents.list())[0], (await api.numbers.list())[0]
    assert number.phone_number is not None
    return await api.calls.start(
        agent_id=agent.id,
        to_number="+4915112345678",
        from_number=number.phone_number,
        variables={"name": "Zoë [pause]"},
        metadata={"request": "r1"},
    )


class TestEveryRecordOfAnAccount:
    async def test_is_read_to_its_last_field(self, api: OneInbox) -> None:
        for name in GROUPS:
            page = await getattr(api, name).page()

            assert page.items, name
            assert page.unreadable == ()
            assert {field for record in page.items for field in record.unreadable} == set()

    async def test_is_the_same_read_alone(self, api: OneInbox) -> None:
        listed = (await api.calls.page(limit=1)).items[0]

        assert await api.calls.get(listed.id) == listed


class TestACall:
    async def test_is_started_stopped_and_judged(self, sandbox: Sandbox, api: OneInbox) -> None:
        call = await start_a_call(api)
        assert (call.variables, call.created_at) == ({"name": "Zoë [pause]"}, START)
        assert not is_terminal(call.status)
        assert call.messages == ()

        stopped = await api.calls.stop(call.id)
        judged = await api.calls.set_outcome(call.id, "Interested")

        assert is_terminal(stopped.status)
        assert judged.outcome == "Interested"
        assert len(sandbox.requests("POST", "/v1/calls")) == 1

    async def test_that_has_ended_has_its_conversation(self, api: OneInbox) -> None:
        ended = (await api.calls.page(status="completed", limit=1)).items[0]

        assert {message.role for message in ended.messages} >= {"agent", "user"}
        assert ended.analysis.summary
        assert {"stt", "llm_ttft"} <= ended.latency.stages.keys()

    async def test_is_met_once_on_a_walk_through_all(self, api: OneInbox) -> None:
        met = [call.id async for page in api.calls.walk(limit=15) for call in page.items]

        assert len(met) == len(set(met)) == 40

    async def test_cannot_be_started_with_nonsense(self, api: OneInbox) -> None:
        with pytest.raises(ApiError) as caught:
            await api.calls.start(agent_id="nobody", to_number="0151", from_number="+1")

        assert caught.value.kind is Trouble.INVALID
        assert ("to_number",) in {field.path for field in caught.value.fields}


class TestTheRestOfTheAccount:
    async def test_usage_health_audit_outcomes_and_numbers_on_offer(self, api: OneInbox) -> None:
        usage = await api.account.usage()

        assert usage.unreadable == frozenset()
        assert usage.max_calls_per_day
        assert (await api.account.health()).status
        assert (await api.account.audit()).unreadable == ()
        assert any(outcome.builtin for outcome in await api.outcomes.list())
        assert await api.numbers.search(country="US", limit=3)

    async def test_a_changed_prompt_comes_back_exactly(self, api: OneInbox) -> None:
        model = (await api.models.list())[0]
        prompt = "Line one\r\n\tLine {{two}} \x1b[31m"

        changed = await api.models.update(model.id, {"system_prompt": prompt})

        assert changed.raw["system_prompt"] == prompt
        assert changed.system_prompt == "Line one\n    Line {{two}} ␛[31m"


class TestTrouble:
    async def test_with_the_key_is_told_in_the_servers_words(
        self, sandbox: Sandbox, clock: FakeClock
    ) -> None:
        client = open_client(sandbox.url, SecretStr("oi_sk_revoked"), clock=clock)

        with pytest.raises(ApiError) as caught:
            await client.calls.page()

        assert caught.value.kind is Trouble.KEY_REJECTED
        await client.close()


class TestWhatNoAddressCanHold:
    @pytest.mark.parametrize(
        "status", ["x \ud83d y", "X" * 70_000], ids=["half an emoji", "endless"]
    )
    async def test_is_refused_here_and_harms_no_later_request(
        self, api: OneInbox, status: str
    ) -> None:
        with pytest.raises(ApiError) as caught:
            await api.calls.page(status=status)
        assert caught.value.kind is Trouble.INVALID
        assert not caught.value.sent
        assert (await api.calls.page(limit=1)).total is not None
