"""What goes by a credential or a number, and so stops when it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from console.actions.saving.reach import answering, counted, fallback, named
from console.api.records.base import Record
from console.api.vocabulary import normal
from console.insight.phone import our_side
from console.live.board import Presence
from console.live.budget import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from console.api.records.agent import Agent
    from console.api.records.credential import Credential
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber
    from console.api.records.tool import Tool
    from console.api.records.voice import Voice
    from console.session import Session

R = TypeVar("R", bound=Record)

_ON_THE_PLATFORM = (Presence.HERE, Presence.CHECKING)
_NOT_ALL_READ = "Not everything has been read yet: there may be more."


@dataclass(frozen=True, slots=True)
class Others:
    """Records that no session keeps, and that may go by a credential too."""

    voices: tuple[Voice, ...] = ()
    tools: tuple[Tool, ...] = ()


async def read_others(session: Session) -> Others:
    """Read voices and tools.

    Raises:
        ApiError: one of the lists could not be read.
    """
    client = session.client
    voices = await session.link.ask(client.voices.list, Priority.WATCHED)
    tools = await session.link.ask(client.tools.list, Priority.WATCHED)
    return Others(voices.value, tools.value)


@dataclass(frozen=True, slots=True)
class Uses:
    """What uses a credential, as far as has been read."""

    numbers: tuple[PhoneNumber, ...] = ()
    agents: tuple[Agent, ...] = ()
    models: tuple[Model, ...] = ()
    voices: tuple[Voice, ...] = ()
    tools: tuple[Tool, ...] = ()
    perhaps: tuple[PhoneNumber, ...] = ()
    """Numbers of its carrier that do not tell which credential they use: the API need not (the API
    notes, Phone numbers)."""
    complete: bool = True
    """False while a list has not been read, so that there may be more."""

    def __bool__(self) -> bool:
        """Whether anything is known to use it, or perhaps does."""
        return any((self.numbers, self.agents, self.models, self.voices, self.tools, self.perhaps))

    @property
    def words(self) -> str:
        """As people say it: "2 agents, 1 voice, perhaps 4 numbers"; empty when nothing does."""
        kinds = {
            "number": self.numbers,
            "agent": self.agents,
            "model": self.models,
            "voice": self.voices,
            "tool": self.tools,
        }
        counts = [counted(len(users), word) for word, users in kinds.items() if users]
        if self.perhaps:
            counts.append(f"perhaps {counted(len(self.perhaps), 'number')}")
        return ", ".join(counts)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the deletion of the credential does, a sentence each; empty when nothing."""
        sentences = [
            *(f"{named(each)} is reached with it." for each in self.numbers),
            *(f"{_name(each)} hears or speaks with it." for each in self.agents),
            *(f"{_name(each)} thinks with it." for each in self.models),
            *(f"The voice {_name(each)} comes through it." for each in self.voices),
            *(f"The tool {_name(each)} uses it." for each in self.tools),
        ]
        if self.perhaps:
            numbers = counted(len(self.perhaps), "number")
            sentences.append(f"{numbers} of this carrier may use it: the API does not tell.")
        if not self.complete:
            sentences.append(_NOT_ALL_READ)
        return tuple(sentences)


def all_uses(session: Session, others: Others | None = None) -> Mapping[str, Uses]:
    """What uses each credential, by its id.

    A record uses a credential when its id stands anywhere in it: which fields may hold one is an
    open set. For thousands of records this takes some ms, so keep it until something changes.

    Args:
        session: whose agents, models and numbers are looked through.
        others: voices and tools, once they have been read.
    """
    directories = (session.numbers, session.agents, session.models, session.credentials)
    complete = others is not None and all(
        each.freshness.last_good is not None for each in directories
    )
    others = others or Others()
    credentials = session.credentials.records
    numbers = _users(session.numbers.records.values(), credentials)
    agents = _users(session.agents.records.values(), credentials)
    models = _users(session.models.records.values(), credentials)
    voices = _users(others.voices, credentials)
    tools = _users(others.tools, credentials)
    silent = [each for each in session.numbers.records.values() if not _tells_its_way(each)]
    return {
        credential_id: Uses(
            numbers=numbers[credential_id],
            agents=agents[credential_id],
            models=models[credential_id],
            voices=voices[credential_id],
            tools=tools[credential_id],
            perhaps=tuple(
                each
                for each in silent
                if normal(each.provider) == normal(credential.provider)
                and each not in numbers[credential_id]
            ),
            complete=complete,
        )
        for credential_id, credential in credentials.items()
    }


def what_uses(session: Session, credential_id: str, others: Others | None = None) -> Uses:
    """What uses one credential; see `all_uses`."""
    return all_uses(session, others).get(credential_id, Uses(complete=False))


def what_stops(session: Session, number: PhoneNumber) -> tuple[str, ...]:
    """What the deletion of a number does, a sentence each; empty when nothing."""
    sentences = [
        f"{_agent_name(session, agent_id)} {loss}"
        for agent_id, loss in (
            (answering(number), "no longer hears who calls it."),
            (fallback(number), "is no longer its fallback."),
        )
        if agent_id
    ]
    if calls := session.day.of_number(number.phone_number or "").calls:
        least = "" if session.day.complete else "At least "
        sentences.append(f"{least}{counted(calls, 'call')} went through it in the last 24 hours.")
    live = sum(
        our_side(row.call) == number.phone_number
        for row in session.board.rows.values()
        if not row.ended and row.presence in _ON_THE_PLATFORM
    )
    if live:
        sentences.append(
            f"{counted(live, 'call')} live through it; what becomes of them is not documented."
        )
    if session.live.freshness.last_good is None:
        sentences.append(_NOT_ALL_READ)
    return tuple(sentences)


def _users(records: Iterable[R], credentials: Mapping[str, Credential]) -> dict[str, tuple[R, ...]]:
    """The records in which each credential's id stands."""
    users: dict[str, list[R]] = {credential_id: [] for credential_id in credentials}
    for record in records:
        for credential_id in users.keys() & set(_texts(record.raw)):
            users[credential_id].append(record)
    return {credential_id: tuple(found) for credential_id, found in users.items()}


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value but the names of members."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in cast("dict[str, Any]", value).values():
            yield from _texts(member)
    elif isinstance(value, list):
        for member in cast("list[Any]", value):
            yield from _texts(member)


def _tells_its_way(number: PhoneNumber) -> bool:
    return bool(number.raw.get("credential_id") or number.raw.get("provider_config"))


def _name(record: Agent | Model | Voice | Tool) -> str:
    return record.name or record.id


def _agent_name(session: Session, agent_id: str) -> str:
    agent = session.agents.records.get(agent_id)
    return _name(agent) if agent else agent_id
