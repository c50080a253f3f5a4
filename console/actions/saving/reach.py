"""Who is affected when a model or an agent changes or goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.api.fields import members
from console.insight.phone import display
from console.live.board import Presence

if TYPE_CHECKING:
    from collections.abc import Collection

    from console.api.records.agent import Agent
    from console.api.records.call import Call
    from console.api.records.number import PhoneNumber
    from console.session import Session

_ON_THE_PLATFORM = {Presence.HERE, Presence.CHECKING}


@dataclass(frozen=True, slots=True)
class Reach:
    """Those that a change touches, as far as the session has read."""

    agents: tuple[Agent, ...] = ()
    numbers: tuple[PhoneNumber, ...] = ()
    """The numbers whose inbound calls come to the agents, at once or as their fallback."""
    live_calls: tuple[Call, ...] = ()
    """Calls that have begun: they keep what they began with."""
    complete: bool = True
    """False while a list has not been read yet, so that there may be more."""

    @property
    def words(self) -> str:
        """As people say it: "3 agents, 5 numbers, 12 calls live"; "at least" if not complete."""
        counts = (
            counted(len(self.agents), "agent"),
            counted(len(self.numbers), "number"),
            f"{counted(len(self.live_calls), 'call')} live",
        )
        return ("" if self.complete else "at least ") + ", ".join(counts)


def reach_of_model(session: Session, model_id: str) -> Reach:
    """Whom a model reaches: its agents, their numbers, their live calls."""
    users = [each.id for each in session.agents.records.values() if each.llm_id == model_id]
    return _reach(session, users)


def reach_of_agent(session: Session, agent_id: str) -> Reach:
    """Whom an agent reaches: itself, its numbers, its live calls."""
    return _reach(session, (agent_id,))


def what_breaks(session: Session, agent_id: str) -> tuple[str, ...]:
    """What the deletion of an agent does to others, a sentence each; empty when nothing."""
    reach = reach_of_agent(session, agent_id)
    sentences = [
        f"{named(number)} loses its agent: nobody answers its inbound calls."
        if answering(number) == agent_id
        else f"{named(number)} loses its fallback."
        for number in reach.numbers
    ]
    if reach.live_calls:
        them = "it" if len(reach.live_calls) == 1 else "them"
        sentences.append(
            f"{counted(len(reach.live_calls), 'call')} live with it; "
            f"what becomes of {them} is not documented."
        )
    if not reach.complete:
        sentences.append("Not everything has been read yet: there may be more.")
    return tuple(sentences)


def answering(number: PhoneNumber) -> str | None:
    """The id of the agent that inbound calls of a number come to (the API notes, Phone numbers)."""
    return _id(number.inbound_routing.get("agent_id")) or number.agent_id


def fallback(number: PhoneNumber) -> str | None:
    """The id of the agent that takes over when the answering one cannot."""
    return _id(members(number.inbound_routing.get("fallback")).get("agent_id"))


def _reach(session: Session, agent_ids: Collection[str]) -> Reach:
    now = session.clock.now()
    read = (session.agents.freshness, session.numbers.freshness, session.live.freshness)
    return Reach(
        agents=tuple(agent for agent in session.agents.records.values() if agent.id in agent_ids),
        numbers=tuple(
            number
            for number in session.numbers.records.values()
            if answering(number) in agent_ids or fallback(number) in agent_ids
        ),
        live_calls=tuple(
            row.call
            for row in session.board.rows.values()
            if row.call.agent_id in agent_ids
            and not row.ended
            and row.presence in _ON_THE_PLATFORM
            and (row.call.scheduled_at is None or row.call.scheduled_at <= now)
        ),
        complete=all(freshness.last_good is not None for freshness in read),
    )


def named(number: PhoneNumber) -> str:
    """A number as people know it, with its name if it has one."""
    shown = display(number.phone_number or number.id)
    return f"{shown} ({number.friendly_name})" if number.friendly_name else shown


def counted(count: int, word: str) -> str:
    """A count with its word: "1 agent", "3 agents"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _id(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
