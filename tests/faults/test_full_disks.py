"""Rows 69 and 70: a disk that takes nothing more, a home that is none, two consoles at once."""

from __future__ import annotations

import json
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from console.actions.journal import Journal, JournalError
from console.clock import SystemClock
from tests.fakes import FakeClock
from tests.sandbox_server import Sandbox, running_sandbox
from tests.terminal.console_screen import SECOND, ConsoleScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAVE = b"\x13"
CONSOLES, LINES = 2, 25


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5, live=3) as sandbox:
        yield sandbox


class TestAConsoleThatCanWriteNothing:
    @pytest.mark.parametrize("why", ["File too large", "Not a directory"])
    def test_shows_calls_says_what_it_keeps_and_dials_nobody(
        self, sandbox: Sandbox, tmp_path: Path, why: str
    ) -> None:
        full = why == "File too large"  # what the system says where files may have no byte
        home = tmp_path if full else tmp_path / "file" / "home"
        (tmp_path / "file").touch()
        environ = {"FULL_DISK": "1"} if full else {}

        with ConsoleScreen(sandbox.url, home, environ=environ) as console:
            assert console.shows("● talking")
            assert "Kept in memory only, until the console is left: " in console.output.decode()

            console.step(b"s")
            console.step(b"+4915112345678" + SAVE)
            console.wait_to_see("Dial +49 1511 2345678?")
            console.step(b"y")
            console.wait_to_see("Not started: Nothing was sent. The journal")
            console.wait_to_see(f"cannot be written: {why}.")

            console.step(SECOND)
            assert console.shows("● live")
        assert sandbox.requests("POST") == []
        assert list(tmp_path.rglob("crash-*")) == []


class TestAJournalOnAFullDisk:
    def test_refuses_what_it_can_only_half_write_and_goes_on_below_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "journal.jsonl"
        journal = Journal(path, "acme", FakeClock())
        journal.begin("start_call", "before")
        with monkeypatch.context() as full, path.open("ab") as file:
            room = iter([20])

            def write(_: int, data: bytes) -> int:
                if not (taken := next(room, 0)):
                    raise OSError(28, "No space left on device")
                return file.write(data[:taken])

            full.setattr("console.actions.journal.os.write", write)
            with pytest.raises(JournalError, match="No space left"):
                journal.begin("start_call", "too much")

        journal.begin("start_call", "after")

        assert [entry.what for entry in journal.entries()] == ["before", "after"]


class TestTwoConsolesAtOnce:
    def test_lose_no_line_of_their_journal(self, tmp_path: Path) -> None:
        path = tmp_path / "journal.jsonl"
        processes = get_context("spawn")
        writers = [
            processes.Process(target=write_lines, args=(path, str(number)))
            for number in range(CONSOLES)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        lines = path.read_text("utf-8").splitlines()
        assert len([json.loads(line) for line in lines]) == CONSOLES * LINES


def write_lines(path: Path, name: str) -> None:
    """What one of the consoles does."""
    journal = Journal(path, name, SystemClock())
    for _ in range(LINES):
        journal.begin("stop_call", "x" * 500)
