"""A language model with its prompt (the API notes, LLM models)."""

from console.api.fields import Count, Line, Lines, Moment, Number, Prose
from console.api.records.base import Record


class Model(Record):
    """May serve many agents; a change applies from the next call on."""

    name: Line = None
    provider: Line = None
    model: Line = None
    system_prompt: Prose = None
    """For showing. What is edited and sent back is `raw["system_prompt"]`."""
    temperature: Number = None
    """0 to 2."""
    max_tokens: Count = None
    tool_ids: Lines = ()
    knowledge_base_ids: Lines = ()
    custom_websocket_url: Line = None
    created_at: Moment = None
    updated_at: Moment = None
