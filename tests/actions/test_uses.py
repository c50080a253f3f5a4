"""What goes by a credential, and what stops when a number goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.saving.reach import answering
from console.actions.uses import Others, Uses, all_uses, read_others, what_stops, what_uses
from tests.fakes import until

if TYPE_CHECKING:
    from console.api.records.credential import Credential
    from tests.actions.conftest import Desk


async def credential_of(desk: Desk, provider: str) -> Credential:
    held = desk.session.credentials.records
    await until(lambda: held)
    return next(
        each for each in desk.session.credentials.records.values() if each.provider == provider
    )


class TestACredential:
    async def test_is_used_by_the_agents_and_voices_that_name_it(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        credential = await credential_of(reading_desk, "elevenlabs")
        others = await read_others(session)

        uses = what_uses(session, credential.id, others)

        speaking = [
            agent.id
            for agent in session.agents.records.values()
            if agent.raw["tts"]["credential_id"] == credential.id
        ]
        assert speaking
        assert [agent.id for agent in uses.agents] == speaking
        assert uses.voices == tuple(v for v in others.voices if v.credential_id == credential.id)
        assert uses.complete
        assert uses.words == f"{len(speaking)} agents, {len(uses.voices)} voices"
        assert len(uses.sentences) == len(speaking) + len(uses.voices)

    async def test_is_found_wherever_its_id_stands(self, reading_desk: Desk) -> None:
        session, sandbox = reading_desk.session, reading_desk.sandbox
        credential = await credential_of(reading_desk, "sendgrid")
        tool = (await session.client.tools.list())[0]
        sandbox.edit("tools", tool.id, config={"mail": [{"through": credential.id}]})

        uses = what_uses(session, credential.id, await read_others(session))

        assert [each.id for each in uses.tools] == [tool.id]
        assert uses.words == "1 tool"

    async def test_may_be_used_by_numbers_of_its_carrier_that_do_not_tell(
        self, reading_desk: Desk
    ) -> None:
        session, sandbox = reading_desk.session, reading_desk.sandbox
        credential = await credential_of(reading_desk, "telnyx")
        of_carrier = [n for n in session.numbers.records.values() if n.provider == "telnyx"]
        told, *silent = of_carrier
        sandbox.edit("phone-numbers", told.id, credential_id=credential.id)
        session.numbers.look_again()
        await until(lambda: session.numbers.records[told.id].raw.get("credential_id"))

        uses = what_uses(session, credential.id, Others())

        assert [each.id for each in uses.numbers] == [told.id]
        assert {each.id for each in uses.perhaps} == {each.id for each in silent}
        assert uses.words == f"1 number, perhaps {len(silent)} numbers"
        assert "the API does not tell" in uses.sentences[-1]

    async def test_that_nothing_uses_has_nothing_to_say(self, reading_desk: Desk) -> None:
        credential = await credential_of(reading_desk, "sendgrid")
        uses = all_uses(reading_desk.session, Others())[credential.id]
        assert uses == Uses()
        assert not uses
        assert (uses.words, uses.sentences) == ("", ())

    async def test_is_not_called_unused_before_everything_is_read(self, reading_desk: Desk) -> None:
        credential = await credential_of(reading_desk, "sendgrid")
        uses = what_uses(reading_desk.session, credential.id)
        assert not uses.complete
        assert uses.sentences == ("Not everything has been read yet: there may be more.",)


class TestANumber:
    async def test_that_goes_leaves_its_agent_and_its_calls_behind(
        self, reading_desk: Desk
    ) -> None:
        session = reading_desk.session
        number = next(n for n in session.numbers.records.values() if answering(n))
        agent = session.agents.records[str(answering(number))]
        call = await session.client.calls.start(
            agent_id=agent.id,
            to_number="+4915112345678",
            from_number=str(number.phone_number),
        )
        session.day.attend()
        session.live.put(call)
        await until(
            lambda: session.day.complete and session.day.of_number(str(number.phone_number)).calls
        )
        calls = session.day.of_number(str(number.phone_number)).calls

        sentences = what_stops(session, number)

        assert sentences[0] == f"{agent.name} no longer hears who calls it."
        assert f"{calls} call" in sentences[1]
        assert sentences[2].startswith("1 call live through it")

    async def test_that_nobody_answers_or_uses_stops_nothing(self, reading_desk: Desk) -> None:
        session = reading_desk.session
        number = await session.client.numbers.create(
            {"phone_number": "+493012345678", "provider": "twilio"}
        )
        assert what_stops(session, number) == ()
