"""Copying tells the truth, takes no longer than seconds, and never copies a key."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from console.tui.terminal.clipboard import CopyResult, copy
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.terminal.secret_input import SecretInput
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.pilot import Pilot

PLAIN = {"PATH": os.environ["PATH"], "TERM": "xterm-256color"}


class Terminal:
    """Takes the sequences that a copy sends."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def clipboard(self) -> str:
        (sequence,) = self.written
        assert sequence.startswith("\x1b]52;c;")
        assert sequence.endswith("\a")
        return base64.b64decode(sequence[7:-1]).decode()


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


async def copy_to(terminal: Terminal, text: str, environ: dict[str, str]) -> CopyResult:
    return await copy(text, environ=PLAIN | environ, write=terminal.written.append)


class TestThePlainTerminal:
    async def test_is_sent_the_text_and_no_more_is_claimed(self, terminal: Terminal) -> None:
        copied = await copy_to(terminal, "Grüße\n+49 151", {})
        assert terminal.clipboard() == "Grüße\n+49 151"
        assert copied == CopyResult("Sent to your terminal's clipboard.", ok=True)

    async def test_gets_no_line_break_at_the_end_that_would_run_a_command(
        self, terminal: Terminal
    ) -> None:
        await copy_to(terminal, "curl https://example.com\n\n", {})
        assert terminal.clipboard() == "curl https://example.com"

    async def test_gets_no_control_characters(self, terminal: Terminal) -> None:
        await copy_to(terminal, "a\x1b[200~b\x9bc\u202ed\te", {})
        assert not set("\x1b\x9b\u202e\t") & set(terminal.clipboard())

    async def test_is_spared_more_than_it_may_take(self, terminal: Terminal) -> None:
        copied = await copy_to(terminal, "ä" * 500_000, {})
        assert terminal.written == []
        assert not copied.ok
        assert "1000 kB" in copied.words
        assert "file" in copied.words

    async def test_takes_the_longest_text_that_is_allowed(self, terminal: Terminal) -> None:
        assert (await copy_to(terminal, "x" * 74_000, {})).ok
        assert terminal.clipboard() == "x" * 74_000

    @pytest.mark.parametrize(
        "environ", [{"STY": "1.pts-0"}, {"TERM": "linux"}, {"TERM": "screen.xterm"}], ids=str
    )
    async def test_without_a_clipboard_is_named_as_such(
        self, terminal: Terminal, environ: dict[str, str]
    ) -> None:
        copied = await copy_to(terminal, "text", environ)
        assert terminal.written == []
        assert not copied.ok
        assert "has no clipboard" in copied.words

    async def test_is_sent_nothing_when_there_is_nothing(self, terminal: Terminal) -> None:
        assert not (await copy_to(terminal, "\n", {})).ok
        assert terminal.written == []


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
class TestTmux:
    @pytest.fixture
    def tmux(self, tmp_path: Path) -> Iterator[list[str]]:
        command = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
        subprocess.run([*command, "new-session", "-d", "cat"], env=PLAIN, check=True)
        yield command
        subprocess.run([*command, "kill-server"], env=PLAIN, check=True)

    def buffer(self, tmux: list[str]) -> str:
        shown = subprocess.run([*tmux, "show-buffer"], env=PLAIN, capture_output=True, check=True)
        return shown.stdout.decode()

    async def test_takes_the_text_into_its_buffer(
        self, terminal: Terminal, tmux: list[str]
    ) -> None:
        text = "Grüße 😀\n" + "x" * 500_000
        copied = await copy_to(terminal, text, {"TMUX": f"{tmux[2]},1,0", "DISPLAY": ":77"})
        assert self.buffer(tmux) == text
        assert copied.ok
        assert "tmux buffer" in copied.words
        assert terminal.written == []

    async def test_that_does_not_answer_is_told(self, terminal: Terminal, tmp_path: Path) -> None:
        copied = await copy_to(terminal, "text", {"TMUX": f"{tmp_path}/gone,1,0"})
        assert copied == CopyResult("Not copied: tmux did not take the text.", ok=False)


class TestTheDisplayOfThisMachine:
    """With stand-ins for xclip, which pyperclip finds by its name."""

    def xclip(self, folder: Path, script: str) -> dict[str, str]:
        tool = folder / "xclip"
        tool.write_text(f"#!/bin/sh\n{script}\n")
        tool.chmod(0o700)
        return {"DISPLAY": ":77", "PATH": f"{folder}:{PLAIN['PATH']}"}

    async def test_takes_the_text(self, terminal: Terminal, tmp_path: Path) -> None:
        board = tmp_path / "board"
        environ = self.xclip(tmp_path, f'[ "$3" = -o ] && exec cat {board}; exec cat > {board}')
        copied = await copy_to(terminal, "Grüße\n", environ)
        assert copied == CopyResult("Copied.", ok=True)
        assert board.read_text() == "Grüße"
        assert terminal.written == []

    async def test_that_has_gone_is_not_believed_and_cannot_be_heard(
        self, terminal: Terminal, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        environ = self.xclip(tmp_path, 'echo "Error: Can\'t open display" >&2; exit 1')
        copied = await copy_to(terminal, "text", environ)
        assert copied.words == "Sent to your terminal's clipboard."
        assert terminal.clipboard() == "text"
        assert capfd.readouterr() == ("", "")

    async def test_that_hangs_is_given_up(self, terminal: Terminal, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "alive")
        alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
        environ = self.xclip(tmp_path, f"exec > {tmp_path}/alive; echo alive; exec sleep 600")
        copied = await copy_to(terminal, "text", environ)
        assert copied.words == "Sent to your terminal's clipboard."
        os.set_blocking(alive, True)
        assert os.read(alive, 100) == b"alive\n"
        assert os.read(alive, 100) == b"", "it still runs"
        os.close(alive)

    async def test_is_not_where_the_operator_is_over_ssh(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        environ = self.xclip(tmp_path, f"touch {tmp_path}/called")
        await copy_to(terminal, "text", environ | {"SSH_CONNECTION": "elsewhere"})
        assert terminal.clipboard() == "text"
        assert not (tmp_path / "called").exists()


class Fields(GuardedApp):
    """One field that can be copied from, and one that cannot."""

    def __init__(self, folder: Path) -> None:
        super().__init__(crashes=CrashReports(folder, FakeClock(), Redactor()))

    def compose(self) -> ComposeResult:
        yield Input("a name")
        yield SecretInput()


async def finish_copying(pilot: Pilot[None]) -> list[str]:
    """Wait for copies under way, and return what was said about them."""
    await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
    return [note.message for note in pilot.app._notifications]


class TestTheApp:
    @pytest.fixture(autouse=True)
    def surroundings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "linux")

    async def test_says_what_became_of_a_copy(self, tmp_path: Path) -> None:
        async with Fields(tmp_path).run_test() as pilot:
            pilot.app.query_one("Input", Input).select_all()
            await pilot.press("ctrl+c")
            (words,) = await finish_copying(pilot)
            assert "has no clipboard" in words
            assert pilot.app.clipboard == "a name"

    async def test_copies_no_key_out_of_its_field(self, tmp_path: Path) -> None:
        async with Fields(tmp_path).run_test() as pilot:
            field = pilot.app.query_one(SecretInput)
            field.focus()
            await pilot.press(*"secret")
            field.select_all()
            await pilot.press("ctrl+c", "ctrl+x")
            assert await finish_copying(pilot) == []
            assert pilot.app.clipboard == ""
            assert field.value == "secret"
