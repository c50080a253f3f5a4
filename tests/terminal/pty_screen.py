"""A program in a terminal of its own, with what its screen shows and what each step wrote."""

from __future__ import annotations

import re

import pyte
from pty_program import PtyProgram

_MARK = re.compile(rb"\x1b\]777;step;\d+\x07")
"""What a test's program writes between two steps; see `programs/live_table_app.py`."""
_STEP_KEY = b"0"


class PtyScreen(PtyProgram):
    """A running program whose output is also played into a terminal emulator.

    The program must answer the key `0` by writing a mark once everything before it is drawn.
    """

    columns: int = 80
    lines: int = 24

    def settle(self) -> bytes:
        """Wait until all keys sent before are handled and drawn; return what that wrote."""
        before = self._marks()
        start = len(self.output)
        self.send(_STEP_KEY)
        self.wait_until(lambda: self._marks() > before)
        return _MARK.sub(b"", self.output[start:])

    def step(self, keys: bytes) -> bytes:
        """Press keys and return the bytes that the program wrote because of them."""
        self.send(keys)
        return self.settle()

    def shown(self, columns: int, lines: int) -> list[str]:
        """The lines of the screen, as a terminal of that size shows the output so far."""
        screen = pyte.Screen(columns, lines)
        pyte.ByteStream(screen).feed(_MARK.sub(b"", self.output))
        return list(screen.display)

    def _marks(self) -> int:
        return len(_MARK.findall(self.output))
