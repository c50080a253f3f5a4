"""How a model reads in the list of prompts: who uses it, what they do, how long its text is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.actions.saving.reach import answering, fallback
from console.insight.filter_language import Language
from console.insight.spans import ago
from console.live.board import Presence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from console.api.records.agent import Agent
    from console.api.records.model import Model
    from console.api.records.number import PhoneNumber
    from console.archive.drafts import Draft
    from console.insight.day import Figures
    from console.session import Session

PROMPTS = Language(
    fields={
        "name": "the prompt's name",
        "provider": "who runs the model: openai",
        "model": "the language model: gpt-4.1",
        "agent": "the name or id of an agent that uses it",
        "number": "a number that reaches it",
        "text": "what the prompt says",
        "draft": "yes where unsaved changes are kept",
        "id": "the model's id",
        "temp": "the temperature: temp>0.7",
        "tokens": "the most tokens of an answer: tokens<500",
        "size": "the prompt's length in characters: size>8000",
        "agents": "how many agents use it: agents>1",
        "numbers": "how many numbers reach it: numbers>0",
        "calls": "its calls today: calls>100",
        "live": "its calls now: live>0",
    },
    numeric=frozenset({"temp", "tokens", "size", "agents", "numbers", "calls", "live"}),
    phones=frozenset({"number"}),
    aliases={
        "temperature": "temp",
        "max_tokens": "tokens",
        "llm": "model",
        "chars": "size",
        "today": "calls",
        "prompt": "text",
    },
)
"""Models, by what they say and by who uses them."""

_DAYS_AS_AGE = 7
_ON_THE_PLATFORM = {Presence.HERE, Presence.CHECKING}


@dataclass(frozen=True, slots=True)
class Use:
    """Who uses a model.

    Attributes:
        agents: by name.
        numbers: those whose inbound calls come to the agents, at once or as their fallback.
        live: how many calls the agents are on.
    """

    agents: tuple[Agent, ...] = ()
    numbers: tuple[PhoneNumber, ...] = ()
    live: int = 0


NOBODY = Use()


class PromptsView:
    """What a row needs besides its model; brought up to date all at once by `look`.

    Attributes:
        drafts: the unsaved changes that are kept, by the record's id.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._uses: dict[str, Use] = {}
        self.drafts: Mapping[str, Draft] = {}

    def look(self) -> None:
        """Take in which agents, numbers and calls there are now."""
        live = self._live_by_agent()
        agents: dict[str, list[Agent]] = {}
        for agent in self._session.agents.records.values():
            if agent.llm_id:
                agents.setdefault(agent.llm_id, []).append(agent)
        numbers = self._numbers_by_agent()
        self._uses = {
            model_id: Use(
                tuple(sorted(users, key=lambda agent: name_of(agent).casefold())),
                tuple(
                    {
                        each.id: each for agent in users for each in numbers.get(agent.id, ())
                    }.values()
                ),
                sum(live[agent.id] for agent in users),
            )
            for model_id, users in agents.items()
        }

    def use(self, model: Model) -> Use:
        """Who uses a model."""
        return self._uses.get(model.id, NOBODY)

    def figures(self, model: Model) -> Figures:
        """What its agents have done in the last 24 hours, as far as it is known."""
        return self._session.day.of_agents([agent.id for agent in self.use(model).agents])

    def today(self, model: Model, now: datetime) -> str:
        """How many calls began since 00:00 UTC; with a plus where not all of them are known."""
        since = self._session.day.since
        if since is None:
            return "–"
        known = self._session.day.complete or since <= now.replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        return f"{self.figures(model).today:,}" + ("" if known else "+")

    def draft(self, model: Model) -> Draft | None:
        """What is kept of unsaved changes to a model, or to its agents' first messages."""
        if model.id in self.drafts:
            return self.drafts[model.id]
        kept = (self.drafts.get(agent.id) for agent in self.use(model).agents)
        return next((draft for draft in kept if draft and "first_message" in draft.edited), None)

    def fields(self, model: Model) -> dict[str, str]:
        """What the filter can ask of a model, by the names of `PROMPTS`."""
        use = self.use(model)
        return {
            "name": model.name or "",
            "provider": model.provider or "",
            "model": model.model or "",
            "agent": " ".join(f"{agent.name or ''} {agent.id}" for agent in use.agents),
            "number": " ".join(each.phone_number or "" for each in use.numbers),
            "text": model.system_prompt or "",
            "draft": "yes" if self.draft(model) else "no",
            "id": model.id,
            "temp": "" if model.temperature is None else f"{model.temperature:g}",
            "tokens": "" if model.max_tokens is None else str(model.max_tokens),
            "size": str(size_of(model)),
            "agents": str(len(use.agents)),
            "numbers": str(len(use.numbers)),
            "calls": str(self.figures(model).today),
            "live": str(use.live),
        }

    def _live_by_agent(self) -> Counter[str]:
        return Counter(
            row.call.agent_id
            for row in self._session.board.rows.values()
            if not row.ended and row.call.agent_id and row.presence in _ON_THE_PLATFORM
        )

    def _numbers_by_agent(self) -> dict[str, list[PhoneNumber]]:
        numbers: dict[str, list[PhoneNumber]] = {}
        for number in self._session.numbers.records.values():
            for agent_id in {answering(number), fallback(number)} - {None}:
                numbers.setdefault(str(agent_id), []).append(number)
        return numbers


def name_of(record: Agent | Model) -> str:
    """What people call a record."""
    return record.name or record.id


def size_of(model: Model) -> int:
    """The characters of the prompt as the platform has it."""
    prompt = model.raw.get("system_prompt")
    return len(prompt) if isinstance(prompt, str) else 0


def size_words(characters: int) -> str:
    """A length in characters, short: `812`, `8.3 k`, `50 k`."""
    thousands = characters / 1000
    if thousands < 1:
        return str(characters)
    return f"{thousands:.1f} k" if thousands < 9.95 else f"{thousands:.0f} k"


def users(use: Use) -> str:
    """The one agent's name, or how many there are."""
    if not use.agents:
        return "nobody"
    return name_of(use.agents[0]) if len(use.agents) == 1 else f"{len(use.agents)} agents"


def changed(moment: datetime | None, now: datetime, zone: tzinfo) -> str:
    """When something was changed: its age in the first week, then the day, then the month."""
    if moment is None:
        return "–"
    age = now - moment
    if age.days < _DAYS_AS_AGE:
        return ago(age.total_seconds())
    local = moment.astimezone(zone)
    same_year = local.year == now.astimezone(zone).year
    return f"{local:%d %b}" if same_year else f"{local:%Y-%m}"
