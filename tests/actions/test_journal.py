"""The journal: a line before and after, readable by its owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from console.actions.journal import Journal, JournalError, Phase, masked
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.jsonl"


@pytest.fixture
def journal(path: Path) -> Journal:
    return Journal(path, "acme", FakeClock())


class TestTheJournal:
    def test_has_a_line_before_and_a_line_after(self, journal: Journal) -> None:
        attempt = journal.begin("stop_call", "call call_1")
        journal.end(attempt, "stop_call", Phase.DONE, "call call_1")
        assert [entry.phase for entry in journal.entries()] == [Phase.SENDING, Phase.DONE]

    def test_belongs_to_its_owner_alone(self, journal: Journal, path: Path) -> None:
        journal.begin("stop_call", "call call_1")
        assert path.stat().st_mode & 0o077 == 0

    def test_remembers_attempts_without_an_end(self, journal: Journal) -> None:
        ended = journal.begin("stop_call", "call call_1")
        journal.begin("start_call", "from +15…3824 to +44…0958")
        journal.end(ended, "stop_call", Phase.REFUSED, "gone")
        assert [entry.action for entry in journal.unfinished()] == ["start_call"]

    def test_leaves_other_profiles_attempts_alone(self, journal: Journal, path: Path) -> None:
        journal.begin("start_call", "to +44…0958")
        assert Journal(path, "other", FakeClock()).unfinished() == ()

    def test_reads_on_after_a_damaged_line(self, journal: Journal, path: Path) -> None:
        journal.begin("stop_call", "one")
        with path.open("ab") as file:
            file.write(b'{"attempt": \xff\n[]\n"text"\n')
        journal.begin("stop_call", "two")
        assert [entry.what for entry in journal.entries()] == ["one", "two"]

    def test_says_that_nothing_was_sent_when_it_cannot_be_written(self, tmp_path: Path) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("")
        with pytest.raises(JournalError, match="cannot be written"):
            Journal(blocked / "journal.jsonl", "acme", FakeClock()).begin("start_call", "x")

    def test_shows_text_from_outside_cleaned(self, journal: Journal) -> None:
        journal.begin("stop_call", "call \x1b]52;c;x\x07[/b]")
        assert "\x1b" not in journal.entries()[0].what


class TestMaskedNumbers:
    def test_keep_the_country_and_the_last_four_digits(self) -> None:
        assert masked("+442079460958") == "+44…0958"

    def test_a_short_number_shows_nothing(self) -> None:
        assert masked("+12345") == "…"
