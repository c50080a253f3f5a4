"""Something an agent can do during a call (the API notes, Others)."""

from console.api.fields import Line, Moment, Prose
from console.api.records.base import Record


class Tool(Record):
    """Attached to a language model. Its settings differ by type and stand in `raw`."""

    name: Line = None
    type: Line = None
    """`api_call`, `transfer_call`, `end_call`, `send_sms`, `send_email`, …"""
    description: Prose = None
    created_at: Moment = None
    updated_at: Moment = None
