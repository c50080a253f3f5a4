"""Tools, knowledge bases and voices: what models and agents are given."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from console.sandbox.schemas.base import Body, Name, Patch, Shown, Values


class ToolRequest(Body):
    """A new tool."""

    name: Name
    type: Literal[
        "api_call", "transfer_call", "end_call", "send_sms", "send_email",
        "schedule_calendar_event", "extract_information",
    ]  # fmt: skip
    description: str = ""
    config: Values = Field(default_factory=dict)


class ToolPatch(Patch):
    """Changes to a tool."""

    name: Name | None = None
    description: str | None = None
    config: Values | None = None


class Tool(Shown):
    """A tool that models may call."""

    name: str
    type: str
    description: str
    config: Values


class KnowledgeBaseRequest(Body):
    """A new knowledge base."""

    name: Name
    description: str = ""
    sources: list[Values] = Field(default_factory=list[Values])


class KnowledgeBasePatch(Patch):
    """Changes to a knowledge base."""

    name: Name | None = None
    description: str | None = None
    sources: list[Values] | None = None


class KnowledgeBase(Shown):
    """Documents that models may look things up in."""

    name: str
    description: str
    status: str
    sources: list[Any]


class VoiceRequest(Body):
    """A voice of a provider to import."""

    provider: Literal["cartesia", "deepgram", "elevenlabs", "openai", "shisa", "minimax"]
    provider_voice_id: Name
    name: Name
    credential_id: str | None = None


class Voice(BaseModel):
    """A voice."""

    id: str
    provider: str
    provider_voice_id: str
    name: str
    gender: str | None
    language: str | None
    accent: str | None
    preview_url: str | None
    credential_id: str | None
