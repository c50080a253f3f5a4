"""Webhooks and what became of their messages."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from console.sandbox.schemas.base import Body, Name, Patch, Shown

Event = Literal[
    "call.started", "call.ended", "call.failed", "call.recording.available",
    "transcript.partial", "transcript.final", "call.analyzed",
]  # fmt: skip
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Events = Annotated[list[Event], Field(min_length=1)]


class WebhookRequest(Body):
    """A new webhook."""

    name: Name
    url: Url
    events: Events


class WebhookPatch(Patch):
    """Changes to a webhook."""

    name: Name | None = None
    url: Url | None = None
    events: Events | None = None
    status: Literal["active", "disabled"] | None = None


class Webhook(Shown):
    """A webhook."""

    name: str
    url: str
    events: list[str]
    secret: str
    status: str


class Delivery(BaseModel):
    """One message to a webhook."""

    id: str
    webhook_id: str
    event: str
    status: str
    attempt: int
    response_status: int | None
    response_body: str | None
    error: str | None
    next_retry_at: str | None
    completed_at: str | None
    created_at: str
