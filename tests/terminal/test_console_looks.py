"""The console where colours, encodings and sizes are not what one would wish."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from tests.sandbox_server import Sandbox, running_sandbox
from tests.terminal.console_screen import ConsoleScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ESCAPE, HOME = b"\x1b[27u", b"\x1b[H"
STATES = ("● talking", "◔ connecting", "▲ stuck", "✓ completed")
SIXTEEN = {*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}
RESET, DEFAULT, BOLD, DIM, INVERSE = 0, {39, 49}, 1, 2, 7


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(history=40, live=3, calls_per_minute=6) as sandbox:
        yield sandbox


def style_numbers(written: bytes) -> set[int]:
    """All the numbers that styles were set with."""
    styles = re.findall(rb"\x1b\[([\d;]*)m", written)
    return {int(number) for style in styles for number in style.split(b";") if number}


def assert_readable(console: ConsoleScreen) -> None:
    assert [state for state in STATES if not console.shows(state)] == []
    assert console.shows("▸")


def cursor_line(console: ConsoleScreen) -> int:
    return next(y for y, line in enumerate(console.lines()) if line.startswith("▸"))


def without_times(console: ConsoleScreen) -> list[str]:
    """The lines of the screen but for clocks and ages, which move with the server's time."""
    return [re.sub(r"\s*\d+(:\d\d| [smh]\b)\s*", " ", line) for line in console.lines()]


class TestColours:
    def test_are_the_terminal_s_own_where_it_has_sixteen(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        environ = {"TERM": "xterm", "COLORTERM": ""}
        with ConsoleScreen(sandbox.url, tmp_path, environ=environ) as console:
            assert_readable(console)
            assert style_numbers(console.output) <= {RESET, BOLD, DIM, INVERSE} | DEFAULT | SIXTEEN
            assert console.looks()[cursor_line(console)][20].reverse

    def test_are_not_used_where_nobody_wants_them(self, sandbox: Sandbox, tmp_path: Path) -> None:
        with ConsoleScreen(sandbox.url, tmp_path, environ={"NO_COLOR": "1"}) as console:
            assert_readable(console)
            assert style_numbers(console.output) <= {RESET, BOLD, DIM, INVERSE} | DEFAULT
            assert console.looks()[cursor_line(console)][20].reverse


class TestText:
    def test_is_written_as_utf_8_whatever_the_locale_says(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        environ = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin1", "PYTHONUTF8": "0"}
        with ConsoleScreen(sandbox.url, tmp_path, environ=environ) as console:
            assert_readable(console)
            assert console.shows("サポート")

    def test_is_ascii_where_there_is_nothing_else_but_for_what_people_wrote(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        with ConsoleScreen(sandbox.url, tmp_path, environ={"ONEINBOX_ASCII": "1"}) as console:
            for keys in (b"", b"o", ESCAPE, b":", ESCAPE):
                console.step(keys)
                signs = {sign for sign in "".join(console.lines()) if not sign.isalnum()}
                assert [sign for sign in signs if not sign.isascii()] == []


class TestSizes:
    @pytest.mark.parametrize("size", [(39, 40), (120, 11)])
    def test_too_small_to_read_anything_say_so(
        self, sandbox: Sandbox, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        with ConsoleScreen(sandbox.url, tmp_path, size=size) as console:
            assert console.shows("Too small: 40x12")
            assert not console.shows("demo")
            console.resize(80, 24)
            console.wait_to_see("▌demo")
            console.step(b"")
            assert_readable(console)

    def test_are_the_terminal_s_whatever_the_environment_says(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        environ = {"COLUMNS": "50", "LINES": "10"}
        with ConsoleScreen(sandbox.url, tmp_path, environ=environ, size=(90, 30)) as console:
            assert len(console.lines()[0]) == 90
            assert "? help" in console.lines()[29]

    def test_of_a_single_cell_can_be_left(self, sandbox: Sandbox, tmp_path: Path) -> None:
        with ConsoleScreen(sandbox.url, tmp_path, size=(1, 1)) as console:
            console.send(b"q")
            assert console.wait_for_exit() == 0

    def test_that_change_all_the_time_leave_a_screen_like_any_other(
        self, sandbox: Sandbox, tmp_path: Path
    ) -> None:
        rng = random.Random(7)
        sizes = [(rng.randint(1, 200), rng.randint(1, 60)) for _ in range(20)]
        with ConsoleScreen(sandbox.url, tmp_path, size=(100, 30)) as console:
            before = without_times(console)
            for size in (*sizes, (20, 5), (0, 0), (500, 500), (1, 1)):
                console.resize(*size)
                console.step(rng.choice([b"", b"\t", b"G", b"\x1b[6~"]))
            console.resize(100, 30)
            console.step(ESCAPE + HOME)
            console.wait_until(lambda: without_times(console) == before)
