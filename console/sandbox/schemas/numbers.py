"""Phone numbers and the credentials they are reached with."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from console.sandbox.schemas.base import Body, Name, Patch, PhoneNumber, Shown, Values


class CredentialRequest(Body):
    """A provider's key to keep."""

    name: Name
    provider: Annotated[str, StringConstraints(min_length=1)]
    api_key: Annotated[str, StringConstraints(min_length=1)]
    metadata: Values = Field(default_factory=dict)


class CredentialPatch(Patch):
    """Changes to a credential."""

    name: Name | None = None
    api_key: Annotated[str, StringConstraints(min_length=1)] | None = None
    metadata: Values | None = None


class Credential(Shown):
    """A credential; its key never comes back."""

    name: str
    provider: str
    masked_key: str


class Fallback(Body):
    """Who answers when the agent cannot."""

    agent_id: str


class InboundRouting(Body):
    """Where calls to a number go."""

    agent_id: str | None = None
    fallback: Fallback | None = None
    voicemail_message: str | None = None


class SipTrunk(Body):
    """A trunk of one's own, instead of a credential."""

    trunk_address: Annotated[str, StringConstraints(min_length=1)]
    auth_username: str | None = None
    auth_password: str | None = None


class NumberRequest(Body):
    """A number of one's own to register."""

    phone_number: PhoneNumber
    provider: Literal["twilio", "telnyx"]
    agent_id: str | None = None
    friendly_name: str | None = None
    credential_id: str | None = None
    provider_config: SipTrunk | None = None
    inbound_routing: InboundRouting | None = None

    @model_validator(mode="after")
    def _one_way_to_the_carrier(self) -> Self:
        if self.credential_id and self.provider_config:
            raise ValueError("Give credential_id or provider_config, not both.")
        return self


class PurchaseRequest(Body):
    """A number to buy: this one, or any that fits."""

    phone_number: PhoneNumber | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "US"
    area_code: str | None = None
    contains: str | None = None
    agent_id: str | None = None
    friendly_name: str | None = None
    inbound_routing: InboundRouting | None = None


class NumberPatch(Patch):
    """Changes to a number; `inbound_routing` is merged, null clears its `fallback`."""

    nullable = frozenset({"agent_id", "friendly_name", "inbound_routing"})

    agent_id: str | None = None
    friendly_name: str | None = None
    inbound_routing: InboundRouting | None = None


class Number(Shown):
    """A registered number."""

    phone_number: str
    friendly_name: str | None
    provider: str
    agent_id: str | None
    status: str
    inbound_trunk_id: str | None
    outbound_trunk_id: str | None
    dispatch_rule_id: str | None
    inbound_routing: dict[str, Any] | None


class AvailableNumber(BaseModel):
    """A number that can be bought."""

    phone_number: str
    friendly_name: str
    provider: str
    country: str
    locality: str | None
    monthly_cost_cents: int
