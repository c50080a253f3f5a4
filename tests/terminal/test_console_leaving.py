"""Leaving the console: at once, with the terminal as it was, and with nothing left running."""

from __future__ import annotations

import re
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.terminal.pty_program import PtyProgram
from tests.terminal.test_leaving import SIGNALS, assert_restored

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SCREEN_IS_UP = b"\x1b[?1049h"


def run_demo(home: Path, **environ: str) -> PtyProgram:
    folders = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    return PtyProgram("oneinbox_console.py", "--demo", environ=folders | environ, size=(120, 40))


@contextmanager
def demo(home: Path) -> Generator[tuple[PtyProgram, int]]:
    """The demo with calls on its board, and the port of the sandbox behind it."""
    with run_demo(home) as program:
        program.wait_to_see("● live")
        found = re.search(rb"127\.0\.0\.1:(\d+)", program.output)
        assert found
        port = int(found[1])
        assert is_listening(port)
        yield program, port


def is_listening(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class TestTheDemo:
    def test_is_left_with_q(self, tmp_path: Path) -> None:
        with demo(tmp_path) as (program, port):
            program.send(b"q")
            assert program.wait_for_exit() == 0
            assert not is_listening(port)
            assert_restored(program)

    @pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
    def test_is_left_on_a_signal(self, tmp_path: Path, number: signal.Signals) -> None:
        with demo(tmp_path) as (program, port):
            program.signal(number)
            assert program.wait_for_exit() == 128 + number
            assert not is_listening(port)
            assert_restored(program)

    def test_leaves_nothing_running_when_the_console_is_killed(self, tmp_path: Path) -> None:
        with demo(tmp_path) as (program, port):
            program.signal(signal.SIGKILL)
            assert program.wait_for_exit() == -signal.SIGKILL
            program.wait_until(lambda: not is_listening(port))

    def test_says_in_a_sentence_why_it_does_not_start(self, tmp_path: Path) -> None:
        (tmp_path / "uvicorn.py").write_text("raise ImportError('no server here')")
        with run_demo(tmp_path, PYTHONPATH=str(tmp_path)) as program:
            assert program.wait_for_exit() == 1
            assert b"The sandbox did not start" in program.output
            assert b"no server here" in program.output
            assert b"Traceback" not in program.output
            assert b"File" not in program.output
            assert SCREEN_IS_UP not in program.output
