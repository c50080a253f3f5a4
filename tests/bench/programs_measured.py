"""The programs that are measured: the console, the least Textual can do, and what people use."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.sandbox_process import KEY
from tests.bench.terminal import Terminal
from tests.command import ROOT, has_seen_the_tour, private_environ

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

CONSOLE, BARE, POSTING, HARLEQUIN = "console", "bare board", "posting", "harlequin"
_PEERS = ROOT / ".bench-venv"
_ROWS = 1_000


@dataclass(frozen=True)
class Program:
    """How to start a program, see that it is there, and leave it.

    Attributes:
        ready: what the screen shows once the whole first frame is there.
    """

    name: str
    command: tuple[str | Path, ...]
    ready: str
    leave: str
    environ: Mapping[str, str]
    cwd: Path | None = None

    @property
    def missing(self) -> str:
        """Why it cannot be started here; empty when it can."""
        command = str(self.command[0])
        return "" if shutil.which(command) else f"{Path(command).name} is not installed"

    @contextmanager
    def running(self) -> Generator[Terminal]:
        """Start it and wait until it is there."""
        with Terminal(self.command, environ=self.environ, cwd=self.cwd) as terminal:
            terminal.ready = terminal.shown(self.ready)
            yield terminal


def console(url: str, home: Path, *arguments: str) -> Program:
    """The console on a server, in a home of its own."""
    own = has_seen_the_tour(private_environ(home))
    environ = own | {"ONEINBOX_API_KEY": KEY, "ONEINBOX_BASE_URL": url}
    return Program(
        CONSOLE, (sys.executable, "-m", "console", *arguments), r"STATE +TIME", "q", environ, ROOT
    )


def peers(home: Path) -> tuple[Program, ...]:
    """The others, whether they are installed or not."""
    environ = private_environ(home)
    folder, calls = home / "collection", home / "calls.db"
    folder.mkdir(exist_ok=True)
    _fill(calls)
    board = Path(__file__).parent / "programs" / "bare_board.py"
    harlequin = _PEERS / "harlequin" / "bin" / "harlequin"
    return (
        Program(BARE, (sys.executable, board), r"STATE +TIME", "q", environ),
        Program(
            POSTING,
            (_PEERS / "posting" / "bin" / "posting", "--collection", folder),
            r"\^o Jump", "\x03", environ,
        ),
        Program(HARLEQUIN, (harlequin, "-a", "sqlite", calls), "Run Query", "\x11", environ),
        Program("textual demo", (sys.executable, "-m", "textual"), "Widgets", "\x11", environ),
        Program("htop", ("htop",), "F10Quit", "q", environ),
        Program("btop", ("btop",), "cpu", "q", environ),
    )  # fmt: skip


def named(name: str, programs: tuple[Program, ...]) -> Program:
    """The program of that name."""
    return next(program for program in programs if program.name == name)


def versions() -> str:
    """What this run was made with, for the foot of the table."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def _fill(file: Path) -> None:
    """As many rows for Harlequin as the board has calls."""
    rows = ((n, "talking", f"Agent {n % 7}", f"+44 20 7946 {n:04}", n) for n in range(_ROWS))
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS calls (id, state, agent, number, cost)")
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
