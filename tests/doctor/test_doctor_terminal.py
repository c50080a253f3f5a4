"""The doctor on the terminal, on tmux, and on the way a copy takes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from console.accounts.settings import Settings
from console.doctor.case import Shown
from console.doctor.finding import Finding, State
from console.doctor.multiplexer import judged, multiplexer
from console.doctor.terminal import clipboard, colours, terminal, text
from tests.doctor.conftest import new_case

if TYPE_CHECKING:
    from collections.abc import Iterator

TMUX = {
    "version": "3.4",
    "escape-time": "10",
    "default-terminal": "tmux-256color",
    "set-clipboard": "external",
}


class TestTheTerminal:
    def seen(self, term: str, columns: int, lines: int) -> Finding:
        case = new_case({"TERM": term, "COLORTERM": "truecolor"})
        return terminal(replace(case, shown=Shown(columns, lines, "")))

    def test_is_named_with_colours_and_size(self) -> None:
        finding = self.seen("xterm-256color", 160, 45)
        assert finding.state is State.OK
        assert finding.words == "xterm-256color, 16.7 million colours, 160x45"

    def test_that_is_small_is_told_and_too_small_is_wrong(self) -> None:
        assert self.seen("xterm", 79, 24).state is State.NOTE
        assert self.seen("xterm", 39, 24).state is State.WRONG
        assert self.seen("xterm", 80, 11).state is State.WRONG

    def test_that_cannot_draw_is_wrong(self) -> None:
        assert self.seen("dumb", 80, 24).state is State.WRONG

    def test_that_is_not_there_is_no_fault(self) -> None:
        assert terminal(new_case({})).state is State.NOTE

    @pytest.mark.parametrize(
        ("environ", "words"),
        [
            ({"TERM": "xterm"}, "16 colours"),
            ({"TERM": "screen-256color"}, "256 colours"),
            ({"TERM": "xterm", "COLORTERM": "24bit"}, "16.7 million colours"),
            ({"TERM": "xterm", "COLORTERM": "24bit", "NO_COLOR": ""}, "no colours (NO_COLOR)"),
        ],
    )
    def test_has_the_colours_that_its_environment_says(
        self, environ: dict[str, str], words: str
    ) -> None:
        assert colours(environ) == words

    def test_of_plain_signs_is_not_asked_how_wide_it_draws(self) -> None:
        case = replace(new_case({"ONEINBOX_ASCII": "1"}), shown=Shown(80, 24, "●"))
        case.found_settings = Settings(Path("settings.toml"))
        assert "plain signs" in text(case).words


class TestTmux:
    def test_that_is_set_well_needs_nothing(self) -> None:
        finding = judged(TMUX)
        assert (finding.state, finding.remedy) == (State.OK, "")
        assert "escape-time 10 ms" in finding.words

    @pytest.mark.parametrize(
        ("option", "value", "remedy"),
        [
            ("escape-time", "500", "set -s escape-time 10"),
            ("default-terminal", "screen", "set -g default-terminal tmux-256color"),
            ("version", "3.1c", "Copies stay in tmux's buffer"),
        ],
    )
    def test_that_is_not_is_told_how(self, option: str, value: str, remedy: str) -> None:
        finding = judged(TMUX | {option: value})
        assert finding.state is State.NOTE
        assert remedy in finding.remedy

    def test_of_a_version_without_numbers_is_the_newest(self) -> None:
        assert judged(TMUX | {"version": "master"}).state is State.OK

    async def test_that_does_not_answer_is_told(self, environ: dict[str, str]) -> None:
        finding = await multiplexer(new_case(environ | {"TMUX": "/nowhere/socket,1,0"}))
        assert finding.state is State.NOTE

    async def test_that_is_not_there_needs_nothing(self, environ: dict[str, str]) -> None:
        assert (await multiplexer(new_case(environ))).words == "none"

    async def test_screen_is_told_to_pass_no_copy_on(self, environ: dict[str, str]) -> None:
        finding = await multiplexer(new_case(environ | {"STY": "1.pts-0"}))
        assert "GNU screen" in finding.words


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
class TestARealTmux:
    @pytest.fixture
    def socket(self, environ: dict[str, str], tmp_path: Path) -> Iterator[str]:
        command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
        start = [*command, "new-session", "-d", "cat", ";", "set", "-s", "escape-time", "321"]
        subprocess.run(start, env=environ, check=True)
        yield command[2]
        subprocess.run([*command, "kill-server"], env=environ, check=True)

    async def test_says_how_it_is_set(self, environ: dict[str, str], socket: str) -> None:
        finding = await multiplexer(new_case(environ | {"TMUX": f"{socket},1,0"}))
        assert "escape-time 321 ms" in finding.words
        assert "Esc waits" in finding.remedy


class TestACopy:
    @pytest.mark.parametrize(
        ("environ", "state", "words"),
        [
            ({"TMUX": "x", "DISPLAY": ":0"}, State.OK, "tmux's buffer"),
            ({"DISPLAY": ":0", "TERM": "xterm"}, State.OK, "this machine's display"),
            ({"DISPLAY": ":0", "TERM": "xterm", "SSH_TTY": "x"}, State.OK, "OSC 52"),
            ({"TERM": "linux"}, State.NOTE, "none"),
        ],
    )
    def test_goes_where_the_console_would_send_it(
        self, environ: dict[str, str], state: State, words: str
    ) -> None:
        finding = clipboard(new_case(environ))
        assert finding.state is state
        assert words in finding.words
