"""Assigning, routing, naming, registering, buying and deleting numbers on a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.actions.calls import Refused
from console.actions.numbers import NumberActions, NumberEdit, Registration, SipTrunk, body_of
from console.actions.saving.reach import answering, fallback
from console.actions.writes import Differs, Done, Overtaken, Unsure
from console.api.errors import Trouble
from console.api.records.number import PhoneNumber

if TYPE_CHECKING:
    from tests.actions.conftest import Desk

OWN = "+493012345678"
PASSWORD = "trunk-password-7f3a"


@pytest.fixture
def numbers(desk: Desk) -> NumberActions:
    return NumberActions(desk.session, desk.journal)


async def all_numbers(desk: Desk) -> tuple[PhoneNumber, ...]:
    return await desk.session.client.numbers.list()


async def a_number(desk: Desk, **laid: Any) -> PhoneNumber:
    number = (await all_numbers(desk))[0]
    return await desk.session.client.numbers.update(number.id, laid) if laid else number


async def two_agents(desk: Desk) -> tuple[str, str]:
    first, second = (await desk.session.client.agents.page(limit=2)).items
    return first.id, second.id


async def a_credential(desk: Desk, provider: str = "twilio") -> str:
    credentials = await desk.session.client.credentials.list()
    return next(each.id for each in credentials if each.provider == provider)


def posted(desk: Desk, path: str = "/v1/phone-numbers") -> list[Any]:
    return [request["body"] for request in desk.sandbox.requests("POST", path)]


class TestTheBodyOfAChange:
    ROUTED = PhoneNumber.read(
        {
            "id": "phn_1",
            "agent_id": "a",
            "friendly_name": "Desk",
            "inbound_routing": {"agent_id": "b", "fallback": {"agent_id": "c"}},
        }
    )
    PLAIN = PhoneNumber.read({"id": "phn_2", "agent_id": "a", "inbound_routing": None})

    def test_sets_both_agents_where_the_routing_names_one(self) -> None:
        edit = NumberEdit(agent_id="d")
        assert body_of(edit, self.PLAIN) == {"agent_id": "d"}
        assert body_of(edit, self.ROUTED) == {
            "agent_id": "d",
            "inbound_routing": {"agent_id": "d"},
        }

    def test_clears_a_fallback_with_an_explicit_null(self) -> None:
        body = body_of(NumberEdit(fallback_id=None), self.ROUTED)
        assert body == {"inbound_routing": {"fallback": None}}

    def test_has_nothing_for_what_is_so_already(self) -> None:
        edit = NumberEdit(fallback_id="c", friendly_name="Desk")
        assert body_of(edit, self.ROUTED) == {}
        assert body_of(NumberEdit(fallback_id=None, voicemail_message=None), self.PLAIN) == {}

    def test_leaves_out_what_is_kept(self) -> None:
        assert body_of(NumberEdit(), self.ROUTED) == {}
        assert body_of(NumberEdit(friendly_name=None), self.ROUTED) == {"friendly_name": None}


class TestAssigning:
    async def test_gives_each_number_to_the_agent(self, desk: Desk, numbers: NumberActions) -> None:
        shown = (await all_numbers(desk))[:3]
        agent, _ = await two_agents(desk)

        results = [result async for _, result in numbers.assign(shown, agent)]

        assert all(isinstance(result, Done) for result in results)
        assert {answering(each) for each in (await all_numbers(desk))[:3]} == {agent}

    async def test_reaches_a_number_whose_routing_names_another(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        first, second = await two_agents(desk)
        number = await a_number(desk, inbound_routing={"agent_id": first})

        [(_, result)] = [each async for each in numbers.assign([number], second)]

        assert isinstance(result, Done)
        assert answering((await all_numbers(desk))[0]) == second

    async def test_can_leave_a_number_to_nobody(self, desk: Desk, numbers: NumberActions) -> None:
        first, _ = await two_agents(desk)
        number = await a_number(desk, agent_id=first, inbound_routing={"agent_id": first})

        [(_, result)] = [each async for each in numbers.assign([number], None)]

        assert isinstance(result, Done)
        assert answering(result.record) is None

    async def test_goes_on_after_one_that_fails(self, desk: Desk, numbers: NumberActions) -> None:
        shown = (await all_numbers(desk))[:3]
        _, agent = await two_agents(desk)
        path = f"/v1/phone-numbers/{shown[1].id}"
        desk.sandbox.fault("status", method="PATCH", path=path, status=409, text="Being moved.")

        results = [result async for _, result in numbers.assign(shown, agent)]

        assert [type(result) for result in results] == [Done, Refused, Done]
        assert isinstance(results[1], Refused)
        assert results[1].error.words == "Being moved."

    async def test_sends_no_more_once_all_must_fail(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        shown = (await all_numbers(desk))[:3]
        agent = (await desk.session.client.agents.create({"name": "Nobody's yet"})).id
        desk.sandbox.fault("status", method="PATCH", status=429, retry_after="60", skip=1)

        results = [result async for _, result in numbers.assign(shown, agent)]

        assert [type(result) for result in results] == [Done, Refused, Refused]
        assert len(desk.patched()) == 2

    async def test_does_not_touch_a_number_that_somebody_else_has_moved(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        first, second = await two_agents(desk)
        shown = await a_number(desk, agent_id=first)
        third = (await desk.session.client.agents.create({"name": "Third"})).id
        await desk.session.client.numbers.update(shown.id, {"agent_id": second})
        before = len(desk.patched())

        [(_, result)] = [each async for each in numbers.assign([shown], third)]

        assert isinstance(result, Overtaken)
        assert answering(result.record) == second
        assert len(desk.patched()) == before


class TestChanging:
    async def test_routes_calls_and_clears_the_fallback(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        first, second = await two_agents(desk)
        number = await a_number(desk, agent_id=first)

        edit = NumberEdit(fallback_id=second, voicemail_message="Leave a word.")
        routed = await numbers.change(number, edit)
        assert isinstance(routed, Done)
        assert fallback(routed.record) == second

        cleared = await numbers.change(routed.record, NumberEdit(fallback_id=None))
        assert isinstance(cleared, Done)
        assert fallback(cleared.record) is None
        assert desk.patched()[-1] == {"inbound_routing": {"fallback": None}}
        assert cleared.record.inbound_routing["voicemail_message"] == "Leave a word."

    async def test_renames(self, desk: Desk, numbers: NumberActions) -> None:
        renamed = await numbers.change(await a_number(desk), NumberEdit(friendly_name="Night"))
        assert isinstance(renamed, Done)
        assert renamed.record.friendly_name == "Night"
        assert desk.phases("save_number") == ["sending", "done"]

    async def test_that_changes_nothing_sends_nothing(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        edit = NumberEdit(friendly_name=number.friendly_name)
        assert isinstance(await numbers.change(number, edit), Done)
        assert desk.patched() == []

    async def test_is_refused_in_the_servers_words(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        refused = await numbers.change(await a_number(desk), NumberEdit(agent_id="agt_nobody"))
        assert isinstance(refused, Refused)
        assert "agt_nobody" in refused.error.words
        assert desk.phases("save_number") == ["sending", "refused"]

    async def test_whose_answer_is_lost_is_settled_by_reading(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        desk.sandbox.fault("lost", method="PATCH")
        assert isinstance(await numbers.change(number, NumberEdit(friendly_name="Night")), Done)
        assert len(desk.patched()) == 1

    async def test_that_may_be_on_its_way_can_be_looked_for_again(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        desk.sandbox.fault("drop", method="PATCH")

        unsure = await numbers.change(number, NumberEdit(friendly_name="Night"))
        assert isinstance(unsure, Unsure)
        assert isinstance(await unsure.again(), Unsure)

        desk.sandbox.edit("phone-numbers", number.id, friendly_name="Night")
        assert isinstance(await unsure.again(), Done)
        assert desk.phases("save_number") == ["sending", "unknown", "unknown", "done"]
        assert len(desk.sandbox.requests("PATCH")) == 1

    async def test_of_which_the_server_makes_something_else_says_so(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        desk.sandbox.fault("hostile", method="PATCH", fields=["friendly_name"], text="Other")
        differs = await numbers.change(number, NumberEdit(friendly_name="Night"))
        assert isinstance(differs, Differs)
        assert differs.record.friendly_name == "Other"


class TestDeleting:
    async def test_gives_the_number_up(self, desk: Desk, numbers: NumberActions) -> None:
        number = await a_number(desk)
        deleted = await numbers.delete(number.id)
        assert isinstance(deleted, Done)
        assert number.id not in {each.id for each in await all_numbers(desk)}

    async def test_whose_answer_is_lost_is_settled_by_reading(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        desk.sandbox.fault("lost", method="DELETE")
        assert isinstance(await numbers.delete(number.id), Done)
        assert len(desk.sandbox.requests("DELETE")) == 1

    async def test_that_may_not_have_happened_says_so(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        desk.sandbox.fault("drop", method="DELETE")
        assert isinstance(await numbers.delete(number.id), Unsure)
        assert desk.phases("delete_number") == ["sending", "unknown"]

    async def test_of_what_is_gone_sends_nothing(self, desk: Desk, numbers: NumberActions) -> None:
        refused = await numbers.delete("phn_nobody")
        assert isinstance(refused, Refused)
        assert refused.error.kind is Trouble.NOT_FOUND
        assert desk.sandbox.requests("DELETE") == []


class TestRegistering:
    async def test_goes_by_a_credential(self, desk: Desk, numbers: NumberActions) -> None:
        agent, _ = await two_agents(desk)
        credential = await a_credential(desk)

        registered = await numbers.register(
            Registration(OWN, "twilio", credential, agent_id=agent, friendly_name="Desk")
        )

        assert isinstance(registered, Done)
        assert (registered.record.phone_number, registered.record.agent_id) == (OWN, agent)
        assert posted(desk)[0]["credential_id"] == credential
        assert desk.phases("register_number") == ["sending", "done"]

    async def test_goes_by_a_trunk_whose_password_stays_hidden(
        self, desk: Desk, numbers: NumberActions, capfd: pytest.CaptureFixture[str]
    ) -> None:
        trunk = SipTrunk("sip.example.com", "office", SecretStr(PASSWORD))
        registration = Registration(OWN, "twilio", trunk)
        desk.sandbox.fault("status", method="POST", status=400, text=f"Wrong: {PASSWORD}", times=1)

        refused = await numbers.register(registration)
        registered = await numbers.register(registration)

        assert isinstance(refused, Refused)
        assert isinstance(registered, Done)
        assert posted(desk)[1]["provider_config"] == {
            "trunk_address": "sip.example.com",
            "auth_username": "office",
            "auth_password": PASSWORD,
        }
        shown = (
            refused,
            refused.error.words,
            registration,
            desk.journal.entries(),
            capfd.readouterr(),
        )
        assert PASSWORD not in repr(shown)

    async def test_of_a_number_that_is_there_sends_nothing(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        credential = await a_credential(desk)
        again = Registration(str(number.phone_number), "twilio", credential)
        refused = await numbers.register(again)
        assert isinstance(refused, Refused)
        assert refused.error.kind is Trouble.CONFLICT
        assert posted(desk) == []

    async def test_whose_answer_is_lost_is_found_in_the_list(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        credential = await a_credential(desk)
        desk.sandbox.fault("lost", method="POST")
        registered = await numbers.register(Registration(OWN, "twilio", credential))
        assert isinstance(registered, Done)
        assert registered.record.phone_number == OWN
        assert len(posted(desk)) == 1


class TestBuying:
    PATH = "/v1/phone-numbers/purchase"

    async def offer(self, numbers: NumberActions) -> str:
        return str((await numbers.search("US", area_code="415"))[0].phone_number)

    async def test_buys_the_number_that_was_offered(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        agent, _ = await two_agents(desk)
        offered = await self.offer(numbers)

        bought = await numbers.buy(offered, agent_id=agent)

        assert isinstance(bought, Done)
        assert (bought.record.phone_number, bought.record.agent_id) == (offered, agent)
        entries = [entry.what for entry in desk.journal.entries()]
        assert entries
        assert not any(offered in what for what in entries)

    async def test_never_buys_twice_when_the_answer_is_lost(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        offered = await self.offer(numbers)
        desk.sandbox.fault("lost", method="POST")

        bought = await numbers.buy(offered)

        assert isinstance(bought, Done)
        assert bought.record.phone_number == offered
        assert len(posted(desk, self.PATH)) == 1

    async def test_is_not_sure_while_the_list_does_not_show_it(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        offered = await self.offer(numbers)
        desk.sandbox.fault("lost", method="POST")
        desk.sandbox.fault("status", method="GET", status=503, skip=1, times=1)

        unsure = await numbers.buy(offered)
        assert isinstance(unsure, Unsure)

        assert isinstance(await unsure.again(), Done)
        assert len(posted(desk, self.PATH)) == 1

    async def test_of_a_number_of_the_account_sends_nothing(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        number = await a_number(desk)
        assert isinstance(await numbers.buy(str(number.phone_number)), Refused)
        assert posted(desk, self.PATH) == []

    async def test_sends_nothing_when_the_list_cannot_be_read(
        self, desk: Desk, numbers: NumberActions
    ) -> None:
        desk.sandbox.fault("status", method="GET", status=503)
        assert isinstance(await numbers.buy("+14155550100"), Refused)
        assert desk.sandbox.requests("POST") == []
