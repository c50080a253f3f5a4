"""Asking the terminal how wide it draws signs, for the doctor."""

from __future__ import annotations

import pytest

from tests.terminal.pty_program import PtyProgram

SIGNS = "●▲"
ASKED = f"\r{SIGNS}\x1b[6n".encode()


@pytest.mark.parametrize(("column", "cells"), [(3, "2"), (5, "4")])
def test_a_terminal_is_believed(column: int, cells: str) -> None:
    with PtyProgram("sign_width.py", SIGNS) as program:
        program.wait_for(ASKED)
        program.send(f"\x1b[1;{column}R".encode())
        assert program.wait_for_exit() == 0
        assert program.lines()[0] == cells
        assert program.attributes() == program.attributes_before


def test_one_that_says_nothing_is_not_waited_for() -> None:
    with PtyProgram("sign_width.py", SIGNS) as program:
        assert program.wait_for_exit() == 0
        assert program.lines()[0] == "None"
        assert program.attributes() == program.attributes_before


def test_none_at_all_says_nothing() -> None:
    with PtyProgram("sign_width.py", SIGNS, controlling=False) as program:
        assert program.wait_for_exit() == 0
        assert program.output == b"None\r\n"
