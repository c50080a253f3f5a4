"""Where the platform reports events to, and how that went (the API notes, Webhooks)."""

from console.api.fields import Count, Line, Lines, Moment, Prose, Secret
from console.api.records.base import Record


class Webhook(Record):
    """An address that is told of events."""

    name: Line = None
    url: Line = None
    events: Lines = ()
    secret: Secret = None
    status: Line = None
    """`active` or `disabled`."""
    created_at: Moment = None
    updated_at: Moment = None


class Delivery(Record):
    """One attempt at telling it."""

    webhook_id: Line = None
    event: Line = None
    status: Line = None
    attempt: Count = None
    response_status: Count = None
    response_body: Prose = None
    error: Prose = None
    next_retry_at: Moment = None
    completed_at: Moment = None
    created_at: Moment = None
