"""How long a key takes to be answered, on boards that are updated while keys are pressed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measurement import Measurement, at_most, not_seen, p95, seen
from tests.bench.programs_measured import HARLEQUIN, console, named, peers
from tests.bench.sandbox_process import sandbox_process

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.bench.terminal import Terminal
    from tests.sandbox_server import Sandbox

TIMES = 60
PAGE, DOWN, PAGE_DOWN, HOME, ESCAPE = "\x06", "\x1b[B", "\x1b[6~", "\x1b[H", "\x1b"
FILLED = r"● live"
PLACES = {
    "h": "WORDS|RESULT|COMMON",
    "a": "AGENT",
    "p": "PROMPT",
    "n": "NUMBER",
    "c": "STATE +TIME",
}
_MENU = "The top of the page"
_TURNS = 500
_PROMPT = 50_000


def measure() -> list[Measurement]:
    """Boards of 1,000, 10,000 and 50,000 calls, a long transcript, a long prompt, and Harlequin."""
    rows: list[Measurement] = []
    with board("1000") as (terminal, sandbox):
        moves, pages = press(terminal, "j"), press(terminal, PAGE, 25)
        terminal.show(HOME, FILLED)
        rows += [
            at_most("move, 1,000 calls", moves, "ms", 8, by=p95),
            at_most("page, 1,000 calls", pages, "ms", 12, by=p95),
            at_most("60 keys at 30 a second: behind after the last", held(terminal), "ms", 50),
            *_screens(terminal),
            at_most("open a transcript of 500 turns", _transcript(terminal, sandbox), "ms", 50),
            at_most("key in a prompt of 50,000", _prompt(terminal, sandbox), "ms", 25, by=p95),
        ]
    rows += _harlequin(moves)
    with board("10000", filled_in=60) as (terminal, _):
        terminal.show("/", "words  field")
        keys = [terminal.press(key).milliseconds for key in "anna !status:failed dur>10"]
        rows.append(at_most("filter key, 10,000 calls", keys, "ms", 25, by=p95))
    with board("50000", filled_in=200) as (terminal, _):
        large_moves, large_pages = press(terminal, "j"), press(terminal, PAGE, 25)
    for what, small, large in (("move", moves, large_moves), ("page", pages, large_pages)):
        ratio = [median(large) / median(small)]
        rows.append(seen(f"{what}, 50,000 calls", large, "ms"))
        rows.append(at_most(f"{what} at 50,000, of that at 1,000", ratio, "", 1.1))
    return rows


@contextmanager
def board(live: str, filled_in: float = 30) -> Generator[tuple[Terminal, Sandbox]]:
    """The console on a busy sandbox with so many live calls, all of them on its board.

    Args:
        live: how many.
        filled_in: seconds that reading all of them may take.
    """
    with (
        tempfile.TemporaryDirectory() as home,
        sandbox_process("--live", live, "--history", "100") as sandbox,
        console(sandbox.url, Path(home)).running() as terminal,
    ):
        terminal.shown(FILLED, filled_in)
        terminal.watch(3)
        yield terminal, sandbox


def press(terminal: Terminal, key: str, times: int = TIMES) -> list[float]:
    """Milliseconds until each press of a key is seen."""
    return [terminal.press(key).milliseconds for _ in range(times)]


def held(terminal: Terminal) -> list[float]:
    """Milliseconds that the screen is behind a key that was held for two seconds."""
    return [terminal.hold(key, 60, 30) for key in "jkj"]


def _screens(terminal: Terminal) -> list[Measurement]:
    """Each place first, then each again."""
    first = [_go(terminal, letter) for letter in PLACES]
    again = [_go(terminal, letter) for _ in range(5) for letter in PLACES]
    return [
        seen("switch screens, the first time", first, "ms"),
        at_most("switch screens", again, "ms", 60, by=p95),
    ]


def _go(terminal: Terminal, letter: str) -> float:
    terminal.show("g", _MENU)
    sent = terminal.send(letter)
    took = (terminal.shown(PLACES[letter], instead_of=_MENU) - sent) * 1000
    terminal.rest()
    return took


def _transcript(terminal: Terminal, sandbox: Sandbox) -> list[float]:
    """Open a call that ended with 500 turns, again and again."""
    with sandbox.api() as api:
        calls = api.get("/calls", params={"status": "in_progress", "limit": 1}).json()["items"]
    turns = [
        {"role": ("agent", "user")[n % 2], "content": f"Turn {n} of a long conversation."}
        for n in range(_TURNS)
    ]
    over = {"status": "completed", "ended_at": f"{sandbox.now():%FT%T}Z"}
    named = {"messages": turns, "variables": {"order_id": "LONG-500"}}
    sandbox.edit("calls", calls[0]["id"], **over, **named)
    terminal.show("/", "words  field")
    terminal.send("LONG-500\r")
    terminal.shown(r"1 of [\d,]+", 30)
    took: list[float] = []
    for _ in range(10):
        terminal.rest()
        assert terminal.text  # all that came before is played
        sent = terminal.send("\r")
        took.append((terminal.shown("Turn 1 of a long") - sent) * 1000)
        terminal.rest()
        terminal.show(ESCAPE, "STATE +TIME")
    return took


def _prompt(terminal: Terminal, sandbox: Sandbox) -> list[float]:
    with sandbox.api() as api:
        model_id: str = api.get("/models", params={"limit": 1}).json()["items"][0]["id"]
    words = "Be kind and brief, and never promise what nobody keeps. " * (_PROMPT // 56)
    sandbox.edit("models", model_id, system_prompt=words, name="AAA long prompt")
    terminal.show(ESCAPE, ".")
    terminal.show("\x12", ".")
    terminal.send("gp")
    terminal.shown("AAA long prompt", 30)
    terminal.send("/AAA long\r")
    terminal.rest()
    terminal.send("\r")
    terminal.shown(r"\^s save")
    terminal.rest()
    return [terminal.press(key).milliseconds for key in "Speak slowly to those who are hurt. " * 2]


def _harlequin(ours: list[float]) -> list[Measurement]:
    with tempfile.TemporaryDirectory() as home:
        program = named(HARLEQUIN, peers(Path(home)))
        if program.missing:
            return [not_seen("move, of Harlequin's", program.missing)]
        with program.running() as terminal:
            terminal.watch(2)
            terminal.show("select * from calls", "from calls")
            terminal.show("\n", "1,000 Records")
            terminal.show("\t\t", "Records")
            moves = press(terminal, DOWN)
            pages = press(terminal, PAGE_DOWN, 15)
    return [
        seen("harlequin: move", moves, "ms"),
        seen("harlequin: page", pages, "ms"),
        at_most("move at p95, of Harlequin's", [p95(ours) / p95(moves)], "", 1),
    ]
