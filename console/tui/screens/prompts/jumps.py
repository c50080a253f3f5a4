"""The ways from a prompt to those who use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.actions.action import Place
from console.tui.navigation import Destination, Jump
from console.tui.screens.prompts.view import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.api.records.agent import Agent
    from console.api.records.model import Model


def jumps_of_model(model: Model, agents: Sequence[Agent]) -> tuple[Jump, ...]:
    """The way from a model to the agent that uses it, or to the list of those that do."""
    if not agents:
        return ()
    if len(agents) == 1:
        to_agent = Destination(Place.AGENT, agents[0].id)
        return (Jump("A", "The agent that uses it", name_of(agents[0]), to_agent),)
    quotable = name_of(model).partition('"')[0]  # the filter language knows no escapes
    to_agents = Destination(Place.AGENTS, filter=f'model:"{quotable}"')
    return (Jump("A", "The agents that use it", f"{len(agents)} agents", to_agents),)
