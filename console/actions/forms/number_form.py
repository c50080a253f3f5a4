"""What a person has entered for a phone number: its name, and where its inbound calls go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.actions.forms.field_entry import value_of
from console.actions.forms.field_spec import FieldKind, FieldSpec, Group
from console.actions.forms.record_form import RecordForm
from console.actions.numbers import NumberEdit
from console.actions.saving.reach import answering
from console.api.errors import FieldProblem
from console.api.records.number import PhoneNumber

if TYPE_CHECKING:
    from collections.abc import Iterable

_G = Group.CONVERSATION

# The API notes, Phone numbers.
NAME = FieldSpec(
    ("friendly_name",), "Name", _G, FieldKind.LINE,
    "What people call the number.", nullable=True,
)  # fmt: skip
AGENT = FieldSpec(
    ("agent_id",), "Agent", _G, FieldKind.REFERENCE,
    "Who answers its inbound calls. Without one nobody does.", nullable=True,
)  # fmt: skip
FALLBACK = FieldSpec(
    ("inbound_routing", "fallback", "agent_id"), "Fallback", _G, FieldKind.REFERENCE,
    "The agent that takes over when the first cannot.", nullable=True,
)  # fmt: skip
VOICEMAIL = FieldSpec(
    ("inbound_routing", "voicemail_message"), "Voicemail", _G, FieldKind.PROSE,
    "What a caller hears when nobody can answer.", nullable=True,
)  # fmt: skip

_ROUTED_AGENT = ("inbound_routing", "agent_id")


class NumberForm(RecordForm):
    """One number that is being edited."""

    specs = (NAME, AGENT, FALLBACK, VOICEMAIL)

    @property
    def number(self) -> PhoneNumber:
        """The number that the changes are made to."""
        return PhoneNumber.read(self.opened)

    def value_before(self, spec: FieldSpec) -> Any:
        """What the record has, exact; of its two places for an agent the one that counts."""
        return answering(self.number) if spec is AGENT else super().value_before(spec)

    def edit(self) -> NumberEdit:
        """What is to be different, as the write takes it.

        Raises:
            ValueError: an entry stands for no value; see `unsendable`.
        """
        values = {spec: value_of(spec, self.entry(spec)) for spec in self.changed}
        names = {
            NAME: "friendly_name",
            AGENT: "agent_id",
            FALLBACK: "fallback_id",
            VOICEMAIL: "voicemail_message",
        }
        return NumberEdit(**{names[spec]: value for spec, value in values.items()})

    def refuse(self, problems: Iterable[FieldProblem]) -> tuple[str, ...]:
        """Take the server's refusal, word for word; either place for an agent is the agent's."""
        return super().refuse(
            [
                FieldProblem(AGENT.path, problem.words)
                if problem.path[-2:] == _ROUTED_AGENT
                else problem
                for problem in problems
            ]
        )

    def rebase(self, record: PhoneNumber) -> None:
        """Go on from what somebody else has made of it; what was entered stays entered."""
        self.saved(record.raw, {})
