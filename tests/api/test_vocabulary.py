"""The words for a call's state are an open set, compared in one normal form."""

from __future__ import annotations

import pytest

from console.api import vocabulary


class TestTheNormalForm:
    @pytest.mark.parametrize(
        ("word", "form"),
        [
            ("no-answer", "no_answer"),
            ("No Answer", "no_answer"),
            ("cancelled", "canceled"),
            ("CANCELED", "canceled"),
            (" In-Progress ", "in_progress"),
            ("", ""),
            (None, ""),
        ],
    )
    def test_is_one_for_every_spelling(self, word: str | None, form: str) -> None:
        assert vocabulary.normal(word) == form


class TestAStatus:
    @pytest.mark.parametrize("status", ["completed", "failed", "no-answer", "busy", "cancelled"])
    def test_that_ends_a_call(self, status: str) -> None:
        assert vocabulary.is_terminal(status)
        assert not vocabulary.is_waiting(status)

    @pytest.mark.parametrize("status", ["in_progress", "in-progress", "IN PROGRESS"])
    def test_that_says_people_are_talking(self, status: str) -> None:
        assert vocabulary.is_talking(status)
        assert not vocabulary.is_waiting(status)

    @pytest.mark.parametrize(
        "status", ["queued", "initiated", "ringing", "never seen before", None]
    )
    def test_that_leaves_a_call_waiting(self, status: str | None) -> None:
        assert vocabulary.is_waiting(status)
        assert not vocabulary.is_talking(status)
