"""Refusals that name no field, only what was entered: "Unknown TTS provider 'acme'."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from console.api.errors import FieldProblem

if TYPE_CHECKING:
    from console.actions.forms.agent_form import AgentForm

_SENTENCE_ENDS = re.compile(r"(?<=[.:]) ")


def named_in(words: str, form: AgentForm) -> tuple[FieldProblem, ...]:
    """The changed setting whose entry a refusal quotes, with the sentence that does."""
    for spec in form.changed:
        entry = form.entry(spec)
        if not isinstance(entry, str) or not entry.strip():
            continue
        quoted = re.compile(rf"['\"“`]{re.escape(entry)}['\"”`]")
        for sentence in _SENTENCE_ENDS.split(words):
            if quoted.search(sentence):
                return (FieldProblem(spec.path, sentence),)
    return ()
