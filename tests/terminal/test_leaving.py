"""Every way out: the exit code says which, and the terminal is as it was found."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
RESTORED = (
    b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l",
    b"\x1b[?1004l", b"\x1b[?25h", b"\x1b[?7h", b"\x1b[<u",
)  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Iterator[PtyProgram]:
    with PtyProgram("small_app.py", str(tmp_path)) as program:
        program.wait_for(b"ready")
        yield program


def assert_restored(program: PtyProgram) -> None:
    program.read_rest()
    last_entry = program.output.rindex(b"\x1b[?1049h")
    after = program.output[last_entry:]
    assert [mode for mode in RESTORED if mode not in after] == []
    assert program.attributes() == program.attributes_before


class TestLeavingByKey:
    def test_quitting_restores_the_terminal(self, program: PtyProgram) -> None:
        program.send(b"Q")
        assert program.wait_for_exit() == 0
        assert_restored(program)

    def test_ends_the_mouse_s_counting_of_pixels_where_the_terminal_can_do_that(
        self, program: PtyProgram
    ) -> None:
        program.send(b"\x1b[?2048;2$y")  # what such a terminal says of itself
        program.wait_for(b"\x1b[?1016h")
        program.send(b"Q")
        assert program.wait_for_exit() == 0
        assert b"\x1b[?1016l" in program.output.rpartition(b"\x1b[?1016h")[2]

    def test_a_thread_that_hangs_does_not_delay_it(
        self, program: PtyProgram, tmp_path: Path
    ) -> None:
        program.send(b"T")
        program.wait_until((tmp_path / "hanging").exists)
        program.send(b"Q")
        assert program.wait_for_exit() == 0
        assert not (tmp_path / "cleaned up").exists(), "it left the hard way"

    def test_a_cleanup_that_hangs_is_cut_short(self, program: PtyProgram, tmp_path: Path) -> None:
        program.send(b"U")
        assert program.wait_for_exit() == 0
        assert (tmp_path / "cleaned up").exists()
        assert_restored(program)


class TestSignals:
    @pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
    def test_the_app_leaves_by_itself_when_it_can(
        self, program: PtyProgram, number: signal.Signals, tmp_path: Path
    ) -> None:
        program.signal(number)
        assert program.wait_for_exit() == 128 + number
        assert (tmp_path / "unmounted").exists()
        assert not (tmp_path / "cleaned up").exists()
        assert_restored(program)

    def test_a_blocked_event_loop_is_left_the_hard_way(
        self, program: PtyProgram, tmp_path: Path
    ) -> None:
        program.send(b"B")
        program.wait_until((tmp_path / "blocked").exists)
        program.signal(signal.SIGTERM)
        assert program.wait_for_exit() == 143
        assert (tmp_path / "cleaned up").exists()
        assert_restored(program)

    def test_a_terminal_that_takes_no_bytes_is_restored_once_it_does(
        self, program: PtyProgram, tmp_path: Path
    ) -> None:
        program.send(b"F")
        program.wait_until((tmp_path / "stalled").exists, reading=False)
        program.signal(signal.SIGTERM)
        assert program.wait_for_exit(reading=False) == 143
        assert_restored(program)


class TestSuspending:
    def test_stopping_gives_the_terminal_back_and_continuing_takes_it_again(
        self, program: PtyProgram
    ) -> None:
        program.signal(signal.SIGTSTP)
        program.wait_until(program.is_stopped)
        assert_restored(program)
        program.signal(signal.SIGCONT)
        program.wait_for(b"\x1b[?1049h")
        program.send(b"abc")
        program.wait_to_see("typed abc")

    def test_a_stopped_program_can_be_terminated(self, program: PtyProgram) -> None:
        program.signal(signal.SIGTSTP)
        program.wait_until(program.is_stopped)
        program.signal(signal.SIGTERM)
        program.signal(signal.SIGCONT)
        assert program.wait_for_exit() == 143
        assert_restored(program)


class TestALostTerminal:
    @pytest.mark.parametrize(
        ("controlling", "nohup"),
        [(True, False), (False, False), (True, True)],
        ids=["told", "not told", "told not to listen"],
    )
    def test_the_program_ends_with_it(self, tmp_path: Path, controlling: bool, nohup: bool) -> None:
        with PtyProgram(
            "small_app.py", str(tmp_path), controlling=controlling, nohup=nohup
        ) as program:
            program.wait_for(b"ready")
            program.hang_up()
            assert program.wait_for_exit(reading=False) == 129
            assert (tmp_path / "unmounted").exists()
