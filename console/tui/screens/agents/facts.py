"""What a list of agents shows besides the agents: models, numbers, live calls, the last day."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from console.actions.saving.reach import answering, fallback
from console.api.fields import maybe, read_line
from console.insight.state import Kind, state_of
from console.live.board import Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber
    from console.archive.drafts import Draft
    from console.insight.day import Figures
    from console.live.board import Row
    from console.live.changes import Change
    from console.session import Session

_ON_THE_PLATFORM = {Presence.HERE, Presence.CHECKING}


class LiveCounts:
    """How many calls live with each agent, kept by looking at those alone that change."""

    def __init__(self) -> None:
        self._agents: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def __getitem__(self, agent_id: str) -> int:
        return self._counts[agent_id]

    @property
    def total(self) -> int:
        """How many calls live."""
        return len(self._agents)

    def update(self, rows: Mapping[str, Row], change: Change, now: datetime) -> set[str]:
        """Take in a change of the board.

        Args:
            rows: the board's.
            change: what is different in them.
            now: the server's time: what is scheduled for later does not live yet.

        Returns:
            The ids of the agents whose count may be another now.
        """
        touched: set[str] = set()
        for call_id in (*change.added, *change.changed, *change.removed):
            before, after = self._agents.pop(call_id, None), _agent_of(rows.get(call_id), now)
            if after is not None:
                self._agents[call_id] = after
            if before != after:
                self._count(before, -1)
                self._count(after, 1)
                touched |= {agent_id for agent_id in (before, after) if agent_id}
        return touched

    def _count(self, agent_id: str | None, by: int) -> None:
        if agent_id is not None:
            self._counts[agent_id] += by


class AgentFacts:
    """Answers what is asked of an agent at every drawing, without a search.

    Attributes:
        live: how many calls live with each.
        voices: what voices are called, by the provider's id of each; empty until they are read.
        drafts: the unsaved changes that are kept, by the record's id.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answered: Mapping[str, Sequence[PhoneNumber]] = {}
        self._backed: Mapping[str, Sequence[PhoneNumber]] = {}
        self.live = LiveCounts()
        self.voices: Mapping[str, str] = {}
        self.drafts: Mapping[str, Draft] = {}
        self.sort_numbers()

    def model(self, agent: Agent) -> Model | None:
        """The model that the agent uses, when it is known."""
        return self._session.models.records.get(agent.llm_id or "")

    def voice(self, agent: Agent) -> str:
        """The voice's name, or its id while that is not known; without either, the provider."""
        voice_id = maybe(read_line, agent.tts.get("voice_id")) or ""
        return self.voices.get(voice_id) or voice_id or provider_of(agent)

    def sharing(self, agent: Agent) -> int:
        """How many agents use its model, itself among them."""
        agents = self._session.agents.records.values()
        return sum(each.llm_id == agent.llm_id for each in agents)

    def answered(self, agent: Agent) -> Sequence[PhoneNumber]:
        """The numbers whose inbound calls come to the agent."""
        return self._answered.get(agent.id, ())

    def backed(self, agent: Agent) -> Sequence[PhoneNumber]:
        """The numbers whose fallback the agent is."""
        return self._backed.get(agent.id, ())

    def day(self, agent: Agent) -> Figures:
        """What the agent's calls of the last 24 hours add up to, as far as they are read."""
        return self._session.day.of_agent(agent.id)

    def sort_numbers(self) -> None:
        """Find out anew which numbers reach whom."""
        numbers = self._session.numbers.records.values()
        self._answered = _by_agent((answering(number), number) for number in numbers)
        self._backed = _by_agent((fallback(number), number) for number in numbers)


def provider_of(agent: Agent) -> str:
    """Whose voices it speaks with."""
    return maybe(read_line, agent.tts.get("provider")) or ""


def _agent_of(row: Row | None, now: datetime) -> str | None:
    """The agent that a row's call lives with."""
    if row is None or row.ended or row.presence not in _ON_THE_PLATFORM:
        return None
    return None if state_of(row.call, now).kind is Kind.SCHEDULED else row.call.agent_id


def _by_agent(
    numbers: Iterable[tuple[str | None, PhoneNumber]],
) -> Mapping[str, Sequence[PhoneNumber]]:
    found: defaultdict[str, list[PhoneNumber]] = defaultdict(list)
    for agent_id, number in numbers:
        if agent_id:
            found[agent_id].append(number)
    return found
