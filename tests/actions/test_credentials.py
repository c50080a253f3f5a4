"""Adding, renaming, rotating and deleting credentials, and the key that nobody may see."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from console.actions.calls import Refused
from console.actions.credentials import CredentialActions, NewCredential
from console.actions.writes import Done, Overtaken, Unsure
from console.api.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from console.actions.credentials import Result
    from console.api.records.credential import Credential
    from tests.actions.conftest import Desk

KEY = SecretStr("sentinel-key-4e1d90aa77c3")
END = KEY.get_secret_value()[-4:]


@pytest.fixture
def credentials(desk: Desk) -> CredentialActions:
    return CredentialActions(desk.session, desk.journal)


async def all_credentials(desk: Desk) -> tuple[Credential, ...]:
    return await desk.session.client.credentials.list()


async def a_credential(desk: Desk, provider: str = "sendgrid") -> Credential:
    return next(each for each in await all_credentials(desk) if each.provider == provider)


def new(name: str = "Twilio – new", provider: str = "twilio") -> NewCredential:
    return NewCredential(name, provider, KEY, {"account_sid": "AC01"})


def bodies(desk: Desk, method: str) -> list[Any]:
    return [request["body"] for request in desk.sandbox.requests(method)]


class TestAdding:
    async def test_sends_the_key_once_and_gets_it_back_masked(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        added = await credentials.add(new())

        assert isinstance(added, Done)
        assert (added.record.name, added.record.provider) == ("Twilio – new", "twilio")
        assert added.record.masked_key == f"••••{END}"
        assert bodies(desk, "POST") == [
            {
                "name": "Twilio – new",
                "provider": "twilio",
                "api_key": KEY.get_secret_value(),
                "metadata": {"account_sid": "AC01"},
            }
        ]
        assert desk.phases("add_credential") == ["sending", "done"]

    async def test_is_refused_in_the_servers_words(self, credentials: CredentialActions) -> None:
        refused = await credentials.add(new(provider="carrier-pigeon"))
        assert isinstance(refused, Refused)
        assert "carrier-pigeon" in refused.error.words

    async def test_whose_answer_is_lost_is_found_in_the_list(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        await credentials.add(new())
        desk.sandbox.fault("lost", method="POST")

        added = await credentials.add(new())

        assert isinstance(added, Done)
        assert len(bodies(desk, "POST")) == 2

    async def test_takes_no_other_key_of_that_name_for_it(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        desk.sandbox.fault("drop", method="POST")
        unsure = await credentials.add(new())
        assert isinstance(unsure, Unsure)

        desk.sandbox.mend()
        other = {"name": "Twilio – new", "provider": "twilio", "api_key": "somebody-elses-key"}
        await desk.session.client.credentials.create(other)

        assert isinstance(await unsure.again(), Unsure)


class TestRenaming:
    async def test_changes_the_name_alone(self, desk: Desk, credentials: CredentialActions) -> None:
        renamed = await credentials.rename(await a_credential(desk), "Mail")
        assert isinstance(renamed, Done)
        assert renamed.record.name == "Mail"
        assert bodies(desk, "PATCH") == [{"name": "Mail"}]

    async def test_is_not_done_over_somebody_elses_name(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        shown = await a_credential(desk)
        await desk.session.client.credentials.update(shown.id, {"name": "Theirs"})
        overtaken = await credentials.rename(shown, "Mine")
        assert isinstance(overtaken, Overtaken)
        assert overtaken.record.name == "Theirs"

    async def test_whose_answer_is_lost_is_settled_by_reading(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        shown = await a_credential(desk)
        desk.sandbox.fault("lost", method="PATCH")
        assert isinstance(await credentials.rename(shown, "Mail"), Done)
        assert len(bodies(desk, "PATCH")) == 1


class TestRotating:
    async def test_puts_the_new_key_in_the_place_of_the_old(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        old = await a_credential(desk)
        rotated = await credentials.rotate(old.id, KEY)
        assert isinstance(rotated, Done)
        assert rotated.record.id == old.id
        assert rotated.record.masked_key == f"••••{END}" != old.masked_key
        assert desk.phases("rotate_key") == ["sending", "done"]

    async def test_whose_answer_is_lost_is_settled_by_the_masked_key(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        old = await a_credential(desk)
        desk.sandbox.fault("lost", method="PATCH")
        assert isinstance(await credentials.rotate(old.id, KEY), Done)
        assert len(bodies(desk, "PATCH")) == 1

    async def test_is_not_taken_for_done_when_the_old_key_is_still_there(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        old = await a_credential(desk)
        desk.sandbox.fault("drop", method="PATCH")
        unsure = await credentials.rotate(old.id, KEY)
        assert isinstance(unsure, Unsure)
        assert desk.phases("rotate_key") == ["sending", "unknown"]

        desk.sandbox.edit("credentials", old.id, masked_key="••••")
        assert isinstance(await unsure.again(), Unsure)
        desk.sandbox.edit("credentials", old.id, masked_key=f"••••{END}")
        assert isinstance(await unsure.again(), Done)


class TestDeleting:
    async def test_deletes(self, desk: Desk, credentials: CredentialActions) -> None:
        gone = await a_credential(desk)
        assert isinstance(await credentials.delete(gone.id), Done)
        assert gone.id not in {each.id for each in await all_credentials(desk)}

    async def test_is_refused_while_numbers_need_it(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        refused = await credentials.delete((await a_credential(desk, "telnyx")).id)
        assert isinstance(refused, Refused)
        assert refused.error.kind is Trouble.CONFLICT

    async def test_whose_answer_is_lost_is_settled_by_reading(
        self, desk: Desk, credentials: CredentialActions
    ) -> None:
        gone = await a_credential(desk)
        desk.sandbox.fault("lost", method="DELETE")
        assert isinstance(await credentials.delete(gone.id), Done)
        assert len(desk.sandbox.requests("DELETE")) == 1


class TestTheKey:
    FAULTS = (
        {"kind": "status", "status": 400, "text": f"Bad key {KEY.get_secret_value()} given"},
        {"kind": "status", "status": 500, "text": f"Trace: {KEY.get_secret_value()}"},
        {"kind": "lost"},
        {"kind": "drop"},
        {"kind": "truncate"},
        {"kind": "html"},
        {"kind": "empty"},
    )

    @pytest.fixture
    def told(
        self,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> Callable[[], str]:
        """All that was written: files, the journal among them, logs, and the terminal."""
        caplog.set_level(logging.DEBUG)

        def read() -> str:
            files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
            assert files
            texts = [content.decode("utf-8", "replace") for content in files]
            return "\n".join((*texts, caplog.text, *capfd.readouterr()))

        return read

    @pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["kind"]))
    async def test_is_nowhere_to_be_seen_whatever_happens(
        self,
        desk: Desk,
        credentials: CredentialActions,
        fault: dict[str, Any],
        told: Callable[[], str],
    ) -> None:
        old = await a_credential(desk)
        results: list[Result] = [await credentials.add(new())]
        for method in ("POST", "PATCH"):
            desk.sandbox.fault(method=method, path="/v1/credentials*", **fault)
        results.append(await credentials.add(new("Another")))
        results.append(await credentials.rotate(old.id, KEY))

        shown = [repr(result) for result in results]
        for result in results:
            if isinstance(result, Refused | Unsure):
                error = result.error
                shown += [error.words, str(error), repr(error.fields), repr(error.__context__)]
        assert KEY.get_secret_value() not in "\n".join((*shown, told()))
