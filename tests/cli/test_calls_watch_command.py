"""`calls watch`: a line for each change, until what it waits for, or a person, ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.cli.at_sandbox import CommandLine, command_line
from tests.command import ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

PATIENCE = 45.0


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Generator[CommandLine]:
    """An account with some live calls."""
    with command_line(tmp_path_factory.mktemp("home"), live=4) as line:
        yield line


@contextmanager
def watching(line: CommandLine, *arguments: str) -> Generator[subprocess.Popen[str]]:
    """A watch that goes on while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "console", "calls", "watch", *arguments],
        env=line.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as watch:
        try:
            yield watch
        finally:
            watch.kill()


def first_line(watch: subprocess.Popen[str]) -> str:
    assert watch.stdout is not None
    return watch.stdout.readline()


class TestWatching:
    def test_writes_what_a_call_becomes_until_it_has_ended(self, line: CommandLine) -> None:
        call = line.of("calls", status="in_progress")
        with watching(line, f"id:{call['id']}", "--until-ended", call["id"], "--jsonl") as watch:
            begun = json.loads(first_line(watch))
            assert (begun["state"], begun["call"]["id"]) == ("talking", call["id"])
            ended_at = line.sandbox.now().isoformat()
            changes = {"status": "completed", "ended_at": ended_at, "end_reason": "user_hangup"}
            line.sandbox.edit("calls", call["id"], **changes)
            rest, _ = watch.communicate(timeout=PATIENCE)
            assert watch.returncode == 0
        written = [json.loads(each) for each in rest.splitlines()]
        assert written[-1]["state"] == "completed"
        assert written[-1]["call"]["end_reason"] == "user_hangup"

    def test_is_ended_by_ctrl_c_with_130(self, line: CommandLine) -> None:
        with watching(line, "status:talking") as watch:
            assert "talking" in first_line(watch)
            watch.send_signal(signal.SIGINT)
            _, told = watch.communicate(timeout=PATIENCE)
            assert (watch.returncode, told.strip()) == (130, "")

    def test_ends_after_as_long_as_it_was_told(self, line: CommandLine) -> None:
        rows = line.done("calls", "watch", "status:talking", "--for", "0").splitlines()
        assert rows
        assert all("talking" in row for row in rows)

    def test_refuses_what_cannot_be_waited_for(self, line: CommandLine) -> None:
        assert line.run("calls", "watch", "--until-ended", "call_none").returncode == 1
        assert line.run("calls", "watch", "--json").returncode == 2
