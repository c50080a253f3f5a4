"""What every command does alike: exit codes, questions, rehearsals, pipes that close."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import ROOT
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine


class TestTheExitCode:
    @pytest.mark.parametrize(
        ("environ", "code"),
        [
            ({"ONEINBOX_BASE_URL": "http://127.0.0.1:1"}, 3),
            ({"ONEINBOX_API_KEY": "oi_sk_somebody_elses"}, 4),
            ({"ONEINBOX_BASE_URL": "no address"}, 2),
        ],
    )
    def test_says_what_to_look_at(
        self, line: CommandLine, environ: dict[str, str], code: int
    ) -> None:
        ended = line.run("calls", "list", **environ)
        assert (ended.returncode, ended.stdout) == (code, "")
        assert ended.stderr

    def test_of_an_answer_that_never_came_is_3(self, line: CommandLine) -> None:
        line.sandbox.fault("status", status=503, path="/v1/calls*")
        try:
            assert line.run("calls", "list").returncode == 3
        finally:
            line.sandbox.mend()


class TestARehearsal:
    def test_prints_what_would_be_sent_without_the_key(self, line: CommandLine) -> None:
        call = line.of("calls", status="completed")
        before = line.writes()
        asked = ("calls", "outcome", call["id"], "Interested", "--dry-run")
        assert line.done(*asked, "--read-only").splitlines() == line.done(*asked).splitlines()
        (command,) = line.done(*asked).splitlines()
        assert command.startswith(f"curl -X PATCH {line.sandbox.url}/v1/calls/{call['id']} ")
        assert '-H "Authorization: Bearer $ONEINBOX_API_KEY"' in command
        assert command.endswith("""-d '{"outcome": "Interested"}'""")
        assert line.writes() == before
        assert line.done("activity", "--jsonl") == ""


class TestAQuestion:
    def test_is_answered_on_a_terminal_and_no_is_meant_by_anything_but_yes(
        self, line: CommandLine
    ) -> None:
        call = line.of("calls", status="completed")
        asked = ("calls", "outcome", call["id"], "Voicemail")
        before = line.writes()
        for typed, code in ((b"\n", 1), (b"y\n", 0)):
            assert line.writes() == before
            with PtyProgram("oneinbox_console.py", *asked, environ=line.environ) as terminal:
                terminal.wait_for(b"Set the outcome? [y/N]")
                terminal.send(typed)
                assert terminal.wait_for_exit() == code
        assert len(line.writes()) == len(before) + 1


class TestAPipe:
    def test_that_closes_ends_a_command_quietly(self, line: CommandLine) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "console", "calls", "list", "--history"],
            env=line.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as command:
            assert command.stdout is not None
            assert command.stderr is not None
            command.stdout.close()
            told = command.stderr.read()
        assert "Traceback" not in told
        assert "Broken pipe" not in told
