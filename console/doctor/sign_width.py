"""Asking a terminal how wide it draws signs: they are drawn, and it says where its cursor is."""

from __future__ import annotations

import os
import re
import select
import termios
import time
import tty
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_WHERE = b"\x1b[6n"
_CLEAR = b"\r\x1b[K"
_POSITION = re.compile(rb"\x1b\[\d+;(\d+)R")
_SECONDS = 0.5
_MOST_BYTES = 1024


def cells_of(signs: str) -> int | None:
    """How many cells the process's own terminal takes for signs; None where it does not say.

    Its current line is cleared. Takes half a second where there is no answer.
    """
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        with _unbuffered(descriptor):
            os.write(descriptor, b"\r" + signs.encode() + _WHERE)
            column = _column(descriptor)
            os.write(descriptor, _CLEAR)
    except (OSError, termios.error):
        return None
    finally:
        os.close(descriptor)
    return None if column is None else column - 1


@contextmanager
def _unbuffered(descriptor: int) -> Generator[None]:
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor, termios.TCSANOW)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _column(descriptor: int) -> int | None:
    """The cursor's column, from 1 on, as the terminal tells it."""
    told = b""
    deadline = time.monotonic() + _SECONDS
    while len(told) < _MOST_BYTES:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return None
        piece = os.read(descriptor, 64)
        if not piece:
            return None
        told += piece
        if found := _POSITION.search(told):
            return int(found[1])
    return None
