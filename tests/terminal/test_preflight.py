"""What is checked and settled before the screen starts."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from console.tui.terminal.preflight import prepare_environment, refusal
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from pathlib import Path


class TestRefusing:
    def test_input_that_is_no_terminal(self, tmp_path: Path) -> None:
        with PtyProgram("small_app.py", str(tmp_path), stdin=subprocess.DEVNULL) as program:
            assert program.wait_for_exit() == 2
            assert program.output == (
                b"The console needs a terminal to read keys from, but its input is not one.\r\n"
            )

    def test_input_that_was_closed(self) -> None:
        assert "its input is not one" in (refusal({"TERM": "xterm"}, None, sys.stderr) or "")

    def test_it_from_the_command_itself(self, tmp_path: Path) -> None:
        environ = {"HOME": str(tmp_path), "TERM": "dumb"}
        with PtyProgram("oneinbox_console.py", "--demo", environ=environ) as program:
            assert program.wait_for_exit() == 2
            assert program.output == b"This terminal (TERM=dumb) cannot show the console.\r\n"

    def test_a_screen_that_nobody_sees(self, tmp_path: Path) -> None:
        with PtyProgram("small_app.py", str(tmp_path), stderr=subprocess.DEVNULL) as program:
            assert program.wait_for_exit() == 2
            assert program.output == b""

    def test_a_terminal_that_cannot_move_its_cursor(self, tmp_path: Path) -> None:
        with PtyProgram("small_app.py", str(tmp_path), environ={"TERM": "dumb"}) as program:
            assert program.wait_for_exit() == 2
            assert program.output == b"This terminal (TERM=dumb) cannot show the console.\r\n"


class TestTheEnvironment:
    def test_cannot_make_textual_write_down_what_is_typed(self, tmp_path: Path) -> None:
        log = tmp_path / "textual.log"
        environ = {"TEXTUAL_LOG": str(log), "TEXTUAL_DEBUG": "1", "TEXTUAL": "debug,devtools"}
        with PtyProgram("small_app.py", str(tmp_path), environ=environ, cwd=tmp_path) as program:
            program.wait_for(b"ready")
            program.send(b"abc")
            program.wait_to_see("typed abc")
            program.send(b"Q")
            assert program.wait_for_exit() == 0
        assert [path.name for path in tmp_path.iterdir()] == ["unmounted"]

    def test_of_another_encoding_does_not_spoil_the_screen(self, tmp_path: Path) -> None:
        environ = {"PYTHONIOENCODING": "latin-1", "LC_ALL": "POSIX"}
        with PtyProgram("small_app.py", str(tmp_path), environ=environ) as program:
            program.wait_for(b"ready")
            program.send("─é".encode())
            program.wait_to_see("typed ─é")

    @pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY"])
    def test_over_ssh_nothing_is_animated(self, variable: str) -> None:
        environ = {variable: "somewhere"}
        prepare_environment(environ)
        assert environ["TEXTUAL_ANIMATIONS"] == "none"

    def test_keeps_the_operators_own_choice_of_animations(self) -> None:
        environ = {"SSH_TTY": "/dev/pts/1", "TEXTUAL_ANIMATIONS": "basic"}
        prepare_environment(environ)
        assert environ["TEXTUAL_ANIMATIONS"] == "basic"

    def test_is_settled_without_importing_textual(self) -> None:
        check = "import sys, console.tui.terminal.preflight; sys.exit('textual' in sys.modules)"
        assert (
            subprocess.run([sys.executable, "-c", check], env=os.environ, check=False).returncode
            == 0
        )
