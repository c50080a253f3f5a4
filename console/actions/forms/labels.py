"""What fields are called, in a sentence: on the screen, in questions and in messages alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from console.actions.forms.field_spec import FIELDS, FieldSpec
from console.actions.forms.prompt_form import PromptForm
from console.actions.saving.plan import Kind
from console.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPECS: Mapping[Kind, tuple[FieldSpec, ...]] = {Kind.MODEL: PromptForm.specs, Kind.AGENT: FIELDS}
_SHARED = {
    kind: {label for label, count in Counter(spec.label for spec in specs).items() if count > 1}
    for kind, specs in _SPECS.items()
}


def called(spec: FieldSpec, kind: Kind = Kind.AGENT) -> str:
    """A setting as the form calls it; with its group where two are called the same."""
    shared = spec.label in _SHARED[kind]
    return f"{spec.group} {spec.label}".lower() if shared else spec.label.lower()


def label(kind: Kind, field: str, key: str | None = None) -> str:
    """A field, or a key of it: "longest call", "voice speed", "variables · order_id".

    Args:
        kind: what the record is.
        field: as the API names it; one that no form has is called by that name.
        key: within the field, where that is an object.
    """
    path = (field,) if key is None else (field, key)
    if spec := _spec_at(kind, path):
        return called(spec, kind)
    return _whole(kind, field) if key is None else f"{_whole(kind, field)} · {clean(key)}"


def _whole(kind: Kind, field: str) -> str:
    """A field of any kind; an object of several settings by their group."""
    if spec := _spec_at(kind, (field,)):
        return called(spec, kind)
    groups = (spec.group.lower() for spec in _SPECS[kind] if spec.path[0] == field)
    return next(groups, clean(field.replace("_", " ")))


def _spec_at(kind: Kind, path: tuple[str, ...]) -> FieldSpec | None:
    return next((spec for spec in _SPECS[kind] if spec.path == path), None)
