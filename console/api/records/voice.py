"""A voice that an agent can speak with (the API notes, Others)."""

from console.api.fields import Line
from console.api.records.base import Record


class Voice(Record):
    """One voice of one provider."""

    provider: Line = None
    provider_voice_id: Line = None
    name: Line = None
    gender: Line = None
    language: Line = None
    accent: Line = None
    preview_url: Line = None
    credential_id: Line = None
