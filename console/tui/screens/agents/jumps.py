"""The ways from an agent to what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Place
from console.actions.saving.reach import answering, fallback
from console.insight.phone import display
from console.insight.words import fold
from console.tui.navigation import Destination, Jump
from console.tui.screens.agents.columns import model_words, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from console.api.records.agent import Agent
    from console.session import Session


def calls_of(agent: Agent, agents: Iterable[Agent]) -> Destination:
    """The board with this agent's calls alone."""
    return Destination(Place.CALLS, filter=f"agent:{_as_asked_for(agent, agents)}")


def numbers_of(agent: Agent, session: Session) -> Jump | None:
    """The way to the one number that reaches an agent, or to the list of those that do."""
    reaching = [
        number
        for number in session.numbers.records.values()
        if agent.id in {answering(number), fallback(number)}
    ]
    if not reaching:
        return None
    if len(reaching) == 1:
        to_it = Destination(Place.NUMBER, reaching[0].id)
        note = display(reaching[0].phone_number or reaching[0].id)
        return Jump("N", "The agent's number", note, to_it)
    asked_for = _as_asked_for(agent, session.agents.records.values())
    to_them = Destination(Place.NUMBERS, filter=f"agent:{asked_for} or fallback:{asked_for}")
    return Jump("N", "The agent's numbers", f"{len(reaching)} numbers", to_them)


def jumps_of_agent(agent: Agent, session: Session) -> tuple[Jump, ...]:
    """The ways to its prompt, as far as the platform names one, its numbers, and its calls."""
    return tuple(_jumps(agent, session))


def _jumps(agent: Agent, session: Session) -> Iterator[Jump]:
    if agent.llm_id:
        model = session.models.records.get(agent.llm_id)
        to_prompt = Destination(Place.PROMPT, agent.llm_id)
        yield Jump("P", "The agent's prompt", model_words(agent, model), to_prompt)
    if to_numbers := numbers_of(agent, session):
        yield to_numbers
    to_calls = calls_of(agent, session.agents.records.values())
    yield Jump("C", "The agent's calls", name_of(agent), to_calls)


def _as_asked_for(agent: Agent, agents: Iterable[Agent]) -> str:
    """What a filter asks for to find what belongs to an agent.

    Its name, which people know, unless that would find what is another agent's too.
    """
    name = agent.name or ""
    wanted = fold(name)
    others = (each for each in agents if each.id != agent.id)
    is_clear = bool(name.strip()) and '"' not in name
    if is_clear and not any(wanted in fold(f"{each.name or ''} {each.id}") for each in others):
        return f'"{name}"'
    return agent.id
