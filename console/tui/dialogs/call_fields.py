"""What the form of a call offers in its fields, without the form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from console.insight.phone import display
from console.insight.prompt import variables_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from console.actions.saving.trial import Trial
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber

Options = list[tuple[Content, str]]


@dataclass(frozen=True, slots=True)
class FormData:
    """What the form offers to choose from, and what it starts with.

    Attributes:
        agents, models, numbers: what there is.
        agent_id, from_number, to_number: what is chosen at first.
        known: values that variables begin with, where the agent's defaults have others.
        trial: the unsaved text that the call is made with, if it is.
    """

    agents: Sequence[Agent]
    models: Mapping[str, Model]
    numbers: Sequence[PhoneNumber] = ()
    agent_id: str = ""
    from_number: str = ""
    to_number: str = ""
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    trial: Trial | None = None

    def agent(self, agent_id: str) -> Agent | None:
        """The agent of an id."""
        return next((agent for agent in self.agents if agent.id == agent_id), None)

    def agent_options(self) -> Options:
        """The agents by name."""
        return [(Content(agent.name or agent.id), agent.id) for agent in self.agents]

    def number_options(self, agent_id: str) -> Options:
        """The numbers to call from: the agent's own first, each with whose it is."""
        numbers = [number for number in self.numbers if number.phone_number]
        numbers.sort(key=lambda number: owner(number) != agent_id)
        return [(self._number(number), number.phone_number or "") for number in numbers]

    def number_for(self, agent_id: str) -> str:
        """The number that an agent calls from unless another is chosen; else empty.

        It is the one the form starts with, for that agent; then the agent's own; then the only one.
        """
        numbers = [number.phone_number for number in self.numbers if number.phone_number]
        if agent_id == self.agent_id and self.from_number in numbers:
            return self.from_number
        own = [number.phone_number for number in self.numbers if owner(number) == agent_id]
        return next(filter(None, own if agent_id else ()), numbers[0] if len(numbers) == 1 else "")

    def variables(self, agent_id: str) -> dict[str, str]:
        """The variables of an agent's prompt and greeting, with its defaults."""
        agent = self.agent(agent_id)
        if agent is None:
            return {}
        prompt, greeting = self._texts(agent)
        names = (*variables_in(prompt), *variables_in(greeting), *agent.dynamic_variables)
        values = agent.dynamic_variables | dict(self.known)
        return {name: values.get(name, "") for name in dict.fromkeys(names)}

    def _texts(self, agent: Agent) -> tuple[str, str]:
        """The prompt and the first message that a call of the agent is made with."""
        model = self.models.get(agent.llm_id or "")
        prompt = (model and model.system_prompt) or ""
        greeting = agent.first_message or ""
        if self.trial is None:
            return prompt, greeting
        tried = self.trial.system_prompt
        return (
            prompt if tried is None else tried,
            self.trial.first_messages.get(agent.id, greeting),
        )

    def _number(self, number: PhoneNumber) -> Content:
        agent = self.agent(owner(number))
        whose = (number.friendly_name, agent and agent.name)
        note = " · ".join(dict.fromkeys(filter(None, whose)))
        return Content.assemble(display(number.phone_number or ""), (f"  {note}", "$muted"))


def owner(number: PhoneNumber) -> str:
    """The id of the agent that a number belongs to; else empty."""
    return str(number.inbound_routing.get("agent_id") or "") or number.agent_id or ""
