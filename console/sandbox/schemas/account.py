"""Call outcomes, usage, the audit trail, health."""

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from console.sandbox.schemas.base import Body, Patch, Shown

Label = Annotated[str, StringConstraints(min_length=1, max_length=100)]
OutcomeName = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Description = Annotated[str, StringConstraints(max_length=500)]


class OutcomeRequest(Body):
    """A new outcome; its name follows from the label unless it is given."""

    label: Label
    name: OutcomeName | None = None
    description: Description | None = None


class OutcomePatch(Patch):
    """Changes to an outcome."""

    nullable = frozenset({"description"})

    label: Label | None = None
    description: Description | None = None
    is_active: bool | None = None


class Outcome(Shown):
    """An outcome of the account's own."""

    name: str
    label: str
    description: str | None
    is_active: bool


class Outcomes(BaseModel):
    """The platform's outcomes by label, and the account's own."""

    builtin: list[str]
    items: list[Outcome]
    total: int


class Usage(BaseModel):
    """What was used; days turn at 00:00 UTC."""

    calls_made_today: int
    max_calls_per_day: int
    calls_remaining_today: int
    calls_this_month: int
    minutes_used_this_month: float
    cost_cents_this_month: int
    kb_token_budget: int
    period_start: str


class AuditEvent(BaseModel):
    """A change made over the API."""

    id: str
    org_id: str
    user_id: str | None
    api_key_id: str | None
    action: str
    resource_type: str
    resource_id: str
    request_id: str
    ip: str | None
    user_agent: str | None
    payload_hash: str | None
    created_at: str


class Health(BaseModel):
    """Whether the platform is well."""

    status: str
    details: dict[str, Any]
