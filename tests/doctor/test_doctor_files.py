"""The doctor on folders, archive, journal and crash reports."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from console.accounts.account import Account
from console.accounts.paths import archive_file, data_folder, journal_file, state_folder
from console.accounts.profiles import Profile
from console.actions.journal import Journal
from console.api.records.call import Call
from console.archive.schema import MIGRATIONS
from console.archive.store import Archive
from console.doctor.files import archive, crashes, folders, journal
from console.doctor.finding import State
from console.tui.terminal.crash import CrashReports, Redactor
from tests.doctor.conftest import new_case
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from console.doctor.case import Case


@pytest.fixture
def case(environ: dict[str, str]) -> Case:
    """A case of the profile acme."""
    case = new_case(environ)
    case.found_account = Account(Profile("acme"), named=True)
    return case


async def keep(count: int) -> None:
    kept = Archive(archive_file("acme"))
    await kept.calls.put([Call.read({"id": f"call_{number}"}) for number in range(count)])
    await kept.close()


class TestTheFolders:
    def test_that_are_not_there_are_no_fault(self, case: Case) -> None:
        assert folders(case).state is State.OK

    def test_that_are_open_to_others_are_told(self, case: Case) -> None:
        data_folder().mkdir(parents=True)
        data_folder().chmod(0o755)
        finding = folders(case)
        assert finding.state is State.NOTE
        assert finding.remedy == f"chmod 700 {data_folder()}"

    def test_that_are_files_are_wrong(self, case: Case) -> None:
        data_folder().touch()
        finding = folders(case)
        assert finding.state is State.WRONG
        assert finding.words == f"{data_folder()} is not a folder"


class TestTheArchive:
    def test_that_is_not_there_is_no_fault_and_is_not_made(self, case: Case) -> None:
        assert archive(case).state is State.OK
        assert not archive_file("acme").exists()

    def test_is_told_with_its_size(self, case: Case) -> None:
        asyncio.run(keep(3))
        finding = archive(case)
        assert finding.state is State.OK
        assert finding.words.startswith("healthy, 3 calls; 0.")
        assert str(archive_file("acme")) in finding.words

    def test_that_is_damaged_is_wrong_and_left_as_it_is(self, case: Case) -> None:
        asyncio.run(keep(400))
        file = archive_file("acme")
        whole = bytearray(file.read_bytes())
        whole[9_000:60_000] = b"\xff" * 51_000
        file.write_bytes(whole)
        finding = archive(case)
        assert finding.state is State.WRONG
        assert "damaged" in finding.words
        assert file.read_bytes() == whole

    def test_that_is_none_is_wrong(self, case: Case) -> None:
        data_folder().mkdir(parents=True)
        archive_file("acme").write_text("not an archive" * 100)
        assert archive(case).state is State.WRONG

    def test_that_cannot_be_opened_is_not_called_damaged(self, case: Case) -> None:
        archive_file("acme").mkdir(parents=True)
        finding = archive(case)
        assert finding.state is State.WRONG
        assert finding.words.startswith("it cannot be read (")

    def test_of_a_newer_console_is_told(self, case: Case) -> None:
        asyncio.run(keep(1))
        with sqlite3.connect(archive_file("acme")) as connection:
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.close()
        finding = archive(case)
        assert finding.state is State.NOTE
        assert "newer console" in finding.words

    def test_too_large_to_be_looked_through_is_not_waited_for(
        self, case: Case, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asyncio.run(keep(400))
        monkeypatch.setattr("console.doctor.files._CHECK_SECONDS", -1)
        monkeypatch.setattr("console.doctor.files._STEPS_BETWEEN", 10)
        finding = archive(case)
        assert finding.state is State.NOTE
        assert "too large" in finding.words


class TestTheJournal:
    def test_that_is_not_there_is_no_fault(self, case: Case) -> None:
        assert journal(case).state is State.OK

    def test_with_an_attempt_of_no_known_end_is_told(self, case: Case) -> None:
        Journal(journal_file(), "acme", FakeClock()).begin("start_call", "call …1234")
        finding = journal(case)
        assert finding.state is State.NOTE
        assert finding.words.startswith("1 attempt has no known end")
        assert "activity --unfinished" in finding.remedy


class TestCrashReports:
    def test_that_are_not_there_are_none(self, case: Case) -> None:
        assert crashes(case).words.startswith("none")

    def test_are_counted_and_the_newest_is_named(self, case: Case) -> None:
        reports = CrashReports(state_folder(), FakeClock(), Redactor())
        for words in ("one", "another"):
            reports.note(RuntimeError(words))
        finding = crashes(case)
        assert finding.state is State.NOTE
        assert finding.words.startswith("2 reports, the newest of ")
        assert ".txt" in finding.words
