"""What is entered for a number, and what of it is sent."""

from __future__ import annotations

from typing import Any

import pytest

from console.actions.forms.number_form import AGENT, FALLBACK, NAME, VOICEMAIL, NumberForm
from console.actions.numbers import NumberEdit, body_of
from console.api.errors import FieldProblem
from console.api.records.number import PhoneNumber

RAW: dict[str, Any] = {
    "id": "phn_1",
    "phone_number": "+15739693824",
    "friendly_name": "Desk \u2014\u00a0day",
    "agent_id": "own",
    "inbound_routing": {
        "agent_id": "routed",
        "fallback": {"agent_id": "second"},
        "voicemail_message": "Leave a word.",
        "business_hours": {"from": 9},
    },
    "tier": "gold",
}


def body(form: NumberForm) -> dict[str, Any]:
    return body_of(form.edit(), form.number)


class TestTheFormOfANumber:
    def test_shows_the_agent_that_counts_and_everything_exact(self) -> None:
        form = NumberForm(RAW)
        entries = [form.entry(spec) for spec in form.specs]
        assert entries == [RAW["friendly_name"], "routed", "second", "Leave a word."]
        assert form.changed == ()
        assert form.edit() == NumberEdit()

    def test_sends_what_was_changed_alone(self) -> None:
        form = NumberForm(RAW)
        form.enter(VOICEMAIL, "Call later.\n")
        assert body(form) == {"inbound_routing": {"voicemail_message": "Call later.\n"}}

    def test_sends_an_explicit_null_for_what_is_emptied(self) -> None:
        form = NumberForm(RAW)
        for spec in (FALLBACK, VOICEMAIL, NAME):
            form.enter(spec, "")
        assert body(form) == {
            "friendly_name": None,
            "inbound_routing": {"fallback": None, "voicemail_message": None},
        }

    def test_changes_the_agent_in_both_its_places(self) -> None:
        form = NumberForm(RAW)
        form.enter(AGENT, "third")
        assert body(form) == {"agent_id": "third", "inbound_routing": {"agent_id": "third"}}

    def test_takes_back_a_change_that_is_undone_by_hand(self) -> None:
        form = NumberForm(RAW)
        form.enter(AGENT, "third")
        form.enter(AGENT, "routed")
        assert form.changed == ()

    @pytest.mark.parametrize(
        ("path", "spec"),
        [
            (("body", "friendly_name"), NAME),
            (("body", "agent_id"), AGENT),
            (("body", "inbound_routing", "agent_id"), AGENT),
            (("inbound_routing", "fallback", "agent_id"), FALLBACK),
            (("body", "inbound_routing", "voicemail_message"), VOICEMAIL),
        ],
    )
    def test_shows_a_refusal_word_for_word_at_its_field(
        self, path: tuple[str, ...], spec: Any
    ) -> None:
        form = NumberForm(RAW)
        assert form.refuse([FieldProblem(path, "Not this.")]) == ()
        assert form.problems == {spec.path: "Not this."}

    def test_keeps_what_was_entered_when_somebody_else_has_changed_the_number(self) -> None:
        form = NumberForm(RAW)
        form.enter(NAME, "Night desk")
        form.rebase(PhoneNumber.read(RAW | {"friendly_name": "Theirs", "agent_id": "third"}))
        assert form.entry(NAME) == "Night desk"
        assert form.value_before(NAME) == "Theirs"
        assert form.changed == (NAME,)
