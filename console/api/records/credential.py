"""A key to another provider, kept by the platform (the API notes, Credentials)."""

from console.api.fields import Line, Moment, Pairs
from console.api.records.base import Record


class Credential(Record):
    """The key itself never comes back, only its last characters."""

    name: Line = None
    provider: Line = None
    masked_key: Line = None
    metadata: Pairs
    created_at: Moment = None
    updated_at: Moment = None
