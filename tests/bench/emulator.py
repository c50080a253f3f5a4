"""What a terminal shows after some output, and whether that looks different from before."""

from __future__ import annotations

import re

import pyte

_NOT_PYTES = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]"  # keyboard protocols, version
    rb"|\x1b\[[0-9;?]*[$\"' ][a-zA-Z]"  # mode requests, cursor shapes
    rb"|\x1b\[[0-9;?]*[tquS-T]"  # window reports, scrolling of the whole screen
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[P_^X][^\x1b]*\x1b\\"  # DCS and the like
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;<=>?$\"' ]*|\][^\x07\x1b]*\x1b?|[P_^X][^\x1b]*\x1b?)?\Z")
_REPEAT = re.compile(rb"([\x20-\x7e])\x1b\[(\d+)b")
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_ALTERNATE = b"\x1b[?1049h"


class Emulator:
    """A terminal's screen; inside a synchronized update it shows what it showed before."""

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._updating = False
        self._shown = self._picture()

    @property
    def lines(self) -> list[str]:
        """The text on the screen."""
        return self._screen.display

    def feed(self, data: bytes) -> bool:
        """Play output; whether a person now sees something else."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        data, self._rest = data[:cut], data[cut:]
        begun, ended = data.rfind(_BEGIN), data.rfind(_END)
        if begun != ended:
            self._updating = begun > ended
        data = data.replace(_ALTERNATE, _ALTERNATE + b"\x1b[2J\x1b[H")
        data = _REPEAT.sub(lambda match: match[1] * (int(match[2]) + 1), data)
        self._stream.feed(_NOT_PYTES.sub(b"", data))
        return not self._updating and self._looks_different()

    def _looks_different(self) -> bool:
        picture = self._picture()
        is_different = picture != self._shown
        self._shown = picture
        return is_different

    def _picture(self) -> list[object]:
        """All cells with their looks, and the cursor where one is shown."""
        screen = self._screen
        changed = {y for y in screen.dirty if y < screen.lines}
        screen.dirty.clear()
        before = getattr(self, "_shown", [None] * (screen.lines + 1))
        rows: list[object] = [
            hash(tuple(screen.buffer[y][x] for x in range(screen.columns)))
            if y in changed
            else before[y]
            for y in range(screen.lines)
        ]
        cursor = screen.cursor
        return [*rows, None if cursor.hidden else (cursor.x, cursor.y)]
