"""From whatever bytes a terminal sends to text that Textual's parser can take."""

from __future__ import annotations

import codecs
import re

# The legacy mouse report (X10): its last three bytes are no UTF-8 beyond column 95. A terminal
# sends it after a reconnect in which it forgot the mouse mode it was asked for.
_X10_MOUSE = re.compile(rb"\x1b\[M([\x20-\xff]{1,3})")
_X10_MOUSE_BYTES = 6


class InputDecoder:
    """Decodes what was read, piece by piece; a piece may end anywhere, even within a character.

    Bytes that are no UTF-8 become U+FFFD. Legacy mouse reports lose their coordinates: what is
    left is a report that the parser knows and drops.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._before = b""

    def decode(self, data: bytes) -> str:
        """Take the next piece; returns nothing when there is no whole character in it."""
        joined = self._before + data
        blanked = _X10_MOUSE.sub(_blank, joined)[len(self._before) :]
        self._before = joined[-(_X10_MOUSE_BYTES - 1) :]
        return self._utf8.decode(blanked)


def _blank(report: re.Match[bytes]) -> bytes:
    return b"\x1b[M" + b" " * len(report[1])
