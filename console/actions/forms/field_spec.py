"""Every documented setting of an agent: what it is called, what it takes, what it starts as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """The groups in which a form shows the settings, by their titles, in order."""

    CONVERSATION = "Conversation"
    VOICE = "Voice"
    HEARING = "Hearing"
    LIMITS = "Limits"
    VOICEMAIL = "Voicemail"
    ADVANCED = "Advanced"


class FieldKind(StrEnum):
    """How a setting is entered."""

    LINE = "line"
    PROSE = "prose"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    REFERENCE = "reference"
    """The id of another record, which is chosen by its name."""
    LIST = "list"
    PAIRS = "pairs"


class Refers(StrEnum):
    """What kind of record a setting names."""

    MODEL = "model"
    CREDENTIAL = "credential"
    WEBHOOK = "webhook"
    VOICE = "voice"


Path = tuple[str, ...]
"""Where a setting stands in an agent: `("tts", "speed")`."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One setting."""

    path: Path
    label: str
    group: Group
    kind: FieldKind
    about: str
    """One sentence: what it does."""
    default: str = ""
    """What the platform sets when an agent is created without it, in words."""
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    """The most characters that it may have."""
    unit: str = ""
    suggestions: tuple[str, ...] = ()
    """Values that the API names. Others are taken as well: the platform may know more."""
    nullable: bool = False
    """Whether it may be empty, which is sent as null. Others cannot be emptied by a PATCH."""
    refers: Refers | None = None

    @property
    def name(self) -> str:
        """Its place with dots: "tts.speed"."""
        return ".".join(self.path)

    @property
    def range_words(self) -> str:
        """What is documented of its extent: "0 to 1", "1 to 255 characters"; else empty."""
        if self.longest is not None:
            return f"1 to {self.longest} characters"
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        return ""

    @property
    def default_words(self) -> str:
        """What it starts as, or what emptying it means."""
        if self.default:
            return f"default {self.default}"
        return "may be empty" if self.nullable else ""


_G, _K = Group, FieldKind

# The API notes, Agents. Where those have no range there is none here: the server's word counts.
FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(
        ("name",), "Name", _G.CONVERSATION, _K.LINE,
        "What people call the agent.", longest=255,
    ),
    FieldSpec(
        ("llm_id",), "Model", _G.CONVERSATION, _K.REFERENCE,
        "The model with the prompt that the agent follows.", refers=Refers.MODEL,
    ),
    FieldSpec(
        ("first_message",), "First message", _G.CONVERSATION, _K.PROSE,
        "What the agent says first; {{variables}} are filled in for each call.", nullable=True,
    ),
    FieldSpec(
        ("job_description",), "Job description", _G.CONVERSATION, _K.PROSE,
        "Stands before the model's prompt, for this agent alone.", nullable=True,
    ),
    FieldSpec(
        ("language",), "Language", _G.CONVERSATION, _K.LINE,
        "The language of the conversation.", default="en",
    ),
    FieldSpec(
        ("end_call_phrases",), "End call phrases", _G.CONVERSATION, _K.LIST,
        "Phrases that end the call.", default="none",
    ),
    FieldSpec(
        ("dynamic_variables",), "Variables", _G.CONVERSATION, _K.PAIRS,
        "Values for {{variables}} that a call does not give itself.", default="none",
    ),
    FieldSpec(
        ("tts", "provider"), "Provider", _G.VOICE, _K.LINE,
        "Whose voices the agent speaks with.",
        suggestions=("cartesia", "deepgram", "elevenlabs", "openai", "shisa", "minimax"),
    ),
    FieldSpec(
        ("tts", "credential_id"), "Credential", _G.VOICE, _K.REFERENCE,
        "Which of your keys to the provider is used.",
        nullable=True, refers=Refers.CREDENTIAL,
    ),
    FieldSpec(
        ("tts", "voice_id"), "Voice", _G.VOICE, _K.LINE,
        "The provider's id of the voice.", nullable=True, refers=Refers.VOICE,
    ),
    FieldSpec(
        ("tts", "model"), "Voice model", _G.VOICE, _K.LINE,
        "The provider's model that makes the voice.", nullable=True,
    ),
    FieldSpec(
        ("tts", "speed"), "Voice speed", _G.VOICE, _K.NUMBER,
        "How fast the provider makes the voice speak.", default="1",
    ),
    FieldSpec(
        ("tts", "stability"), "Stability", _G.VOICE, _K.NUMBER,
        "How even the voice stays.", default="0.5",
    ),
    FieldSpec(
        ("speed",), "Speed", _G.VOICE, _K.NUMBER,
        "How fast the agent speaks.", default="1",
    ),
    FieldSpec(
        ("background_sound",), "Background sound", _G.VOICE, _K.LINE,
        "What is heard behind the agent.", nullable=True,
    ),
    FieldSpec(
        ("emotions",), "Emotions", _G.VOICE, _K.FLAG,
        "Whether the voice shows emotions.", default="no",
    ),
    FieldSpec(
        ("transcriber", "provider"), "Provider", _G.HEARING, _K.LINE,
        "Who turns speech into text.", default="deepgram",
        suggestions=("deepgram", "whisper", "assembly_ai", "azure"),
    ),
    FieldSpec(
        ("transcriber", "model"), "Model", _G.HEARING, _K.LINE,
        "The provider's model; those that are named are Deepgram's.", default="nova-3",
        suggestions=("nova-3", "flux-en", "flux-multi"),
    ),
    FieldSpec(
        ("transcriber", "language"), "Language", _G.HEARING, _K.LINE,
        "The language that is listened for.", default="en",
    ),
    FieldSpec(
        ("interruption_sensitivity",), "Interruptions", _G.HEARING, _K.NUMBER,
        "How easily the agent lets itself be interrupted.", default="0.5", least=0, most=1,
    ),
    FieldSpec(
        ("responsiveness",), "Responsiveness", _G.HEARING, _K.NUMBER,
        "How quickly the agent answers when the other side pauses.",
        default="0.5", least=0, most=1,
    ),
    FieldSpec(
        ("max_duration_seconds",), "Longest call", _G.LIMITS, _K.WHOLE,
        "A call that lasts longer is ended (max_duration).", default="600", unit="seconds", least=1,
    ),
    FieldSpec(
        ("silence_timeout_seconds",), "Silence", _G.LIMITS, _K.WHOLE,
        "A call that is silent for longer is ended (silence_timeout).",
        default="10", unit="seconds", least=1,
    ),
    FieldSpec(
        ("enable_recording",), "Recording", _G.LIMITS, _K.FLAG,
        "Whether calls are recorded.", default="no",
    ),
    FieldSpec(
        ("voicemail_detection",), "Detection", _G.VOICEMAIL, _K.FLAG,
        "Whether the agent notices that a machine has answered.", default="no",
    ),
    FieldSpec(
        ("voicemail_message",), "Message", _G.VOICEMAIL, _K.PROSE,
        "What the agent says to the machine.", nullable=True,
    ),
    FieldSpec(
        ("webhook_id",), "Webhook", _G.ADVANCED, _K.REFERENCE,
        "Where the platform reports this agent's calls to.",
        nullable=True, refers=Refers.WEBHOOK,
    ),
    FieldSpec(
        ("metadata",), "Metadata", _G.ADVANCED, _K.PAIRS,
        "Your own notes on the agent, for other programs.", default="none",
    ),
)  # fmt: skip
"""All settings, in the order of the form."""

READ_ONLY = frozenset({"id", "created_at", "updated_at", "effective_system_prompt"})
"""The fields of an agent that only the platform writes."""


def fields_of_group(group: Group) -> tuple[FieldSpec, ...]:
    """The settings of one group, in order."""
    return tuple(spec for spec in FIELDS if spec.group is group)


def field_at(place: tuple[str, ...], specs: tuple[FieldSpec, ...] = FIELDS) -> FieldSpec | None:
    """The setting that a server's complaint is about.

    Args:
        place: from the outside in, as an error names it: `("body", "tts", "speed")`, or a place
            within a list. An object, or a key of it that is no setting, stands for the first
            setting in it.
        specs: the settings that the record has.
    """
    path = place[1:] if place[:1] == ("body",) else place
    for spec in specs:
        if path[: len(spec.path)] == spec.path:
            return spec
    return next((spec for spec in specs if spec.path[:1] == path[:1]), None)
