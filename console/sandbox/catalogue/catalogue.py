"""What the simulated account holds, and how it is read from the TOML files beside this module.

`account.toml` has credentials, numbers and destinations, `resources.toml` voices, tools and
knowledge bases; `models/`, `agents/` and `conversations/` have one file per slug, its name
being the slug. Slugs stand in for ids: the world gives every entry an id of its own and keeps
the references. Texts hold `{{variables}}` that are filled from one of the agent's sample sets,
per call; `{{first_message}}` is filled from the agent here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping  # noqa: TC003 -- pydantic reads it when it builds the records
from dataclasses import field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Line:
    """One message of a conversation.

    Attributes:
        role: `agent`, `user`, `tool_call` or `tool_result`.
        content: what is said, or a tool's answer; empty for a tool call.
        name: the tool called.
        arguments: the tool call's arguments as JSON text.
        is_error: a tool's answer that tells of a failure.
    """

    role: str
    content: str = ""
    name: str = ""
    arguments: str = ""
    is_error: bool = False


@dataclass(frozen=True, config=_STRICT)
class Conversation:
    """A conversation one agent can have, from the first message to the analysis.

    Attributes:
        agent: slug of the agent who speaks.
        ending: the call's `end_reason`.
        outcome: as the platform writes it, whose case varies; None when it found none.
        weight: how often the conversation is picked, against the agent's others.
    """

    agent: str
    ending: str
    outcome: str | None
    sentiment: str
    summary: str
    lines: tuple[Line, ...]
    entities: Mapping[str, str] = field(default_factory=dict[str, str])
    key_points: tuple[str, ...] = ()
    action_items: tuple[str, ...] = ()
    follow_up_needed: bool = False
    weight: int = 1


@dataclass(frozen=True, config=_STRICT)
class ModelSpec:
    """An LLM model; several agents may share one. `tools` and `knowledge_bases` are slugs."""

    slug: str
    name: str
    provider: str
    model: str
    system_prompt: str
    temperature: float
    max_tokens: int
    tools: tuple[str, ...] = ()
    knowledge_bases: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class AgentSpec:
    """A voice agent and what its traffic looks like.

    Attributes:
        model: slug of its LLM model.
        voice: slug of its voice.
        transcriber: `provider`, `model` and `language`.
        directions: weights of `outbound`, `inbound` and `web` among its calls.
        dynamic_variables: defaults for variables that a call leaves out.
        variables: sample sets, one of which fills the texts of a call.
        share: its weight in the account's traffic.
        country: ISO 3166 code of the people it talks to, a key of `Catalogue.destinations`.
    """

    slug: str
    name: str
    model: str
    language: str
    voice: str
    tts_provider: str
    transcriber: Mapping[str, str]
    first_message: str
    directions: Mapping[str, int]
    max_duration_seconds: int
    dynamic_variables: Mapping[str, str]
    variables: tuple[Mapping[str, str], ...]
    share: int
    country: str


@dataclass(frozen=True, config=_STRICT)
class NumberSpec:
    """A phone number of the account; `agent` is None while nobody answers it."""

    number: str
    friendly_name: str
    provider: str
    credential: str
    agent: str | None = None


@dataclass(frozen=True, config=_STRICT)
class CredentialSpec:
    """A provider's key, as far as it may be seen."""

    slug: str
    name: str
    provider: str
    masked_key: str
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, config=_STRICT)
class VoiceSpec:
    """A voice of a TTS provider; `credential` is None for one that the platform brings."""

    slug: str
    provider: str
    provider_voice_id: str
    name: str
    gender: str
    language: str
    accent: str | None = None
    preview_url: str | None = None
    credential: str | None = None


@dataclass(frozen=True, config=_STRICT)
class ToolSpec:
    """A tool that models may call; `type` is one of the types in the API notes, Others."""

    slug: str
    name: str
    type: str
    description: str
    config: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, config=_STRICT)
class KnowledgeBaseSpec:
    """Documents that models may look things up in; each source has a `type` and a `name`."""

    slug: str
    name: str
    description: str
    sources: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, config=_STRICT)
class Catalogue:
    """The whole account.

    Attributes:
        conversations: by the agent's slug.
        destinations: numbers in E.164 that can be called, by ISO 3166 country code. Fictional
            ranges where a country reserves one, unassigned-looking ones elsewhere.
    """

    agents: tuple[AgentSpec, ...]
    models: tuple[ModelSpec, ...]
    numbers: tuple[NumberSpec, ...]
    credentials: tuple[CredentialSpec, ...]
    voices: tuple[VoiceSpec, ...]
    tools: tuple[ToolSpec, ...]
    knowledge_bases: tuple[KnowledgeBaseSpec, ...]
    conversations: Mapping[str, tuple[Conversation, ...]]
    destinations: Mapping[str, tuple[str, ...]]


@cache
def load() -> Catalogue:
    """Read the catalogue, once per process.

    Raises:
        ValueError: a file is not TOML, lacks a field or has one too many.
    """
    room = files("console.sandbox.catalogue")
    agents = {entry["slug"]: entry for entry in _entries(room / "agents")}
    conversations = {
        document["slug"]: [
            _conversation(agents[document["slug"]], entry) for entry in document["conversation"]
        ]
        for document in _entries(room / "conversations")
    }
    return TypeAdapter(Catalogue).validate_python(
        {
            **_toml(room / "account.toml"),
            **_toml(room / "resources.toml"),
            "models": list(_entries(room / "models")),
            "agents": list(agents.values()),
            "conversations": conversations,
        }
    )


def _entries(folder: Traversable) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield {"slug": file.name.removesuffix(".toml"), **_toml(file)}


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _conversation(agent: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null: an outcome left out is None."""
    return {
        "agent": agent["slug"],
        "outcome": None,
        **entry,
        "lines": [_line(line, agent["first_message"]) for line in entry["lines"]],
    }


def _line(entry: dict[str, str], first_message: str) -> Line:
    """Read one line, which the files write as a table that is named after its speaker."""
    match entry:
        case {"agent": content}:
            return Line("agent", content.replace("{{first_message}}", first_message))
        case {"user": content}:
            return Line("user", content)
        case {"call": name, "with": arguments}:
            return Line("tool_call", name=name, arguments=arguments)
        case {"result": content}:
            return Line("tool_result", content)
        case {"error": content}:
            return Line("tool_result", content, is_error=True)
        case _:
            raise ValueError(f"neither agent, user, call with, result nor error: {entry}")
