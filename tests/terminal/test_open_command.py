"""`open`: the console on one call; of a call that is not there only words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import private_environ, run_command
from tests.sandbox_server import SECRET_KEY, Sandbox, running_sandbox
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """An account with one agent's call."""
    with running_sandbox(history=3) as sandbox:
        yield sandbox


def opening(sandbox: Sandbox, call_id: str, home: Path) -> PtyProgram:
    tour_shown = home / ".local" / "state" / "oneinbox-console" / "tour-shown"
    tour_shown.parent.mkdir(parents=True, exist_ok=True)
    tour_shown.touch()
    keyed = private_environ(home) | {"ONEINBOX_API_KEY": SECRET_KEY, "LC_ALL": "C.UTF-8"}
    arguments = ("--base-url", sandbox.url, "open", call_id)
    return PtyProgram("oneinbox_console.py", *arguments, environ=keyed, size=(120, 40))


def test_a_call_stands_in_front_of_the_board(sandbox: Sandbox, tmp_path: Path) -> None:
    with sandbox.api() as api:
        call = api.get("/calls").json()["items"][0]
    with opening(sandbox, call["id"], tmp_path) as program:
        program.wait_to_see("Calls ›")
        program.wait_to_see("Transcript")
        program.send(b"\x1b")
        program.wait_until(lambda: not any("Calls ›" in line for line in program.lines()))
        program.wait_to_see("OTHER SIDE")
        program.send(b"q")
        assert program.wait_for_exit() == 0


def test_one_that_is_not_there_is_said_before_anything_opens(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with opening(sandbox, "call_nosuch", tmp_path) as program:
        assert program.wait_for_exit() == 1
        assert b"There is no call call_nosuch at 127.0.0.1" in program.output
        assert b"\x1b[?1049h" not in program.output


def test_nothing_opens_where_nobody_sees_it(tmp_path: Path) -> None:
    ended = run_command("open", "call_1", environ=private_environ(tmp_path))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "needs a terminal" in ended.stderr
