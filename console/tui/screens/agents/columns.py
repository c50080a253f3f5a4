"""The columns of the list of agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.insight.phone import display
from console.tui.screens.day_figures import rate_cell, slowest_cell
from console.tui.widgets.live_table.columns import Cell, Cells, Column, Flexible, Tone

if TYPE_CHECKING:
    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.tui.glyphs import Glyphs
    from console.tui.screens.agents.facts import AgentFacts


class AgentColumns:
    """Draws the cells of an agent: how it fares first, then how it is made."""

    def __init__(self, facts: AgentFacts, glyphs: Glyphs) -> None:
        self._facts = facts
        self._glyphs = glyphs

    def wide(self) -> tuple[Column[Agent], ...]:
        """All columns; the least important leave first where they do not fit."""
        return (
            *self._beginning(),
            self._model(),
            Column(
                "voice",
                "VOICE",
                lambda agent: Cell(self._facts.voice(agent), Tone.DIM),
                Flexible(10, 1),
                sort=lambda agent: self._facts.voice(agent).casefold() or None,
                importance=2,
            ),
            Column(
                "language",
                "LANG",
                lambda agent: Cell(language_of(agent), Tone.DIM),
                5,
                sort=lambda agent: language_of(agent).casefold() or None,
                importance=3,
            ),
            Column(
                "first",
                "FIRST MESSAGE",
                lambda agent: Cell(_one_line(agent.first_message), Tone.DIM),
                Flexible(13, 4),
                sort=lambda agent: (agent.first_message or "").casefold() or None,
                importance=1,
            ),
        )

    def narrow(self) -> tuple[Column[Agent], ...]:
        """What an operator needs first."""
        return (*self._beginning(), self._model())

    def _beginning(self) -> tuple[Column[Agent], ...]:
        facts = self._facts
        return (
            Column("name", "NAME", self._name, Flexible(18, 4), sort=by_name),
            Column(
                "live",
                "LIVE",
                self._live,
                4,
                align="right",
                sort=lambda agent: facts.live[agent.id],
                importance=9,
            ),
            Column(
                "calls",
                "24 H",
                lambda agent: _count(facts.day(agent).calls),
                5,
                align="right",
                sort=lambda agent: facts.day(agent).calls,
                importance=8,
            ),
            Column(
                "failed",
                "FAILED",
                lambda agent: rate_cell(facts.day(agent)),
                6,
                align="right",
                sort=lambda agent: facts.day(agent).rate,
                importance=7,
            ),
            Column(
                "slowest",
                "SLOW",
                lambda agent: slowest_cell(facts.day(agent)),
                6,
                align="right",
                sort=lambda agent: facts.day(agent).slowest_ms,
                importance=5,
            ),
            Column(
                "numbers",
                "NUMBERS",
                self._numbers,
                17,
                sort=lambda agent: -len(facts.answered(agent)) or None,
                importance=6,
            ),
        )

    def _model(self) -> Column[Agent]:
        return Column(
            "model",
            "MODEL",
            lambda agent: Cell(model_words(agent, self._facts.model(agent)), Tone.DIM),
            Flexible(12, 2),
            sort=lambda agent: model_words(agent, self._facts.model(agent)).casefold() or None,
            importance=4,
        )

    def _name(self, agent: Agent) -> Cells:
        """The name, after a sign if there are changes to it that the platform does not have."""
        if agent.id in self._facts.drafts:
            return (Cell(f"{self._glyphs.draft} ", Tone.ACCENT), Cell(name_of(agent)))
        return Cell(name_of(agent))

    def _live(self, agent: Agent) -> Cell:
        live = self._facts.live[agent.id]
        return Cell(f"{self._glyphs.talking}{live}", Tone.GOOD) if live else Cell()

    def _numbers(self, agent: Agent) -> Cells:
        answered, backed = self._facts.answered(agent), self._facts.backed(agent)
        if len(answered) == 1:
            return Cell(display(answered[0].phone_number or answered[0].id))
        if answered:
            return Cell(f"{len(answered)} numbers")
        if backed:
            return Cell(f"fallback of {len(backed)}", Tone.DIM)
        return Cell(self._glyphs.ended, Tone.DIM)


def by_name(agent: Agent) -> tuple[str, str]:
    """The order of agents as long as nobody sorts them."""
    return (name_of(agent).casefold(), agent.id)


def name_of(agent: Agent) -> str:
    """What people call it."""
    return agent.name or agent.id


def model_words(agent: Agent, model: Model | None) -> str:
    """The model's name, else what it runs on, else its id while nothing is known of it."""
    if model is None:
        return agent.llm_id or ""
    return model.name or runs_on(model) or model.id


def runs_on(model: Model) -> str:
    """The provider and its model: "openai gpt-4.1-mini"."""
    return " ".join(part for part in (model.provider, model.model) if part)


def language_of(agent: Agent) -> str:
    """The language that it speaks, else the one that it listens to."""
    return agent.language or _text(agent.transcriber.get("language"))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _count(count: int) -> Cell:
    return Cell(f"{count:,}" if count else "", Tone.PLAIN)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
