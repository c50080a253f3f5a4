"""The form of an agent: what may be offered in it, and what stays as it is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from console.actions.forms.field_spec import FIELDS, READ_ONLY
from console.actions.forms.record_form import RecordForm, same, value_at
from console.api.fields import members
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from console.actions.forms.field_spec import FieldSpec
    from console.api.records.agent import Agent


def suggestions(spec: FieldSpec, agents: Iterable[Agent]) -> tuple[str, ...]:
    """What may be offered for a line: what the API names, then what other agents have."""
    used = sorted(
        {
            clean(value)
            for agent in agents
            if isinstance(value := value_at(agent.raw, spec.path), str) and value
        }
    )
    return tuple(dict.fromkeys((*spec.suggestions, *used)))


def unknown_fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What an agent has besides the settings that are known: it stays as it is when saving."""
    tops = {spec.path[0] for spec in FIELDS} | READ_ONLY
    inner = {path[0] for spec in FIELDS if len(path := spec.path) > 1}
    unknown = {name: value for name, value in raw.items() if name not in tops}
    for top in sorted(inner):
        known = {spec.path[1] for spec in FIELDS if spec.path[0] == top}
        if rest := {key: v for key, v in members(raw.get(top)).items() if key not in known}:
            unknown[top] = rest
    return unknown


def changed_between(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[FieldSpec, ...]:
    """The settings that differ between two readings of an agent."""
    return tuple(
        spec for spec in FIELDS if not same(value_at(one, spec.path), value_at(other, spec.path))
    )


class AgentForm(RecordForm):
    """One agent that is being edited."""

    specs = FIELDS
