"""Phone numbers: assigning, routing, naming, registering, buying and giving up.

Each request that creates or costs is sent once. When its answer is lost, the list is read: the
number that was asked for is there, or it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from console.actions.calls import Refused
from console.actions.journal import masked
from console.actions.record_writes import RecordWrites
from console.actions.saving.reach import answering, fallback
from console.actions.writes import (
    Differs,
    Done,
    Overtaken,
    Unsure,
    new_one,
)
from console.api.errors import ApiError, Trouble
from console.api.fields import members
from console.api.records.number import PhoneNumber
from console.live.budget import Priority

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from pydantic import SecretStr

    from console.actions.journal import Journal
    from console.api.records.number import AvailableNumber
    from console.session import Session

Result = (
    Done[PhoneNumber]
    | Differs[PhoneNumber]
    | Overtaken[PhoneNumber]
    | Refused
    | Unsure[PhoneNumber]
)

_HOPELESS = frozenset({
    Trouble.UNREACHABLE, Trouble.TLS, Trouble.KEY_REJECTED, Trouble.RATE_LIMITED,
    Trouble.READ_ONLY, Trouble.SETUP,
})  # fmt: skip
"""What keeps the next request from succeeding too."""


class Kept(Enum):
    """Stands for what shall stay as it is."""

    KEPT = "kept"


KEPT = Kept.KEPT


@dataclass(frozen=True, slots=True)
class NumberEdit:
    """What shall be different about a number; None clears.

    Attributes:
        agent_id: the agent that answers.
        fallback_id: the agent that takes over when that one cannot.
        voicemail_message: what is said when nobody can.
        friendly_name: what people call the number.
    """

    agent_id: str | Kept | None = KEPT
    fallback_id: str | Kept | None = KEPT
    voicemail_message: str | Kept | None = KEPT
    friendly_name: str | Kept | None = KEPT


@dataclass(frozen=True, slots=True)
class SipTrunk:
    """A trunk of one's own, instead of a carrier's credential."""

    address: str
    username: str = ""
    password: SecretStr | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A number of one's own (E.164) to make known to the platform, by one of the two ways."""

    phone_number: str
    provider: str
    way: str | SipTrunk
    """The id of a credential, or a trunk."""
    agent_id: str | None = None
    friendly_name: str | None = None


def body_of(edit: NumberEdit, number: PhoneNumber) -> dict[str, Any]:
    """The PATCH that makes the difference; empty when there is none.

    Inbound calls go to the agent of `inbound_routing`, else to `agent_id`: both are set where
    both are there. Routing is merged by the server, and null clears (the API notes, Phone
    numbers).
    """
    body: dict[str, Any] = {}
    routing: dict[str, Any] = {}
    routed = members(number.raw.get("inbound_routing"))
    if edit.agent_id is not KEPT:
        if number.agent_id != edit.agent_id:
            body["agent_id"] = edit.agent_id
        if routed.get("agent_id") not in (None, edit.agent_id):
            routing["agent_id"] = edit.agent_id
    if edit.fallback_id is not KEPT and fallback(number) != edit.fallback_id:
        routing["fallback"] = edit.fallback_id and {"agent_id": edit.fallback_id}
    message = edit.voicemail_message
    if message is not KEPT and routed.get("voicemail_message") != message:
        routing["voicemail_message"] = message
    if edit.friendly_name is not KEPT and number.raw.get("friendly_name") != edit.friendly_name:
        body["friendly_name"] = edit.friendly_name
    return {**body, "inbound_routing": routing} if routing else body


class NumberActions(RecordWrites[PhoneNumber]):
    """The writes on numbers, and the search among those on offer."""

    def __init__(self, session: Session, journal: Journal) -> None:
        self._numbers = session.client.numbers
        super().__init__("number", self._numbers, session.numbers, journal, _described)
        self._link = session.link

    async def assign(
        self, shown: Iterable[PhoneNumber], agent_id: str | None
    ) -> AsyncIterator[tuple[PhoneNumber, Result]]:
        """Give numbers to an agent (None: to nobody); see `assign_each`."""
        async for told in self.assign_each((number, agent_id) for number in shown):
            yield told

    async def assign_each(
        self, wishes: Iterable[tuple[PhoneNumber, str | None]]
    ) -> AsyncIterator[tuple[PhoneNumber, Result]]:
        """Give numbers to agents one after the other, telling of each.

        One that fails does not keep the next from it, unless the next must fail too: then it is
        not sent, and told of with the same error.

        Args:
            wishes: the numbers as they stood when the person agreed, each with the id of who
                shall answer; None for nobody.
        """
        hopeless: Refused | None = None
        for number, agent_id in wishes:
            result = hopeless or await self.change(number, NumberEdit(agent_id=agent_id))
            if isinstance(result, Refused) and result.error.kind in _HOPELESS:
                hopeless = result
            yield number, result

    async def change(self, shown: PhoneNumber, edit: NumberEdit) -> Result:
        """Read the number again, and send what is to be different if it is still as shown."""
        try:
            now = await self._numbers.get(shown.id)
        except ApiError as error:
            return Refused(error)
        body = body_of(edit, now)
        if not body:
            return Done(now)
        if _overtaken(edit, shown, now):
            return Overtaken(now)

        async def changed() -> PhoneNumber | None:
            read = await self._numbers.get(shown.id)
            return None if body_of(edit, read) else read

        what = f"{_described(now)}: {', '.join(body)}"
        result = await self._write(
            "save_number",
            what,
            lambda: self._numbers.update(shown.id, body),
            changed,
        )
        if isinstance(result, Done) and body_of(edit, result.record):
            return Differs(result.record)
        return result

    async def register(self, registration: Registration) -> Result:
        """Make a number known that is one's own already."""
        way = registration.way
        fields: dict[str, Any] = {
            "phone_number": registration.phone_number,
            "provider": registration.provider,
            "agent_id": registration.agent_id,
            "friendly_name": registration.friendly_name,
        }
        secrets: tuple[SecretStr, ...] = ()
        if isinstance(way, SipTrunk):
            secrets = (way.password,) if way.password else ()
            fields["provider_config"] = _given(
                {
                    "trunk_address": way.address,
                    "auth_username": way.username or None,
                    "auth_password": way.password,
                }
            )
        else:
            fields["credential_id"] = way
        return await self._obtain(
            "register_number",
            registration.phone_number,
            lambda: self._numbers.create(_given(fields)),
            *secrets,
        )

    async def search(
        self, country: str, *, area_code: str = "", contains: str = ""
    ) -> tuple[AvailableNumber, ...]:
        """Numbers on offer in a country (its two letters).

        Raises:
            ApiError: the offers could not be read.
        """
        answer = await self._link.ask(
            lambda: self._numbers.search(
                country=country, area_code=area_code or None, contains=contains or None
            ),
            Priority.ASKED,
        )
        return answer.value

    async def buy(self, phone_number: str, *, agent_id: str | None = None) -> Result:
        """Buy this number (E.164), and no other. Costs money; sent once, whatever happens."""
        return await self._obtain(
            "buy_number",
            phone_number,
            lambda: self._numbers.purchase(phone_number=phone_number, agent_id=agent_id),
        )

    async def _obtain(
        self,
        action: str,
        phone_number: str,
        send: Callable[[], Awaitable[PhoneNumber]],
        *secrets: SecretStr,
    ) -> Result:
        """Send what brings a number into the account, unless it is there already."""
        try:
            known = await self._numbers.list()
        except ApiError as error:
            return Refused(error)
        if any(each.phone_number == phone_number for each in known):
            words = f"{phone_number} is one of this account's numbers already."
            return Refused(ApiError(Trouble.CONFLICT, words))
        return await self._write(
            action,
            masked(phone_number),
            send,
            lambda: new_one(
                self._numbers,
                {each.id for each in known},
                lambda number: number.phone_number == phone_number,
            ),
            *secrets,
        )


def _overtaken(edit: NumberEdit, shown: PhoneNumber, now: PhoneNumber) -> bool:
    """Whether what is to be changed is no longer what the person has seen."""
    return (
        (edit.agent_id is not KEPT and answering(shown) != answering(now))
        or (edit.fallback_id is not KEPT and fallback(shown) != fallback(now))
        or (edit.voicemail_message is not KEPT and _message(shown) != _message(now))
        or (edit.friendly_name is not KEPT and _name(shown) != _name(now))
    )


def _message(number: PhoneNumber) -> Any:
    return members(number.raw.get("inbound_routing")).get("voicemail_message")


def _name(number: PhoneNumber) -> Any:
    return number.raw.get("friendly_name")


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _described(number: PhoneNumber) -> str:
    return f"number {number.id} {masked(number.phone_number)}"
