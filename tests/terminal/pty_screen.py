"""A program in a terminal of its own: what each step writes, and what the screen then shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    import pyte

MARK = re.compile(rb"\x1b\]777;step;\d+\x07")


class PtyScreen(PtyProgram):
    """A running program whose output is also played into a terminal emulator.

    The program answers the key `0` with a mark (`ESC ] 777;step;N BEL`) once everything that was
    sent before is drawn; see `programs/live_table_app.py`.
    """

    def __enter__(self) -> Self:
        super().__enter__()
        self.wait_for(b"\x1b[?1049h")
        self.step(b"")
        self.step(b"")
        return self

    def step(self, keys: bytes, *, until: bytes = b"0") -> bytes:
        """Press keys, wait until all is handled and drawn, and return what that wrote.

        Args:
            keys: what is typed or clicked.
            until: the key that asks for the mark.
        """
        start, marks = len(self.output), self._marks()
        self.send(keys + until)
        self.wait_until(lambda: self._marks() > marks)
        return MARK.sub(b"", self.output[start:])

    def looks(self) -> list[list[pyte.screens.Char]]:
        """Each terminal cell with its character and the colours that can be seen."""
        screen = self.screen
        return [
            [_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)
        ]

    def _marks(self) -> int:
        return len(MARK.findall(self.output))


def _seen(cell: pyte.screens.Char) -> pyte.screens.Char:
    """A cell without the colour of a sign that is not there."""
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return cell._replace(fg="default", bold=False, italics=False)
    return cell
