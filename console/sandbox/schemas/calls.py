"""Calls."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from console.sandbox.schemas.base import Body, PhoneNumber, Shown, Values


class LlmOverrides(Body):
    """Instead of the model's own settings."""

    model: str | None = None
    temperature: float | None = None
    system_prompt: str | None = None


class TranscriberOverrides(Body):
    """Instead of the agent's transcriber."""

    model: str | None = None
    language: str | None = None


class TtsOverrides(Body):
    """Instead of the agent's voice."""

    voice_id: str | None = None
    model: str | None = None
    speed: float | None = None
    stability: float | None = None


class Overrides(Body):
    """Merged over the agent's configuration for one call."""

    llm: LlmOverrides | None = None
    transcriber: TranscriberOverrides | None = None
    tts: TtsOverrides | None = None
    first_message: str | None = None


class WebCallTokenRequest(Body):
    """A web call, started from a browser."""

    agent_id: str
    variables: Values = Field(default_factory=dict)
    metadata: Values = Field(default_factory=dict)


class WebCallRequest(WebCallTokenRequest):
    """A web call, started by the account's own server."""

    overrides: Overrides = Field(default_factory=Overrides)


class CallRequest(WebCallRequest):
    """An outbound phone call."""

    to_number: PhoneNumber
    from_number: PhoneNumber
    scheduled_at: datetime | None = None
    webhook_url: str | None = None


class CallPatch(Body):
    """The one thing that may be changed about a call."""

    outcome: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class WebCall(BaseModel):
    """A web call and how to join it. The token is good for one participant, for a short time."""

    id: str
    agent_id: str
    type: str
    status: str
    room_name: str
    server_url: str
    participant_token: str
    created_at: str


class Call(Shown):
    """A call; `messages` and `analysis` are empty until some seconds after its end."""

    agent_id: str
    type: str
    status: str
    from_number: str | None
    to_number: str | None
    room_name: str | None
    direction: str
    scheduled_at: str | None
    variables: Values
    started_at: str | None
    ended_at: str | None
    duration_seconds: float | None
    end_reason: str | None
    transcript: str | None
    messages: list[Any]
    recording_url: str | None
    analysis: Values
    latency: Values
    cost_cents: int | None
    metadata: Values
    twilio_call_sid: str | None = None
    outcome: str | None = None
    ai_summary: str | None = None
    credits_used: float | None = None
