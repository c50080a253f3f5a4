"""What the account as a whole says about itself (the API notes, Others)."""

from console.api.fields import Count, Line, Moment, Number
from console.api.records.base import Reading, Record


class Usage(Reading):
    """How much was used. Days turn at 00:00 UTC."""

    calls_made_today: Count = None
    max_calls_per_day: Count = None
    calls_remaining_today: Count = None
    calls_this_month: Count = None
    minutes_used_this_month: Number = None
    cost_cents_this_month: Number = None
    kb_token_budget: Count = None
    period_start: Moment = None


class Health(Reading):
    """Whether the API says it is well; the words are not documented."""

    status: Line = None


class AuditEvent(Record):
    """Something done in the account, by a person or a key."""

    org_id: Line = None
    user_id: Line = None
    api_key_id: Line = None
    action: Line = None
    resource_type: Line = None
    resource_id: Line = None
    request_id: Line = None
    ip: Line = None
    user_agent: Line = None
    payload_hash: Line = None
    created_at: Moment = None
