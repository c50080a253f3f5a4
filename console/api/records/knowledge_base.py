"""Documents that a language model can look things up in (the API notes, Others)."""

from console.api.fields import Line, Moment, Prose
from console.api.records.base import Record


class KnowledgeBase(Record):
    """Attached to a language model. What it is made of stands in `raw`."""

    name: Line = None
    description: Prose = None
    status: Line = None
    created_at: Moment = None
    updated_at: Moment = None
