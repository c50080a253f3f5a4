"""What somebody asked the platform to do: the facts of a call before it happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from console.sandbox.world.talks import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A call as it was asked for, with the agent and the model as they were then.

    Attributes:
        slug: the conversations to choose from.
        usual_greeting: the first message that those conversations begin with.
        guesses: what is said in the conversation for variables that the call does not give.
        requested: asked for over the API, not by the world's own traffic.
        holds: least and most seconds of talk, where they do not follow from the conversation.
    """

    agent: Record
    model: Record
    slug: str
    usual_greeting: str | None
    type: str
    created_at: float
    from_number: str | None = None
    to_number: str | None = None
    carrier: str | None = None
    credential_broken: bool = False
    scheduled_at: float | None = None
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    guesses: Mapping[str, Any] = field(default_factory=dict[str, Any])
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])
    overrides: Mapping[str, Any] = field(default_factory=dict[str, Any])
    requested: bool = False
    holds: tuple[float, float] | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What `{{variable}}` stands for: the agent's defaults, then the call's own values."""
        return {**(self.agent["dynamic_variables"] or {}), **self.variables}

    @property
    def first_message(self) -> str | None:
        """The agent's first message, or what the call has instead; not filled."""
        return self.overrides.get("first_message") or self.agent["first_message"]

    @property
    def prompt(self) -> str:
        """The system prompt as the model gets it, with overrides and variables."""
        llm = self._override("llm")
        job = self.agent["job_description"]
        prompt = llm.get("system_prompt") or self.model["system_prompt"]
        return fill(f"{job}\n\n{prompt}" if job else prompt, self.values)

    @property
    def providers(self) -> dict[str, str]:
        """Who listens, thinks and speaks, e.g. `deepgram/nova-3`."""
        llm, heard = self._override("llm"), self._override("transcriber")
        spoken = self._override("tts")
        transcriber, voice = self.agent["transcriber"], self.agent["tts"]
        return {
            "stt": f"{transcriber['provider']}/{heard.get('model') or transcriber['model']}",
            "llm": f"{self.model['provider']}/{llm.get('model') or self.model['model']}",
            "tts": f"{voice['provider']}/{spoken.get('voice_id') or voice['voice_id']}",
        }

    def _override(self, part: str) -> Record:
        return self.overrides.get(part) or {}
