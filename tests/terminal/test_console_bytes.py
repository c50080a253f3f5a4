"""What the board of calls costs on the wire, the whole screen of it, with 200 calls."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from console.clock import SystemClock
from console.tui.terminal.crash import CrashReports, Redactor
from console.tui.terminal.guarded_app import GuardedApp
from tests.sandbox_server import Sandbox, running_sandbox
from tests.terminal.console_screen import POLL, REPAINT, SECOND, TICK, ConsoleScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.app import ComposeResult

WIDE, NARROW = (120, 40), (80, 24)
ESCAPE, PAGE_DOWN = b"\x1b[27u", b"\x1b[6~"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(live=200, history=40) as sandbox:
        yield sandbox


@pytest.fixture(scope="module", params=[WIDE, NARROW], ids=["120x40", "80x24"])
def board(
    request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ConsoleScreen]:
    """A board that all tests share: starting one takes a second."""
    with ConsoleScreen(sandbox.url, tmp_path_factory.mktemp("state"), size=request.param) as board:
        yield board


class TestNothing:
    def test_an_unchanged_poll_writes_nothing(self, board: ConsoleScreen) -> None:
        assert board.step(POLL) == b""

    def test_a_tick_in_which_no_time_passed_writes_nothing(self, board: ConsoleScreen) -> None:
        board.step(TICK)
        assert board.step(TICK) == b""

    def test_turning_to_another_window_and_back_writes_nothing(self, board: ConsoleScreen) -> None:
        before = board.looks()
        written = board.step(b"\x1b[O") + board.step(b"\x1b[I")
        assert len(written) < 1000  # the cursor's row is dimmed meanwhile
        assert board.looks() == before

    def test_a_mouse_that_moves_over_it_writes_nothing(self, board: ConsoleScreen) -> None:
        assert board.step(b"\x1b[<35;20;20M\x1b[<35;21;22M\x1b[<35;60;2M") == b""


class TestLittle:
    def test_a_changed_cell_with_its_flash_and_the_way_back(
        self, board: ConsoleScreen, sandbox: Sandbox
    ) -> None:
        board.step(TICK)
        line, call = unlike_others(board, sandbox)
        before, start = board.lines(), len(board.output)
        other = next(
            agent for agent in records(sandbox, "agents") if agent["id"] != call["agent_id"]
        )
        sandbox.edit("calls", call["id"], agent_id=other["id"])
        name = other["name"][:8]
        board.step(POLL)
        board.wait_until(lambda: board.output[start:].count(name.encode()) == 2)
        assert len(board.output) - start < 1000
        assert [y for y, text in enumerate(board.lines()) if text != before[y]] == [line]
        assert name in board.lines()[line]

    def test_a_second(self, board: ConsoleScreen) -> None:
        board.step(TICK)
        before = board.looks()
        written = board.step(SECOND)
        changed = sum(
            old != new
            for row, row_before in zip(board.looks(), before, strict=True)
            for new, old in zip(row, row_before, strict=True)
        )
        assert 0 < len(written) < 100 + 20 * changed

    def test_moving_the_cursor(self, board: ConsoleScreen) -> None:
        assert 0 < len(board.step(b"j")) < 1500
        assert 0 < len(board.step(b"k")) < 1500

    def test_going_to_the_reading_pane_and_back(self, board: ConsoleScreen) -> None:
        assert len(board.step(b"\t")) < 500
        assert len(board.step(b"\t")) < 500

    def test_opening_the_filter_and_closing_it(self, board: ConsoleScreen) -> None:
        # The last line shows other keys while one types: those that are not typed.
        assert 0 < len(board.step(b"/")) < 2500
        assert 0 < len(board.step(ESCAPE)) < 2500

    def test_opening_the_command_line_and_closing_it(self, board: ConsoleScreen) -> None:
        before = board.looks()
        assert 0 < len(board.step(b":")) < 8000
        assert 0 < len(board.step(ESCAPE)) < 8000
        assert board.looks() == before


class TestTruth:
    def test_what_piecemeal_writing_left_is_what_repainting_everything_shows(
        self, board: ConsoleScreen
    ) -> None:
        steps = [b"j", b"k", b" ", b"/", b"x?", b"\t", b":", b"?", b"f", b"e", b"G", b">"]
        steps += [ESCAPE, ESCAPE, PAGE_DOWN, SECOND, SECOND, b"\x1b[<65;20;20M", b"\x1b[<0;9;9M"]
        for keys in random.Random(7).choices(steps, k=40):
            board.step(keys)
        looks = board.looks()
        assert board.step(REPAINT)
        assert board.looks() == looks


class TestAField:
    async def test_has_a_cursor_that_does_not_blink(self, tmp_path: Path) -> None:
        class Form(GuardedApp):
            def compose(self) -> ComposeResult:
                yield Input()

        app = Form(crashes=CrashReports(tmp_path, SystemClock(), Redactor()))
        async with app.run_test():
            assert app.query_one(Input).has_focus
            assert not app.query_one(Input).cursor_blink


def records(sandbox: Sandbox, kind: str) -> list[dict[str, Any]]:
    """The first few hundred records of a kind."""
    with sandbox.api() as api:
        pages = [api.get(f"/{kind}", params={"limit": 100, "offset": n}) for n in (0, 100, 200)]
        return [record for page in pages for record in page.json()["items"]]


def unlike_others(board: ConsoleScreen, sandbox: Sandbox) -> tuple[int, dict[str, Any]]:
    """A line far from the cursor whose agent and number no other call has, and its call."""
    names = {agent["id"]: agent["name"][:8] for agent in records(sandbox, "agents")}
    calls = [call for call in records(sandbox, "calls") if call["status"] == "in_progress"]
    for y, line in list(enumerate(board.lines()))[10:-3]:
        digits = re.sub("[ -]", "", line)
        found = [
            call
            for call in calls
            if names[call["agent_id"]] in line
            and any(
                number and number in digits for number in (call["from_number"], call["to_number"])
            )
        ]
        if len(found) == 1:
            return y, found[0]
    raise AssertionError("no call is unlike all others")
