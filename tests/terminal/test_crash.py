"""A fault ends the program in order: one sentence, a report, and no key in either."""

from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest

from console.tui.terminal.crash import CrashReports, Redactor
from tests.fakes import NOON, FakeClock
from tests.terminal.pty_program import PtyProgram

SENTINEL = "a-key-of-no-known-shape-7f3a"


def reports_in(folder: Path) -> CrashReports:
    return CrashReports(folder, FakeClock(), Redactor())


class TestTheProgram:
    @pytest.mark.parametrize(
        "key",
        ["1", "2", "3", "4", "6", "7", "8"],
        ids=["handler", "timer", "worker", "thread", "drawing", "reading", "drawn"],
    )
    def test_ends_without_showing_its_key(self, tmp_path: Path, key: str) -> None:
        with PtyProgram("small_app.py", str(tmp_path), environ={"SENTINEL": SENTINEL}) as program:
            program.wait_for(b"ready")
            program.send(key.encode())
            if key == "7":
                program.wait_until((tmp_path / "deaf").exists)
                program.send(b"x")
            assert program.wait_for_exit() == 1
            (report,) = tmp_path.glob("crash-*.txt")
            last_words = program.output.rpartition(b"\x1b[?1049l")[2]
            assert str(report).encode() in last_words.replace(b"\r\n", b"")
            assert b"Traceback" not in program.output
            assert SENTINEL.encode() not in program.output
            assert SENTINEL not in report.read_text()
            assert "Error: failed with [key removed]" in report.read_text()
            assert program.attributes() == program.attributes_before

    @pytest.mark.parametrize("key", ["5", "9"], ids=["a task", "a worker that may fail"])
    def test_goes_on_after_a_fault_that_nobody_awaited(self, tmp_path: Path, key: str) -> None:
        with PtyProgram("small_app.py", str(tmp_path), environ={"SENTINEL": SENTINEL}) as program:
            program.wait_for(b"ready")
            program.send(key.encode())
            program.wait_until(lambda: any(tmp_path.glob("crash-*.txt")))
            if key == "9":
                program.wait_to_see("That did not work")
            program.send(b"abc")
            program.wait_to_see(f"typed {key}abc")
            program.send(b"Q")
            assert program.wait_for_exit() == 0
            (report,) = tmp_path.glob("crash-*.txt")
            assert SENTINEL not in report.read_text()
            assert SENTINEL.encode() not in program.output

    def test_says_its_last_words_without_a_key_or_controls(self, tmp_path: Path) -> None:
        with PtyProgram("small_app.py", str(tmp_path), environ={"SENTINEL": SENTINEL}) as program:
            program.wait_for(b"ready")
            program.send(b"M")
            assert program.wait_for_exit() == 3
            assert b"left with [key removed]" in program.output
            assert SENTINEL.encode() not in program.output
            assert b"\x1b]0;" not in program.output

    def test_says_where_the_report_is_in_whatever_letters_the_locale_has(
        self, tmp_path: Path
    ) -> None:
        state = tmp_path / "東京"
        environ = {"SENTINEL": SENTINEL, "PYTHONIOENCODING": "latin-1"}
        with PtyProgram("small_app.py", str(state), environ=environ) as program:
            program.wait_for(b"ready")
            program.send(b"1")
            assert program.wait_for_exit() == 1
            assert "東京".encode() in program.output

    def test_says_what_happened_when_no_report_can_be_written(self, tmp_path: Path) -> None:
        occupied = tmp_path / "state"
        occupied.touch()
        with PtyProgram("small_app.py", str(occupied), environ={"SENTINEL": SENTINEL}) as program:
            program.wait_for(b"ready")
            program.send(b"1")
            assert program.wait_for_exit() == 1
            assert b"RuntimeError: failed with" in program.output
            assert SENTINEL.encode() not in program.output


class TestAReport:
    def test_can_be_read_by_its_owner_alone(self, tmp_path: Path) -> None:
        reports_in(tmp_path / "state").report(ValueError("x"))
        (report,) = (tmp_path / "state").iterdir()
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700

    def test_is_dated(self, tmp_path: Path) -> None:
        words = reports_in(tmp_path).report(ValueError("x"))
        assert f"crash-{NOON:%Y%m%dT%H%M%SZ}-" in words

    def test_holds_nothing_that_could_steer_a_terminal(self, tmp_path: Path) -> None:
        words = reports_in(tmp_path).report(ValueError("\x1b]52;c;Y3VybA==\x1b\\ \u202e \x9b2J"))
        (report,) = tmp_path.iterdir()
        assert not set("\x1b\u202e\x9b") & set(words + report.read_text())

    def test_tells_the_cause_and_the_place(self, tmp_path: Path) -> None:
        try:
            try:
                int("x")
            except ValueError as error:
                raise KeyError("outer") from error
        except KeyError as error:
            reports_in(tmp_path).report(error)
        text = next(tmp_path.iterdir()).read_text()
        assert "ValueError: invalid literal" in text
        assert "KeyError: 'outer'" in text
        assert Path(__file__).name in text

    def test_is_written_of_what_no_handler_or_another_thread_met(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(threading, "excepthook", threading.excepthook)
        reports_in(tmp_path).install()
        sys.excepthook(ValueError, ValueError("in no handler"), None)
        assert "of its own" in capsys.readouterr().err
        thread = threading.Thread(target=int, args=("in a thread",))
        thread.start()
        thread.join()
        written = "".join(report.read_text() for report in tmp_path.iterdir())
        assert "in no handler" in written
        assert "in a thread" in written
        assert capsys.readouterr().err == ""

    def test_is_not_written_without_end(self, tmp_path: Path) -> None:
        reports = reports_in(tmp_path)
        for _ in range(100):
            reports.note(ValueError("again"))
        assert len(list(tmp_path.iterdir())) == 20


class TestRedaction:
    @pytest.mark.parametrize(
        "text",
        [
            "Authorization: Bearer abc.def-123",
            "{'Authorization': 'Bearer abc.def-123'}",
            "key=abc.def-123",
            "oi_sk_abc.def-123 and oi_pk_abc.def-123",
        ],
    )
    def test_removes_keys(self, text: str) -> None:
        redact = Redactor()
        redact.hide("abc.def-123")
        assert "abc.def-123" not in redact(text)

    def test_removes_what_looks_like_a_key_without_being_told(self) -> None:
        assert Redactor()("Bearer abc oi_sk_def oi_pk_ghi") == " ".join(["[key removed]"] * 3)

    def test_removes_a_key_as_repr_writes_it(self) -> None:
        redact = Redactor()
        redact.hide("a'b\\c\"")
        assert repr("a'b\\c\"")[1:-1] not in redact(repr({"key": "a'b\\c\""}))

    def test_leaves_other_text_alone(self) -> None:
        redact = Redactor()
        redact.hide("")
        assert redact("agents and bearers of news") == "agents and bearers of news"
