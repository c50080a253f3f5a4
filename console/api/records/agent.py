"""An agent: a voice with a model, a greeting and its manners (the API notes, Agents)."""

from console.api.fields import Flag, Line, Lines, Moment, Number, Pairs, Prose, Tree
from console.api.records.base import Record


class Agent(Record):
    """What answers or places calls."""

    name: Line = None
    llm_id: Line = None
    webhook_id: Line = None
    transcriber: Tree
    """`provider`, `model`, `language`."""
    tts: Tree
    """`provider`, `credential_id`, `voice_id`, `speed`, `stability`."""
    first_message: Prose = None
    end_call_phrases: Lines = ()
    max_duration_seconds: Number = None
    interruption_sensitivity: Number = None
    """0 to 1."""
    silence_timeout_seconds: Number = None
    enable_recording: Flag = None
    language: Line = None
    dynamic_variables: Pairs
    """Defaults of a call's variables."""
    voicemail_detection: Flag = None
    voicemail_message: Prose = None
    responsiveness: Number = None
    """0 to 1."""
    speed: Number = None
    background_sound: Line = None
    emotions: Flag = None
    job_description: Prose = None
    effective_system_prompt: Prose = None
    """Read only, and only when one agent is read: the prompt after its job description."""
    metadata: Pairs
    created_at: Moment = None
    updated_at: Moment = None
