"""What the live table costs on the wire, on a board of 200 rows in a terminal of 120x40."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.terminal.pty_screen import PtyScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET = 1000
DOWN, PAGE_DOWN, PAGE_UP = b"j", b"\x1b[6~", b"\x1b[5~"


@pytest.fixture(scope="class")
def board() -> Iterator[PtyScreen]:
    """A board that the tests of one class share: starting one takes a second."""
    with PtyScreen("live_table_app.py", size=(120, 40)) as screen:
        yield screen


class TestNothing:
    def test_an_unchanged_poll_writes_nothing(self, board: PtyScreen) -> None:
        assert board.step(b"u") == b""

    def test_changes_off_the_screen_write_nothing(self, board: PtyScreen) -> None:
        assert board.step(b"o") == b""

    def test_rows_that_come_above_the_view_write_nothing(self, board: PtyScreen) -> None:
        board.step(PAGE_DOWN * 3)
        assert board.step(b"i") == b""

    def test_a_mouse_that_moves_over_it_writes_nothing(self, board: PtyScreen) -> None:
        assert board.step(b"\x1b[<35;20;20M\x1b[<35;21;22M\x1b[<35;60;2M") == b""


class TestLittle:
    def test_a_changed_cell(self, board: PtyScreen) -> None:
        written = board.step(b"c")
        assert 0 < len(written) < BUDGET
        assert "interested" in board.lines()[6]

    def test_a_changed_cell_with_its_flash_and_the_way_back(self) -> None:
        with PtyScreen("live_table_app.py", "--flash", size=(120, 40)) as board:
            written = board.step(b"c", until=b"9")
        assert written.count(b"interested") == 2
        assert len(written) < BUDGET

    def test_moving_the_cursor(self, board: PtyScreen) -> None:
        assert 0 < len(board.step(DOWN)) < BUDGET

    def test_marking_a_row(self, board: PtyScreen) -> None:
        assert 0 < len(board.step(b" ")) < BUDGET

    def test_a_click(self, board: PtyScreen) -> None:
        assert 0 < len(board.step(b"\x1b[<0;20;20M\x1b[<0;20;20m")) < BUDGET

    def test_a_second_that_changes_four_clocks(self, board: PtyScreen) -> None:
        assert 0 < len(board.step(b"t")) < BUDGET


class TestTruth:
    """What piecemeal repainting left on the screen is what repainting everything shows."""

    @pytest.mark.parametrize("seed", range(3))
    def test_after_anything_that_happens(self, seed: int) -> None:
        rng = random.Random(seed)
        steps = [b"c", b"t", b"i", b"d", b"o", b"j", b"k", b" ", b">", b"=", b"G", b"l", b"h"]
        steps += [PAGE_DOWN, PAGE_UP, b"\x1b[<65;20;20M", b"\x1b[<64;20;20M"]
        with PtyScreen("live_table_app.py", size=(90, 20)) as board:
            for keys in rng.choices(steps, k=60):
                board.step(keys)
            looks = board.looks()
            assert board.step(b"r")
            assert board.looks() == looks
