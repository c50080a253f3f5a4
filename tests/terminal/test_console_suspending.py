"""Rows 63 and 64: a console that was stopped, stalled, or left alone in tmux, and goes on."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from tests.fakes import until
from tests.sandbox_server import Sandbox, running_sandbox
from tests.terminal.console_screen import POLL, REPAINT, TICK, ConsoleScreen
from tests.terminal.pty_program import PROGRAMS
from tests.terminal.test_leaving import assert_restored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CTRL_Z = b"\x1a"
CALLS = "/v1/calls"
FULL = 4000
"""Bytes, of which a terminal that reads nothing takes hardly more."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=5, live=3) as sandbox:
        yield sandbox


class TestCtrlZ:
    def test_leaves_the_terminal_to_the_shell_and_fg_brings_it_back_with_news(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        with ConsoleScreen(sandbox.url, tmp_path, shell=True) as console:
            console.send(CTRL_Z)
            console.wait_for(b"[stopped]")
            assert_restored(console)
            sandbox.control.delete("/requests")

            console.send(b"fg\n")
            console.wait_for(b"\x1b[?1049h")
            # No time passes here: what is asked is asked at once.
            console.wait_until(lambda: bool(sandbox.requests("GET", CALLS)))
            console.step(b"")
            assert console.shows("● talking")
            shown = console.looks()
            console.step(REPAINT)
            assert console.looks() == shown

    def test_says_that_there_is_no_shell_to_go_back_to(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        with ConsoleScreen(sandbox.url, tmp_path) as console:
            console.send(CTRL_Z)
            console.wait_to_see("No shell waits here")
            console.step(b"")


class TestATerminalThatTookNothing:
    def test_shows_what_there_is_as_soon_as_it_reads_again(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        with ConsoleScreen(sandbox.url, tmp_path) as console:
            console.send(REPAINT * 50)
            console.wait_until(lambda: waiting_bytes(console) >= FULL, reading=False)
            with sandbox.api() as api:
                call = api.get("/calls", params={"status": "in_progress"}).json()["items"][0]
            sandbox.edit("calls", call["id"], to_number="+4930123456", from_number="+4930123456")

            console.step(POLL + TICK)
            console.wait_to_see("+49 30 123456")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
class TestTmux:
    def test_may_be_detached_and_attached_again(self, sandbox: Sandbox, tmp_path: Path) -> None:
        tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
        environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        environ |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(tmp_path))

        def run(*arguments: str) -> str:
            command = [*tmux, *arguments]
            return subprocess.run(
                command, env=environ, capture_output=True, text=True, check=True
            ).stdout

        program = [sys.executable, str(PROGRAMS / "console_app.py"), sandbox.url, str(tmp_path)]
        run("new-session", "-d", "-x", "100", "-y", "30", *program)
        try:
            wait_until(lambda: "demo" in run("capture-pane", "-p"))
            master, slave = os.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 70, 0, 0))
            with subprocess.Popen(
                [*tmux, "attach"], stdin=slave, stdout=slave, stderr=slave, env=environ
            ) as client:
                wait_until(lambda: run("list-clients") != "")
                run("detach-client", "-s", "0")
                client.wait(20)
            os.close(master)
            os.close(slave)
            run("resize-window", "-x", "90", "-y", "25")
            wait_until(lambda: "? help" in run("capture-pane", "-p").splitlines()[24])
            run("send-keys", "q")
            wait_until(lambda: subprocess.run([*tmux, "ls"], check=False).returncode)
        finally:
            subprocess.run([*tmux, "kill-server"], check=False, stderr=subprocess.DEVNULL)


def wait_until(condition: Callable[[], object]) -> None:
    asyncio.run(until(condition))


def waiting_bytes(console: ConsoleScreen) -> int:
    """How much the console has written that the terminal has not taken."""
    return struct.unpack("i", fcntl.ioctl(console.master, termios.FIONREAD, b"\0" * 4))[0]
