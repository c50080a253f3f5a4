"""A text in the person's own editor: handed over exactly, and nothing lost whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.terminal.pty_program import PtyProgram
from tests.terminal.test_leaving import assert_restored

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

TEXT = "first\r\nsecond"


class Desk:
    """A running app that hands its text to an editor, which is a shell script."""

    def __init__(self, folder: Path, program: PtyProgram) -> None:
        self.folder = folder
        self.program = program

    def edit(self) -> None:
        self.program.send(b"E")

    def sees(self, words: str) -> None:
        self.program.wait_to_see(words)

    def waits_for(self, name: str) -> None:
        self.program.wait_until((self.folder / name).exists)

    @property
    def ticks(self) -> int:
        told = self.folder / "ticks"
        return int(told.read_text() or 0) if told.exists() else 0

    @property
    def handed_over(self) -> list[Path]:
        """The files that are left in the temporary folder."""
        return [file for file in (self.folder / "tmp").rglob("*") if file.is_file()]


@contextmanager
def desk(folder: Path, script: str | None, text: str = TEXT, **environ: str) -> Generator[Desk]:
    """An app whose editor runs a script; in it `$1` is the file and `.` the folder."""
    (folder / "tmp").mkdir()
    (folder / "text").write_bytes(text.encode(errors="surrogatepass"))
    editor = folder / "an editor"
    if script is not None:
        editor.write_text(f"#!/bin/sh\ncd '{folder}'\n{script}\n")
        editor.chmod(0o700)
        environ = {"EDITOR": f"'{editor}'"} | environ
    environ = {"VISUAL": "", "TMPDIR": str(folder / "tmp")} | environ
    with PtyProgram("editing_app.py", str(folder), environ=environ, size=(240, 24)) as program:
        program.wait_for(b"ready")
        yield Desk(folder, program)


class TestTheText:
    def test_comes_back_as_it_was_saved(self, tmp_path: Path) -> None:
        with desk(tmp_path, r'cp "$1" seen; printf "one\r\ntwo\n\n" >"$1"') as app:
            app.edit()
            app.sees(r"edited 'one\r\ntwo\n'")
            assert (tmp_path / "seen").read_bytes() == TEXT.encode()

    def test_is_in_a_file_of_its_owner_alone_that_goes_away(self, tmp_path: Path) -> None:
        script = 'ls -ld "$1" "$(dirname "$1")" | cut -c1-10 >modes; printf x >"$1"'
        with desk(tmp_path, script) as app:
            app.edit()
            app.sees("edited 'x'")
            assert (tmp_path / "modes").read_text().split() == ["drwx------", "-rw-------"]
            assert list((tmp_path / "tmp").iterdir()) == []

    def test_loses_the_line_break_that_editors_add(self, tmp_path: Path) -> None:
        with desk(tmp_path, 'echo >>"$1"') as app:
            app.edit()
            app.sees(r"edited 'first\r\nsecond'")

    def test_keeps_a_line_break_that_was_there(self, tmp_path: Path) -> None:
        with desk(tmp_path, ":", text="line\n") as app:
            app.edit()
            app.sees(r"edited 'line\n'")

    @pytest.mark.skipif(shutil.which("vi") is None, reason="there is no vi here")
    def test_is_edited_in_vi_when_none_is_named(self, tmp_path: Path) -> None:
        with desk(
            tmp_path, None, text="hello", EDITOR="", TERM="screen-256color", HOME=str(tmp_path)
        ) as app:
            app.edit()
            app.sees("hello")
            app.sees("text.md")
            app.program.send(b"A world\x1b:wq\r")
            app.sees("edited 'hello world'")


class TestTheTerminal:
    def test_is_the_editors_as_it_was_before_the_console(self, tmp_path: Path) -> None:
        with desk(tmp_path, "touch started; read answer; echo $answer >answer") as app:
            app.edit()
            app.waits_for("started")
            assert app.program.attributes() == app.program.attributes_before
            app.program.send(b"typed\r")
            app.sees("edited")
            assert (tmp_path / "answer").read_text() == "typed\n"

    def test_gets_nothing_from_the_console_that_works_on(self, tmp_path: Path) -> None:
        with desk(tmp_path, "echo EDITOR; read answer") as app:
            app.edit()
            app.program.wait_for(b"EDITOR")
            ticks = app.ticks
            # More than Textual's queue holds: what nobody takes from it would stop the console.
            app.program.wait_until(lambda: app.ticks > ticks + 60)
            assert b"tick" not in app.program.output.rpartition(b"EDITOR")[2]

    def test_is_drawn_on_again_whole(self, tmp_path: Path) -> None:
        with desk(tmp_path, "stty raw -echo; clear; yes rubbish | head -20") as app:
            app.edit()
            app.sees("edited")
            app.sees("tick")
            app.sees("stays")
            app.program.wait_until(lambda: "rubbish" not in "".join(app.program.lines()))
            app.program.send(b"Q")
            assert app.program.wait_for_exit() == 0
            assert_restored(app.program)


class TestKeysForTheEditor:
    @pytest.mark.parametrize("key", [b"\x03", b"\x1c"], ids=["ctrl+c", "ctrl+backslash"])
    def test_do_not_end_the_console(self, tmp_path: Path, key: bytes) -> None:
        script = "trap 'touch caught; exit 0' INT QUIT; touch started; while :; do sleep 0.05; done"
        with desk(tmp_path, script) as app:
            app.edit()
            app.waits_for("started")
            app.program.send(key)
            app.waits_for("caught")
            app.sees("edited")

    def test_stop_both_and_leave_the_terminal_to_the_editor_afterwards(
        self, tmp_path: Path
    ) -> None:
        script = "touch started; kill -STOP $$; echo RESUMED; read answer"
        with desk(tmp_path, script) as app:
            app.edit()
            app.waits_for("started")
            app.program.wait_until(app.program.is_stopped)
            app.program.signal(signal.SIGCONT)
            app.program.wait_until(lambda: b"RESUMED" in app.program.output)
            ticks = app.ticks
            app.program.wait_until(lambda: app.ticks > ticks + 5)
            assert app.program.attributes() == app.program.attributes_before
            assert b"\x1b[" not in app.program.output.rpartition(b"RESUMED")[2]

    def test_stop_both_and_the_shell_lets_both_go_on(self, tmp_path: Path) -> None:
        with desk(tmp_path, "touch started; kill -STOP $$; touch resumed") as app:
            app.edit()
            app.waits_for("started")
            app.program.wait_until(app.program.is_stopped)
            app.program.signal(signal.SIGCONT)
            app.waits_for("resumed")
            app.sees("edited")


class TestAnEditor:
    @pytest.mark.parametrize(
        ("variables", "words"),
        [
            ({"EDITOR": "no-such-editor -w"}, "$EDITOR names an editor that is not here"),
            ({"VISUAL": "'open"}, "$VISUAL has a quotation mark too many"),
            ({"EDITOR": "", "PATH": "/nowhere"}, "There is no editor here"),
        ],
    )
    def test_that_cannot_be_found_is_told(
        self, tmp_path: Path, variables: dict[str, str], words: str
    ) -> None:
        with desk(tmp_path, None, **variables) as app:
            app.edit()
            app.sees(words)

    def test_that_cannot_be_started_is_told(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken"
        broken.write_text("#!/no/such/interpreter\n")
        broken.chmod(0o700)
        with desk(tmp_path, None, EDITOR=str(broken)) as app:
            app.edit()
            app.sees("could not be started")
            app.sees("tick")

    def test_that_gives_up_changes_nothing(self, tmp_path: Path) -> None:
        with desk(tmp_path, "exit 3") as app:
            app.edit()
            app.sees("ended with code 3")
            assert app.handed_over == []

    @pytest.mark.parametrize("end", ["exit 1", "kill -KILL $$"])
    def test_that_fails_after_saving_leaves_what_it_saved(self, tmp_path: Path, end: str) -> None:
        with desk(tmp_path, f'printf saved >"$1"; {end}') as app:
            app.edit()
            app.sees("What was saved there is in")
            (file,) = app.handed_over
            assert file.read_text() == "saved"
            assert str(file) in "".join(app.program.lines())

    def test_that_saves_in_another_encoding_is_told(self, tmp_path: Path) -> None:
        with desk(tmp_path, r'printf "caf\351" >"$1"') as app:
            app.edit()
            app.sees("did not save the text as UTF-8")
            (file,) = app.handed_over
            assert file.read_bytes() == b"caf\xe9"

    def test_leaves_no_mode_behind_when_the_console_is_left(self, tmp_path: Path) -> None:
        script = r"printf '\033[?1049h\033[?1000h\033[?2004h'; touch started; exec sleep 600"
        with desk(tmp_path, script) as app:
            app.edit()
            app.waits_for("started")
            app.program.signal(signal.SIGTERM)
            assert app.program.wait_for_exit() == 128 + signal.SIGTERM
            assert_restored(app.program)

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
    def test_does_not_outlive_the_console(self, tmp_path: Path, number: signal.Signals) -> None:
        script = 'stty raw -echo; printf saved >"$1"; echo $$ >pid; exec sleep 600'
        with desk(tmp_path, script) as app:
            app.edit()
            app.waits_for("pid")
            app.program.signal(number)
            assert app.program.wait_for_exit() == 128 + number
            assert app.program.attributes() == app.program.attributes_before
            pid = int((tmp_path / "pid").read_text())
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)
            assert [file.read_text() for file in app.handed_over] == ["saved"]
