"""LLM models."""

from typing import Annotated

from pydantic import Field, StringConstraints

from console.sandbox.schemas.base import Body, Name, Patch, Shown

Prompt = Annotated[str, StringConstraints(min_length=1)]
Temperature = Annotated[float, Field(ge=0, le=2)]
Tokens = Annotated[int, Field(ge=1, le=128_000)]


class ModelRequest(Body):
    """A new model."""

    name: Name
    provider: Annotated[str, StringConstraints(min_length=1)]
    model: Annotated[str, StringConstraints(min_length=1)]
    system_prompt: Prompt
    temperature: Temperature = 0.7
    max_tokens: Tokens = 4000
    tool_ids: list[str] = Field(default_factory=list)
    knowledge_base_ids: list[str] = Field(default_factory=list)


class ModelPatch(Patch):
    """Changes to a model. Lists of ids replace the whole list."""

    nullable = frozenset({"custom_websocket_url"})

    name: Name | None = None
    model: Annotated[str, StringConstraints(min_length=1)] | None = None
    system_prompt: Prompt | None = None
    temperature: Temperature | None = None
    max_tokens: Tokens | None = None
    tool_ids: list[str] | None = None
    knowledge_base_ids: list[str] | None = None
    custom_websocket_url: str | None = None


class Model(Shown):
    """A model."""

    name: str
    provider: str
    model: str
    system_prompt: str
    temperature: float
    max_tokens: int | None
    tool_ids: list[str]
    knowledge_base_ids: list[str]
    custom_websocket_url: str | None
