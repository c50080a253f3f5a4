"""Phone numbers: those of the account and those on offer (the API notes, Phone numbers)."""

from typing import ClassVar

from console.api.fields import Line, Moment, Tree
from console.api.records.base import Record


class PhoneNumber(Record):
    """A number of the account."""

    phone_number: Line = None
    """E.164."""
    friendly_name: Line = None
    provider: Line = None
    """The carrier: `twilio` or `telnyx`."""
    agent_id: Line = None
    """Answers inbound calls unless `inbound_routing` names another."""
    status: Line = None
    inbound_trunk_id: Line = None
    outbound_trunk_id: Line = None
    dispatch_rule_id: Line = None
    inbound_routing: Tree
    """`agent_id`, `fallback {agent_id}`, `voicemail_message`."""
    created_at: Moment = None
    updated_at: Moment = None


class AvailableNumber(Record):
    """A number on offer. It has no id of its own: the number names it."""

    id_field: ClassVar[str] = "phone_number"

    phone_number: Line = None
    friendly_name: Line = None
    provider: Line = None
    country: Line = None
    locality: Line = None
    region: Line = None
