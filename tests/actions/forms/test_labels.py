"""Fields are called in messages as they are in the forms."""

from __future__ import annotations

from console.actions.forms.labels import label
from console.actions.saving.plan import Kind


class TestAField:
    def test_is_called_as_its_form_calls_it(self) -> None:
        assert label(Kind.AGENT, "max_duration_seconds") == "longest call"
        assert label(Kind.AGENT, "tts", "speed") == "voice speed"
        assert label(Kind.MODEL, "knowledge_base_ids") == "knowledge"

    def test_is_told_by_its_group_from_another_of_the_same_name(self) -> None:
        assert label(Kind.AGENT, "tts", "provider") == "voice provider"
        assert label(Kind.AGENT, "transcriber", "provider") == "hearing provider"
        assert label(Kind.MODEL, "model") == "model"

    def test_that_is_an_object_has_its_keys_after_it(self) -> None:
        assert label(Kind.AGENT, "dynamic_variables", "order_id") == "variables · order_id"
        assert label(Kind.AGENT, "tts", "pitch") == "voice · pitch"
        assert label(Kind.AGENT, "tts") == "voice"

    def test_that_no_form_has_is_called_as_the_api_calls_it_but_safe(self) -> None:
        assert label(Kind.AGENT, "barge_in_mode") == "barge in mode"
        assert label(Kind.AGENT, "a\x1b[31m", "b") == "a␛[31m · b"
