"""What is tried on one call instead of what is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Trial:
    """Unsaved changes of a model and of its agents' first messages, exact.

    They go with a call as its overrides (the API notes, Calls), and nowhere else.

    Attributes:
        model_id: the model that was changed.
        system_prompt: the unsaved prompt; `None` if it is as saved. So with the others.
        model: the unsaved name of the provider's model.
        temperature: the unsaved temperature.
        first_messages: the unsaved first messages, by agent id.
    """

    model_id: str
    system_prompt: str | None = None
    model: str | None = None
    temperature: float | None = None
    first_messages: Mapping[str, str] = field(default_factory=dict[str, str])

    def overrides(self, agent_id: str) -> dict[str, Any]:
        """The overrides of a call of this agent: only what is unsaved."""
        llm = {
            "system_prompt": self.system_prompt,
            "model": self.model,
            "temperature": self.temperature,
        }
        changed = {name: value for name, value in llm.items() if value is not None}
        overrides: dict[str, Any] = {"llm": changed} if changed else {}
        if agent_id in self.first_messages:
            overrides["first_message"] = self.first_messages[agent_id]
        return overrides

    def paths(self, agent_id: str) -> frozenset[str]:
        """Where in a request the overrides stand: "llm.model"."""
        overrides = self.overrides(agent_id)
        llm = overrides.pop("llm", {})
        return frozenset({*overrides, *(f"llm.{name}" for name in llm)})

    def what(self, agent_id: str) -> str:
        """What a call of this agent is made with: "the unsaved prompt, 8,310 characters"."""
        parts: dict[str, str] = {}
        if self.system_prompt is not None:
            parts["prompt"] = f"prompt, {len(self.system_prompt):,} characters"
        if agent_id in self.first_messages:
            parts["first message"] = "first message"
        if self.model is not None:
            parts["model"] = f"model {clean(self.model)}"
        if self.temperature is not None:
            parts["temperature"] = f"temperature {self.temperature:g}"
        if not parts:
            return "what the server has"
        told = parts.values() if len(parts) == 1 else parts
        return f"the unsaved {', '.join(told)}"
