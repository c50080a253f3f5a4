"""What the filter can ask of an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.insight.filter_language import Language
from console.tui.screens.agents.columns import language_of, model_words, runs_on
from console.tui.screens.agents.facts import provider_of

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from console.tui.screens.agents.facts import AgentFacts

AGENTS = Language(
    fields={
        "name": "the agent's name",
        "model": "its model, and what that runs on",
        "voice": "the voice by name or id, and its provider",
        "language": "the language: en, de, pt-BR",
        "number": "a number that reaches it, or that number's name",
        "says": "a part of its first message",
        "draft": "yes where unsaved changes are kept",
        "id": "the agent's id",
        "live": "calls live now: live>0",
        "calls": "calls in 24 hours: calls>100",
        "rate": "failed of ended in 24 hours, in percent: rate>5",
        "slow": "the slowest turn of 24 hours in milliseconds: slow>8000",
    },
    numeric=frozenset({"live", "calls", "rate", "slow"}),
    phones=frozenset({"number"}),
    aliases={
        "llm": "model",
        "lang": "language",
        "numbers": "number",
        "first": "says",
        "failed": "rate",
        "slowest": "slow",
    },
)
"""Agents."""


def filter_fields(agent: Agent, facts: AgentFacts) -> dict[str, str]:
    """An agent's text by the names that the language has for its fields."""
    model, day = facts.model(agent), facts.day(agent)
    numbers = (*facts.answered(agent), *facts.backed(agent))
    return {
        "name": agent.name or "",
        "model": f"{model_words(agent, model)} {runs_on(model) if model else ''}",
        "voice": f"{facts.voice(agent)} {agent.tts.get('voice_id') or ''} {provider_of(agent)}",
        "language": language_of(agent),
        "number": " ".join(f"{n.phone_number or ''} {n.friendly_name or ''}" for n in numbers),
        "says": agent.first_message or "",
        "draft": "yes" if agent.id in facts.drafts else "no",
        "id": agent.id,
        "live": str(facts.live[agent.id]),
        "calls": str(day.calls),
        "rate": "" if day.rate is None else f"{day.rate * 100:g}",
        "slow": "" if day.slowest_ms is None else f"{day.slowest_ms:g}",
    }
