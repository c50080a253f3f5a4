"""Agents."""

from typing import Annotated, Any

from pydantic import Field

from console.sandbox.schemas.base import Body, Name, Patch, Shown, Values

Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[int, Field(ge=1, le=86_400)]
Speed = Annotated[float, Field(gt=0, le=4)]


class Transcriber(Body):
    """What hears."""

    provider: str = "deepgram"
    model: str = "nova-3"
    language: str = "en"


class Tts(Body):
    """What speaks."""

    provider: str = "cartesia"
    credential_id: str | None = None
    voice_id: str | None = "voice-default"
    model: str | None = None
    speed: float = 1.0
    stability: float = 0.5


class AgentFields(Patch):
    """Every field of an agent but its name."""

    nullable = frozenset(
        {"webhook_id", "first_message", "voicemail_message", "background_sound", "job_description"}
    )

    llm_id: str | None = None
    webhook_id: str | None = None
    transcriber: Transcriber | None = None
    tts: Tts | None = None
    first_message: str | None = None
    end_call_phrases: list[str] | None = None
    max_duration_seconds: Seconds | None = None
    interruption_sensitivity: Share | None = None
    silence_timeout_seconds: Seconds | None = None
    enable_recording: bool | None = None
    language: str | None = None
    dynamic_variables: Values | None = None
    voicemail_detection: bool | None = None
    voicemail_message: str | None = None
    responsiveness: Share | None = None
    speed: Speed | None = None
    background_sound: str | None = None
    emotions: bool | None = None
    job_description: str | None = None
    metadata: Values | None = None


class AgentRequest(AgentFields):
    """A new agent; everything but the name has a default."""

    name: Name


class AgentPatch(AgentFields):
    """Changes to an agent."""

    name: Name | None = None


class Agent(Shown):
    """An agent."""

    name: str
    llm_id: str
    webhook_id: str | None
    transcriber: dict[str, Any]
    tts: dict[str, Any]
    first_message: str | None
    end_call_phrases: list[str]
    max_duration_seconds: int
    interruption_sensitivity: float
    silence_timeout_seconds: int
    enable_recording: bool
    language: str
    dynamic_variables: Values
    voicemail_detection: bool
    voicemail_message: str | None
    responsiveness: float
    speed: float
    background_sound: str | None
    emotions: bool
    job_description: str | None
    metadata: Values


class AgentInFull(Agent):
    """One agent, with the prompt that its model gets."""

    effective_system_prompt: str
