"""What a person has entered for a model: its prompt and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.actions.forms.field_entry import Row, entry_of
from console.actions.forms.field_spec import FIELDS, FieldKind, FieldSpec, Group
from console.actions.forms.record_form import RecordForm

if TYPE_CHECKING:
    from console.actions.forms.field_entry import Entry

FIRST_MESSAGE = next(spec for spec in FIELDS if spec.path == ("first_message",))

_G = Group.CONVERSATION

# The API notes, LLM models.
NAME = FieldSpec(("name",), "Name", _G, FieldKind.LINE, "What people call the prompt.", longest=255)
LLM = FieldSpec(
    ("model",), "Model", _G, FieldKind.LINE, "The provider's model, by its own name for it."
)
TEMPERATURE = FieldSpec(
    ("temperature",), "Temperature", _G, FieldKind.NUMBER,
    "How freely it words things: 0 says the same each time.",
    default="0.7", least=0, most=2,
)  # fmt: skip
MAX_TOKENS = FieldSpec(
    ("max_tokens",), "Max tokens", _G, FieldKind.WHOLE,
    "The longest answer; what is longer is cut off.",
    default="4000", least=1, most=128_000,
)  # fmt: skip
TOOLS = FieldSpec(("tool_ids",), "Tools", _G, FieldKind.LIST, "What it can do during a call.")
KNOWLEDGE_BASES = FieldSpec(
    ("knowledge_base_ids",), "Knowledge", _G, FieldKind.LIST, "What it can look up."
)
PROMPT = FieldSpec(
    ("system_prompt",), "System prompt", _G, FieldKind.PROSE,
    "What the agent is told to be.", nullable=True,
)  # fmt: skip

LINES = (NAME, LLM, TEMPERATURE, MAX_TOKENS)
"""The settings that are typed in a line."""


class PromptForm(RecordForm):
    """One model that is being edited."""

    specs = (*LINES, TOOLS, KNOWLEDGE_BASES, PROMPT)

    @property
    def text(self) -> str:
        """The prompt as it stands, exact."""
        return str(self.entry(PROMPT) or "")

    def fields(self) -> dict[str, Any]:
        """The body of a PATCH; whether a prompt may be empty is for the platform to say.

        Raises:
            ValueError: an entry stands for no value; see `unsendable`.
        """
        return {name: "" if value is None else value for name, value in super().fields().items()}

    def chosen(self, spec: FieldSpec) -> tuple[str, ...]:
        """The ids that a list holds, as they are entered."""
        return _ids(self.entry(spec))

    def chosen_before(self, spec: FieldSpec) -> tuple[str, ...]:
        """The ids that a list held when it was opened."""
        return _ids(entry_of(spec, self.value_before(spec)))

    def toggle(self, spec: FieldSpec, record_id: str) -> None:
        """Put a record into a list or take it out; what is put back stands where it stood."""
        ids = self.chosen(spec)
        wanted = set(ids) ^ {record_id}
        order = dict.fromkeys((*self.chosen_before(spec), *ids, record_id))
        self.enter(spec, tuple(Row("", each) for each in order if each in wanted))


def _ids(entry: Entry) -> tuple[str, ...]:
    return tuple(row.text for row in entry) if isinstance(entry, tuple) else ()
