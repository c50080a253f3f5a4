"""What a save would change: three versions of a record, field by field and key by key."""

from __future__ import annotations

from typing import Any

import pytest

from console.actions.saving.plan import (
    ABSENT,
    FieldConflict,
    Kind,
    SavePlan,
    fields_that_differ,
    overtaken,
    plan_save,
)
from console.actions.saving.reach import Reach

OPENED: dict[str, Any] = {
    "id": "agt_1",
    "name": "Sales",
    "enable_recording": True,
    "speed": 1,
    "first_message": None,
    "end_call_phrases": ["bye"],
    "tts": {"provider": "cartesia", "voice_id": "anna", "pitch": 3},
    "dynamic_variables": {"company": "Acme", "city": "Ulm"},
}


def plan(edited: dict[str, Any], **theirs: Any) -> SavePlan:
    """A plan for a record on which somebody else has set some fields meanwhile."""
    return plan_save(Kind.AGENT, OPENED, edited, OPENED | theirs, Reach())


class TestOnlyWhatChangedIsSent:
    def test_a_field_that_is_as_it_was_is_not(self) -> None:
        edited = {**OPENED, "name": "Sales EN"}
        assert plan(edited).changed == {"name": "Sales EN"}

    @pytest.mark.parametrize(
        ("field", "value", "is_a_change"),
        [
            ("speed", 1.0, False),
            ("speed", True, True),
            ("enable_recording", 1, True),
            ("first_message", "", True),
            ("webhook_id", None, False),
        ],
    )
    def test_values_are_compared_as_json_has_them(
        self, field: str, value: Any, is_a_change: bool
    ) -> None:
        assert (field in plan({field: value}).changed) is is_a_change

    def test_what_somebody_else_already_did_is_not(self) -> None:
        planned = plan({"name": "Sales EN"}, name="Sales EN")
        assert (planned.changed, planned.conflicts) == ({}, ())

    def test_an_object_goes_whole_with_keys_that_nobody_knows(self) -> None:
        edited = {"tts": {"provider": "cartesia", "voice_id": "ben", "pitch": 3}}
        assert plan(edited).changed == edited


class TestSomebodyElsesChange:
    def test_to_another_field_stays(self) -> None:
        planned = plan({"name": "Sales EN", "speed": 1}, speed=1.5)
        assert (planned.changed, planned.conflicts) == ({"name": "Sales EN"}, ())

    def test_to_another_key_of_an_object_stays(self) -> None:
        ours = {"provider": "cartesia", "voice_id": "ben", "pitch": 3}
        theirs = {"provider": "openai", "voice_id": "anna", "pitch": 3, "new": True}

        planned = plan({"tts": ours}, tts=theirs)

        assert planned.changed == {
            "tts": {"provider": "openai", "voice_id": "ben", "pitch": 3, "new": True}
        }
        assert planned.conflicts == ()

    def test_to_the_same_field_is_a_conflict_and_not_sent(self) -> None:
        planned = plan({"name": "ours", "speed": 2}, name="theirs")

        assert planned.changed == {"speed": 2}
        assert planned.conflicts == (FieldConflict("name", None, "Sales", "ours", "theirs"),)

    def test_to_the_same_key_is_a_conflict_of_that_key(self) -> None:
        planned = plan(
            {"dynamic_variables": {"company": "Ours", "city": "Bonn"}},
            dynamic_variables={"company": "Theirs", "city": "Ulm"},
        )

        [conflict] = planned.conflicts
        assert conflict.place == ("dynamic_variables", "company")
        assert (conflict.opened, conflict.ours, conflict.theirs) == ("Acme", "Ours", "Theirs")
        assert planned.changed == {"dynamic_variables": {"company": "Theirs", "city": "Bonn"}}

    def test_to_a_key_that_was_removed_here_is_a_conflict(self) -> None:
        planned = plan(
            {"dynamic_variables": {"company": "Acme"}},
            dynamic_variables={"company": "Acme", "city": "Bonn"},
        )

        [conflict] = planned.conflicts
        assert (conflict.opened, conflict.ours, conflict.theirs) == ("Ulm", ABSENT, "Bonn")


class TestAKey:
    def test_that_was_removed_here_goes(self) -> None:
        planned = plan({"dynamic_variables": {"company": "Acme"}})
        assert planned.changed == {"dynamic_variables": {"company": "Acme"}}

    def test_that_was_added_on_both_sides_is_there_twice_in_peace(self) -> None:
        variables = OPENED["dynamic_variables"]
        planned = plan(
            {"dynamic_variables": variables | {"a": "1"}},
            dynamic_variables=variables | {"b": "2"},
        )
        assert planned.changed == {"dynamic_variables": variables | {"a": "1", "b": "2"}}


class TestAConflict:
    def test_is_gone_once_a_value_is_chosen(self) -> None:
        planned = plan({"name": "ours", "speed": 2}, name="theirs")

        chosen = planned.resolved({("name", None): "both"})

        assert (chosen.changed, chosen.conflicts) == ({"name": "both", "speed": 2}, ())

    def test_settled_as_the_server_has_it_needs_no_change(self) -> None:
        planned = plan({"name": "ours"}, name="theirs")
        assert planned.resolved({("name", None): "theirs"}).changed == {}

    def test_stays_until_it_is_settled(self) -> None:
        planned = plan({"name": "ours", "speed": 2}, name="theirs", speed=3)
        assert [c.field for c in planned.resolved({("name", None): "x"}).conflicts] == ["speed"]

    def test_of_a_key_is_settled_within_its_object(self) -> None:
        planned = plan(
            {"dynamic_variables": {"company": "Ours", "city": "Hier"}},
            dynamic_variables={"company": "Theirs", "city": "Dort"},
        )

        chosen = planned.resolved(
            {("dynamic_variables", "company"): "Ours", ("dynamic_variables", "city"): ABSENT}
        )

        assert chosen.changed == {"dynamic_variables": {"company": "Ours"}}


class TestReadingBack:
    def test_finds_what_the_server_made_something_else_of(self) -> None:
        planned = plan({"name": " Sales ", "speed": 2})
        assert fields_that_differ(planned, OPENED | {"name": "Sales", "speed": 2.0}) == ("name",)

    def test_lets_the_server_add_keys_and_shorten_floats(self) -> None:
        planned = plan({"tts": {**OPENED["tts"], "speed": 0.3}})
        read = {"tts": {**OPENED["tts"], "speed": 0.30000001192, "model": "sonic"}}
        assert fields_that_differ(planned, read) == ()

    def test_notices_a_key_that_was_to_go_and_stayed(self) -> None:
        planned = plan({"dynamic_variables": {"company": "Acme"}})
        assert fields_that_differ(planned, OPENED) == ("dynamic_variables",)


class TestBeingOvertaken:
    def test_is_a_change_to_a_field_that_would_be_sent(self) -> None:
        planned = plan({"name": "ours"})
        assert overtaken(planned, OPENED | {"name": "theirs"})
        assert not overtaken(planned, OPENED | {"speed": 3})
